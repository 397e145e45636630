import { describe, expect, it } from 'vitest';
import type { ClassId, ContactId, DeviceId, GroupId, MemberId, RoleId } from '../../../../src-shared/base/ids.ts';
import { ACTIONS, type Action } from '../../../../src-shared/policy/action/action.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { QUATRIX } from '../../../../src-shared/policy/presets/quatrix.ts';
import { idOf, Office } from '../../../support/policy/office.ts';

const PEOPLE = ['owner', 'administrator', 'pro', 'associate', 'jailed'];

/** One of each, by the name of their role; `fellow`, a second Pro user; and licences to spare. */
function staffed(): Office {
  const office = new Office(QUATRIX);
  office.does('owner', { type: 'licence.set', bought: 20 });
  office.joins('administrator', { roles: ['administrator'] });
  for (const role of ['pro', 'associate', 'jailed']) office.joins(role, { roles: [role], class: role });
  office.joins('fellow');
  return office;
}

const having = (permission: Permission): readonly string[] => {
  const office = staffed();
  return PEOPLE.filter((name) => office.can(name, permission));
};
const offer = (office: Office, to: string, keep: string | null = null): Action => ({
  type: 'owner.offer',
  to: office.id(to),
  keep: keep as RoleId | null,
});
const contact = (name: string) => idOf<ContactId>('c', name);
const convert = (office: Office, name: string, more: { class?: string; roles?: readonly string[] } = {}) =>
  office.invites(name, { contact: name, email: `${name}@elsewhere.org`, ...more });

describe('Quatrix', () => {
  it('QX-01 lets each user role do what its matrix says within its class', () => {
    const office = staffed();
    const jailed = ['account.login', 'folder.use', 'profile.edit'];
    expect(office.rights('jailed')).toEqual(jailed);
    const associate = office.rights('associate').filter((permission) => !jailed.includes(permission));
    expect(associate).toEqual([
      'pkg.receive',
      'pkg.send',
      'pkg.send.private',
      'pkg.briefcase',
      'pkg.download.withoutPassword',
      'pkg.download.ownSent',
      'pkg.encrypt.password',
      'folder.manage',
      'support.open',
    ]);
    const pro = office.rights('pro').filter((permission) => !office.can('associate', permission));
    expect(pro).toEqual([
      'pkg.send.public',
      'pkg.send.internal',
      'pkg.send.self',
      'pkg.cooperative',
      'pkg.track',
      'contact.personal',
      'contact.site.view',
      'policy.view',
    ]);
    expect(office.rights('associate').filter((permission) => !office.can('pro', permission))).toEqual([]);
  });

  it('QX-02 makes a group with permissions of its own', () => {
    const office = staffed();
    office.does('administrator', office.to.make('archive', { 'pkg.persistent': 'allow', 'pkg.send.public': 'deny' }));
    office.does('administrator', office.to.group('pro', 'archive'));
    expect(office.can('pro', 'pkg.persistent')).toBe(true);
    expect(office.why('pro', 'pkg.send.public')).toBe('groupDeny');
    expect(office.refusal('pro', office.to.make('own', {}))).toBe('default');
  });

  it('QX-03 activates nobody without a free licence', () => {
    const office = new Office(QUATRIX);
    expect(office.state.licences.bought).toBe(1);
    for (const id of ['pro', 'associate', 'jailed']) {
      office.does('owner', office.invites(id, { roles: [id], class: id }));
      expect(office.refusal(id, office.activation(id))).toBe('noLicence');
    }
    office.does('owner', { type: 'licence.set', bought: 2 });
    office.does('jailed', office.activation('jailed'));
    expect(office.refusal('pro', office.activation('pro'))).toBe('noLicence');
    expect(office.state.licencesInUse).toBe(2);
  });

  it('QX-04 takes no licence for contacts', () => {
    const office = new Office(QUATRIX);
    office.does('owner', office.to.note('carl'));
    office.joins('guest', { roles: ['contact'], class: 'contact' });
    expect(office.state.licencesInUse).toBe(1);
    expect(office.can('owner', 'pkg.send.private', office.about.contact('carl'))).toBe(true);
  });

  it('QX-05 begins with one owner, who holds everything', () => {
    const office = new Office(QUATRIX);
    expect([...office.state.members.keys()]).toEqual([office.state.owner]);
    expect(office.refusal('owner', { type: 'licence.set', bought: 5 })).toBeNull();
  });

  it('QX-06 takes any number of administrators', () => {
    const office = staffed();
    for (const name of ['adam', 'bea', 'cem']) office.joins(name, { roles: ['administrator'] });
    expect(['adam', 'bea', 'cem'].every((name) => office.can(name, 'user.invite'))).toBe(true);
  });

  it('QX-07 gives the owner every feature', () => {
    const office = staffed();
    office.does('owner', office.to.set('modules.pgp', 'selected'), office.to.set('modules.sftp', 'selected'));
    const lacking = PERMISSIONS.filter((one) => kindOf(one) !== 'exemption' && !office.can('owner', one));
    expect(lacking).toEqual([]);
  });

  it('QX-08 lets the owner buy licences', () => {
    const office = staffed();
    expect(office.refusal('owner', { type: 'licence.set', bought: 30 })).toBeNull();
    expect(office.refusal('owner', { type: 'licence.set', bought: 1 })).toBe('licencesInUse');
    expect(office.refusal('administrator', { type: 'licence.set', bought: 30 })).toBe('prerequisite');
  });

  it('QX-09 lets nobody take anything from the owner', () => {
    const office = staffed();
    const attacks: readonly Action[] = [
      office.to.disable('owner'),
      office.to.remove('owner'),
      office.to.roles('owner', ['pro'], ['owner']),
      office.to.class('owner', 'jailed'),
      office.to.permit('owner', 'account.login', 'deny'),
      office.to.withhold('owner', 'account.login'),
      office.to.reset('owner'),
      { type: 'member.expiry', member: office.id('owner'), expiresAt: office.at + 1 },
    ];
    for (const attack of attacks) expect(office.refusal('administrator', attack)).toBe('targetIsOwner');
    expect(office.refusal('administrator', office.to.change('owner', { 'pkg.send': null }))).toBe('roleIsOwners');
    const narrow: Action = { type: 'class.edit', class: 'pro' as ClassId, ceiling: [] };
    expect(office.refusal('administrator', narrow)).toBe('groupHoldsHigher');
  });

  it('QX-10 transfers ownership by offer and acceptance', () => {
    const office = staffed();
    office.does('owner', offer(office, 'pro', 'pro'));
    expect(office.state.owner).toBe(office.id('owner'));
    office.does('pro', office.to.accept());
    expect(office.state.owner).toBe(office.id('pro'));
    expect(office.member('pro').roles.map(({ id }) => id)).toEqual(['owner']);
    expect(office.member('owner').roles.map(({ id }) => id)).toEqual(['pro']);
    expect(office.can('pro', 'billing.manage')).toBe(true);
    expect(office.can('owner', 'billing.manage')).toBe(false);
  });

  it('QX-11 changes the owner by the offer, never by editing a profile', () => {
    const office = staffed();
    expect(office.refusal('owner', office.to.edit('owner', { email: 'someone@example.org' }))).toBe('targetIsSelf');
    const before = office.state.owner;
    office.does('owner', office.to.edit('owner', { name: 'Somebody Else' }));
    expect(office.state.owner).toBe(before);
  });

  it('QX-12 asks the new owner by name', () => {
    const office = staffed();
    office.does('owner', offer(office, 'pro'));
    expect(office.state.transfer).toMatchObject({ to: office.id('pro'), setBy: office.state.head.seq });
    const accept = office.to.accept();
    expect(office.refusal('fellow', accept)).toBe('notOffered');
    expect(office.refusal('administrator', accept)).toBe('notOffered');
    expect(office.refusal('pro', accept)).toBeNull();
  });

  it('QX-13 removes the old owner unless the offer keeps them a role', () => {
    const office = staffed();
    office.does('owner', offer(office, 'pro'));
    office.does('pro', office.to.accept());
    expect(office.member('owner').status).toBe('removed');
    expect(office.rights('owner')).toEqual([]);
    const kept = staffed();
    kept.does('owner', offer(kept, 'pro', 'administrator'));
    kept.does('pro', kept.to.accept());
    expect(kept.can('owner', 'user.invite')).toBe(true);
  });

  it('QX-14 makes the transfer at once and for good', () => {
    const office = staffed();
    office.does('owner', offer(office, 'pro', 'administrator'));
    const accept = office.to.accept();
    expect(office.refusal('owner', { type: 'owner.withdraw' })).toBeNull();
    office.does('pro', accept);
    expect(office.refusal('owner', { type: 'owner.withdraw' })).toBe('ownerOnly');
    expect(office.refusal('owner', offer(office, 'owner'))).toBe('ownerOnly');
    expect(office.refusal('owner', office.to.disable('pro'))).toBe('targetIsOwner');
    expect(office.refusal('owner', accept)).toBe('notOffered');
  });

  it('QX-15 lets the owner alone decide who handles billing', () => {
    const office = staffed();
    expect(having('billing.delegate')).toEqual(['owner']);
    expect(office.refusal('administrator', office.to.permit('pro', 'billing.manage'))).toBe('grantExceeds');
    office.does('owner', office.to.permit('administrator', 'billing.view'));
    expect(office.refusal('administrator', office.to.permit('pro', 'billing.view'))).toBe('delegateOnly');
    expect(office.refusal('owner', office.to.permit('pro', 'billing.view'))).toBeNull();
  });

  it('QX-16 delegates billing to Pro and Associate users, to no jailed one', () => {
    const office = staffed();
    office.joins('guest', { roles: ['contact'], class: 'contact' });
    for (const name of ['pro', 'associate', 'jailed', 'guest']) {
      office.does('owner', office.to.permit(name, 'billing.view'));
      office.does('owner', office.to.permit(name, 'billing.manage'));
    }
    const billing = (name: string) => office.can(name, 'billing.view') && office.can(name, 'billing.manage');
    expect(['pro', 'associate', 'jailed', 'guest'].map(billing)).toEqual([true, true, false, false]);
    expect(office.why('jailed', 'billing.manage')).toBe('ceiling');
  });

  it('QX-17 gives administrators users, groups, settings and access control', () => {
    const office = staffed();
    const managing = PERMISSIONS.filter((permission) =>
      /^(?:user|group|settings|security|class|role)\./.test(permission),
    );
    expect(managing.filter((permission) => !office.can('administrator', permission))).toEqual([]);
    expect(managing.filter((permission) => office.can('pro', permission))).toEqual([]);
  });

  it('QX-18 lets an administrator appoint another', () => {
    const office = staffed();
    office.does('administrator', office.to.roles('pro', ['administrator']));
    expect(office.can('pro', 'user.invite')).toBe(true);
    expect(office.refusal('fellow', office.to.roles('associate', ['administrator']))).toBe('default');
  });

  it("QX-19 gives an administrator billing by the owner's grant alone", () => {
    const office = staffed();
    expect(office.can('administrator', 'billing.view')).toBe(false);
    expect(office.refusal('administrator', office.to.permit('administrator', 'billing.view'))).toBe('targetIsSelf');
    office.does('owner', office.to.permit('administrator', 'billing.view'));
    expect(office.can('administrator', 'billing.view')).toBe(true);
  });

  it('QX-20 makes administrators of new and of existing users', () => {
    const office = staffed();
    for (const by of ['owner', 'administrator']) {
      expect(office.refusal(by, office.invites('new', { roles: ['administrator'] }))).toBeNull();
      expect(office.refusal(by, office.to.roles('pro', ['administrator']))).toBeNull();
    }
  });

  it('QX-21 invites somebody as administrator', () => {
    const office = staffed();
    office.does('administrator', office.invites('new', { roles: ['administrator'] }));
    office.does('new', office.activation('new'));
    expect(office.can('new', 'admin.section')).toBe(true);
  });

  it("QX-22 gives an existing user the administrator's role", () => {
    const office = staffed();
    expect(office.can('pro', 'admin.section')).toBe(false);
    office.does('owner', office.to.roles('pro', ['administrator']));
    expect(office.can('pro', 'admin.section')).toBe(true);
  });

  it("QX-23 lists an administrator's role with the others they hold", () => {
    const office = staffed();
    office.does('owner', office.to.roles('pro', ['administrator']));
    expect(office.member('pro').roles.map(({ id }) => id)).toEqual(['administrator', 'pro']);
  });

  it('QX-24 keeps a departmental administrator to their department', () => {
    const office = staffed();
    office.does('owner', office.to.make('north', {}, true));
    office.does('owner', office.to.group('pro', 'north'));
    office.joins('norma', { roles: ['administrator'], groups: ['north'], scopes: ['north'] });
    expect(office.refusal('norma', office.to.disable('pro'))).toBeNull();
    expect(office.refusal('norma', office.to.disable('fellow'))).toBe('outOfScope');
    expect(office.can('norma', 'org.pkg.view', office.about.package('pro', ['fellow']))).toBe(true);
    expect(office.why('norma', 'org.pkg.view', office.about.package('fellow', ['pro']))).toBe('outOfScope');
    const wider: Action = { ...office.to.withhold('administrator'), scopes: ['north' as GroupId] };
    expect(office.refusal('norma', wider)).not.toBeNull();
    expect(office.refusal('owner', wider)).toBeNull();
  });

  it("QX-25 takes the administrator's role and leaves the user's", () => {
    const office = staffed();
    office.does('owner', office.to.roles('pro', ['administrator']));
    office.does('owner', office.to.roles('pro', [], ['administrator']));
    expect(office.can('pro', 'user.invite')).toBe(false);
    expect(office.can('pro', 'pkg.send.private')).toBe(true);
    expect(office.refusal('owner', office.to.roles('pro', [], ['pro']))).toBe('roleLast');
  });

  it('QX-26 lets the owner promote and demote anybody else', () => {
    const office = staffed();
    office.does('owner', office.to.roles('administrator', ['pro'], ['administrator']));
    office.does('owner', office.to.roles('administrator', ['administrator'], ['pro']));
    office.does('owner', office.to.class('associate', 'pro'), office.to.roles('associate', ['pro'], ['associate']));
    office.does('owner', office.to.class('fellow', 'jailed'), office.to.roles('fellow', ['jailed'], ['pro']));
    expect(office.can('associate', 'pkg.send.public')).toBe(true);
    expect(office.can('fellow', 'pkg.send')).toBe(false);
  });

  it('QX-27 lets administrators promote users, demote administrators, not the owner', () => {
    const office = staffed();
    office.does('administrator', office.to.roles('pro', ['administrator']));
    office.does('administrator', office.to.roles('pro', [], ['administrator']));
    const demotion = office.to.roles('owner', ['pro'], ['owner']);
    expect(office.refusal('administrator', demotion)).toBe('targetIsOwner');
  });

  it('QX-28 gives owner and administrator the seven features alike', () => {
    const features: readonly Permission[] = [
      'pkg.send.private',
      'pkg.track',
      'contact.personal',
      'contact.site.manage',
      'folder.manage',
      'activity.view',
      'automation.use',
      'admin.section',
    ];
    const office = staffed();
    for (const name of ['owner', 'administrator']) {
      expect(features.filter((permission) => !office.can(name, permission))).toEqual([]);
    }
    const administrative = features.slice(5);
    expect(administrative.filter((permission) => office.can('pro', permission))).toEqual([]);
  });

  it('QX-29 keeps billing to the owner', () => {
    expect([having('billing.view'), having('billing.manage')]).toEqual([['owner'], ['owner']]);
  });

  it("QX-30 refuses an administrator's offer of ownership", () => {
    const office = staffed();
    expect(office.refusal('administrator', offer(office, 'pro'))).toBe('ownerOnly');
    expect(office.refusal('owner', offer(office, 'pro'))).toBeNull();
  });

  it('QX-31 keeps buying modules to the owner', () => {
    expect(having('module.buy')).toEqual(['owner']);
  });

  it('QX-32 gives the administrator everything but what is delegated', () => {
    const office = staffed();
    const lacking = office.rights('owner').filter((permission) => !office.can('administrator', permission));
    expect(lacking).toEqual(PERMISSIONS.filter((permission) => kindOf(permission) === 'delegated'));
  });

  it('QX-33 predefines Pro, Associate and Jailed', () => {
    expect(QUATRIX.classes.map(({ id }) => id)).toEqual(['pro', 'associate', 'jailed', 'contact']);
    const office = staffed();
    office.does('owner', office.to.roles('associate', ['administrator']));
    expect(office.why('associate', 'user.invite')).toBe('ceiling');
  });

  it('QX-34 lets a Pro user share with everybody and with contacts', () => {
    const office = staffed();
    office.does('administrator', office.to.note('carl'));
    for (const name of ['owner', 'administrator', 'fellow', 'associate']) {
      expect(office.can('pro', 'pkg.send.private', office.about.member(name))).toBe(true);
    }
    expect(office.can('pro', 'pkg.send.private', office.about.contact('carl'))).toBe(true);
    expect(office.can('pro', 'pkg.send.private', office.about.contact(null))).toBe(true);
    expect(office.can('pro', 'folder.use')).toBe(true);
  });

  it('QX-35 lets an Associate send to Pro users alone, and no link', () => {
    const office = staffed();
    office.joins('second', { roles: ['associate'], class: 'associate' });
    expect(office.can('associate', 'pkg.send.private', office.about.member('pro'))).toBe(true);
    expect(office.why('associate', 'pkg.send.private', office.about.member('second'))).toBe('audienceExcludes');
    expect(office.why('associate', 'pkg.send.private', office.about.contact(null))).toBe('audienceExcludes');
    expect(office.why('associate', 'pkg.send.public')).toBe('ceiling');
    expect(office.why('associate', 'pkg.send.internal')).toBe('ceiling');
  });

  it('QX-36 opens to a jailed user the folders shared with them alone', () => {
    const office = staffed();
    office.does('pro', office.to.open('shared'));
    office.does('pro', office.to.open('other'));
    office.does('pro', office.to.share('shared', 'jailed', 'read'));
    expect(office.can('jailed', 'folder.use', office.about.folder('shared'))).toBe(true);
    expect(office.why('jailed', 'folder.use', office.about.folder('other'))).toBe('folderNotGranted');
  });

  it('QX-37 gives sharing to Pro and Associate, not to Jailed', () => {
    expect(having('pkg.send')).toEqual(['owner', 'administrator', 'pro', 'associate']);
  });

  it('QX-38 gives tracking to Pro users', () => {
    expect(having('pkg.track')).toEqual(['owner', 'administrator', 'pro']);
  });

  it('QX-39 shows a jailed user no package and no other folder, whatever a role or override says', () => {
    const office = staffed();
    office.does('owner', office.to.roles('jailed', ['pro', 'administrator']));
    const wanted: readonly Permission[] = ['pkg.receive', 'org.pkg.view', 'library.browse', 'contact.site.view'];
    for (const permission of wanted) {
      office.does('owner', office.to.permit('jailed', permission));
      expect(office.why('jailed', permission)).toBe('ceiling');
    }
    expect(office.why('pro', 'pkg.send.private', office.about.member('jailed'))).toBe('targetCannotReceive');
  });

  it('QX-40 lets Associate and Pro users manage and upload', () => {
    const office = staffed();
    for (const name of ['pro', 'associate']) {
      office.does(name, office.to.open(`of-${name}`));
      expect(office.can(name, 'folder.manage', office.about.folder(`of-${name}`))).toBe(true);
      expect(office.can(name, 'pkg.briefcase')).toBe(true);
    }
    expect(office.refusal('jailed', office.to.open('of-jailed'))).toBe('default');
  });

  it('QX-41 lets a jailed user manage project folders when that is granted', () => {
    const office = staffed();
    office.does('pro', office.to.open('shared'));
    office.does('pro', office.to.open('other'));
    for (const level of ['list', 'read', 'write', 'full'] as const) {
      office.does('pro', office.to.share('shared', 'jailed', level));
    }
    expect(office.can('jailed', 'folder.manage', office.about.folder('shared'))).toBe(false);
    office.does('administrator', office.to.permit('jailed', 'folder.manage'));
    expect(office.can('jailed', 'folder.manage', office.about.folder('shared'))).toBe(true);
    expect(office.can('jailed', 'folder.manage', office.about.folder('other'))).toBe(false);
    expect(office.refusal('jailed', office.to.share('shared', 'fellow', 'read'))).toBeNull();
    expect(office.refusal('jailed', office.to.share('other', 'fellow', 'read'))).not.toBeNull();
  });

  it('QX-42 keeps contacts from Associate and jailed users', () => {
    const office = staffed();
    const contacts = PERMISSIONS.filter((permission) => permission.startsWith('contact.'));
    expect(contacts.filter((one) => office.can('associate', one) || office.can('jailed', one))).toEqual([]);
    expect(office.can('pro', 'contact.personal')).toBe(true);
  });

  it('QX-43 lets every user care for their own access', () => {
    const office = staffed();
    for (const [index, name] of PEOPLE.entries()) {
      const device = idOf<DeviceId>('d', `second-${name}`);
      const publicKey = `ab${index}`.padEnd(64, '0');
      office.does(name, { type: 'device.add', device, publicKey, certificate: 'c'.repeat(128) });
      const revoke: Action = { type: 'device.revoke', pin: { device, seq: -1, hash: '0'.repeat(64) } };
      expect(office.refusal(name, revoke)).toBeNull();
      expect(office.refusal('fellow', revoke)).not.toBeNull();
    }
  });

  it('QX-44 gives PGP and SFTP once they are enabled', () => {
    const office = staffed();
    const both = (name: string) => [office.can(name, 'pgp.use'), office.can(name, 'sftp.use')];
    for (const name of PEOPLE) expect(both(name)).toEqual([false, false]);
    office.does('administrator', office.to.set('modules.pgp', 'selected'));
    for (const name of PEOPLE) expect(both(name)).toEqual([true, false]);
    office.does('administrator', office.to.set('modules.sftp', 'selected'));
    for (const name of PEOPLE) expect(both(name)).toEqual([true, true]);
  });

  it('QX-45 lets every user edit their profile but not their address', () => {
    const office = staffed();
    for (const name of ['pro', 'associate', 'jailed']) {
      expect(office.refusal(name, office.to.edit(name, { name: 'New Name' }))).toBeNull();
      expect(office.refusal(name, office.to.edit(name, { email: 'new@example.org' }))).not.toBeNull();
      expect(office.refusal('administrator', office.to.edit(name, { email: 'new@example.org' }))).toBeNull();
    }
  });

  it('QX-46 lets an administrator change what a class may do', () => {
    const office = staffed();
    const ceiling = [...(office.state.classes.get('jailed' as ClassId)?.ceiling ?? []), 'pkg.receive'] as const;
    const wider: Action = { type: 'class.edit', class: 'jailed' as ClassId, ceiling };
    expect(office.refusal('pro', wider)).toBe('default');
    office.does('administrator', wider, office.to.change('jailed', { 'pkg.receive': 'full' }));
    expect(office.can('jailed', 'pkg.receive')).toBe(true);
  });

  it("QX-47 puts users of every class into a group, within their class's ceiling", () => {
    const office = staffed();
    office.does('administrator', office.to.make('readers', { 'library.browse': 'allow', 'folder.manage': 'allow' }));
    for (const name of ['pro', 'associate', 'jailed']) office.does('administrator', office.to.group(name, 'readers'));
    const browsing = ['pro', 'associate', 'jailed'].map((name) => office.can(name, 'library.browse'));
    expect(browsing).toEqual([true, false, false]);
    expect(office.why('jailed', 'folder.manage')).toBe('groupAllow');
  });

  it('QX-48 knows no action that names a personal contact', () => {
    const office = staffed();
    const named = Object.keys(ACTIONS).filter((type) => type.startsWith('contact.'));
    expect(named).toEqual(['contact.add', 'contact.edit', 'contact.remove']);
    expect(office.can('pro', 'contact.personal')).toBe(true);
    expect(office.refusal('pro', office.to.note('carl'))).toBe('default');
  });

  it('QX-49 gives personal contacts to owner, administrators and Pro users', () => {
    expect(having('contact.personal')).toEqual(['owner', 'administrator', 'pro']);
  });

  it('QX-50 lets owner and administrators, nobody else, manage site contacts', () => {
    const office = staffed();
    const able = PEOPLE.filter((name) => office.refusal(name, office.to.note('carl')) === null);
    expect(able).toEqual(['owner', 'administrator']);
    office.does('administrator', office.to.note('carl'));
    expect(office.state.contacts.get(contact('carl'))).toMatchObject({ by: office.id('administrator') });
  });

  it('QX-51 shows site contacts to owner, administrators and Pro users', () => {
    expect(having('contact.site.view')).toEqual(['owner', 'administrator', 'pro']);
  });

  it('QX-52 lets a Pro user share with somebody who is no member', () => {
    const office = staffed();
    expect(office.can('pro', 'pkg.send.private', office.about.contact(null))).toBe(true);
    expect(office.why('associate', 'pkg.send.private', office.about.contact(null))).toBe('audienceExcludes');
  });

  it('QX-53 gives a contact no right at all, whatever role comes with it', () => {
    const office = staffed();
    office.joins('guest', { roles: ['contact'], class: 'contact' });
    expect(office.rights('guest')).toEqual([]);
    office.does('owner', office.to.roles('guest', ['pro', 'administrator']));
    expect(office.rights('guest')).toEqual([]);
    expect(office.why('guest', 'account.login')).toBe('ceiling');
  });

  it('QX-54 lets Pro users address contacts, and no contact address anybody', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'));
    expect(office.can('pro', 'pkg.send.private', office.about.contact('carl'))).toBe(true);
    const { audience } = office.state.classes.get('contact' as ClassId) ?? {};
    expect(audience).toEqual({ classes: [], contacts: 'none' });
  });

  it('QX-55 keeps a contact as an address, not an account', () => {
    const office = staffed();
    const members = office.state.members.size;
    office.does('owner', office.to.note('carl'));
    expect(office.state.members.size).toBe(members);
    expect(office.state.members.has(contact('carl') as string as MemberId)).toBe(false);
    expect(Object.keys(office.state.contacts.get(contact('carl')) ?? {}).toSorted()).not.toContain('keyset');
  });

  it('QX-56 gives a contact nothing to log in with', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'));
    const id = contact('carl') as string as MemberId;
    const activation: Action = { ...office.activation('pro'), member: id, device: idOf<DeviceId>('d', 'carl') };
    expect(office.refusal('carl', activation)).toBe('targetUnknown');
    expect(office.refusal('owner', office.to.edit('carl', { name: 'Carl' }))).toBe('targetUnknown');
  });

  it('QX-57 knows a contact in each organisation apart', () => {
    const [one, other] = [staffed(), new Office(QUATRIX, 'd'.repeat(64))];
    one.does('owner', one.to.note('carl'));
    other.does('owner', other.to.note('carl'));
    one.does('owner', { type: 'contact.remove', contact: contact('carl') });
    expect([one.state.contacts.size, other.state.contacts.size]).toEqual([0, 1]);
  });

  it('QX-58 holds no password or key of a contact', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'));
    const kept = Object.keys(office.state.contacts.get(contact('carl')) ?? {}).toSorted();
    expect(kept).toEqual(['by', 'email', 'id', 'name', 'pgp', 'setBy']);
  });

  it('QX-59 adds, edits and removes a site contact', () => {
    const office = staffed();
    office.does('administrator', office.to.note('carl'));
    office.does('administrator', { type: 'contact.edit', contact: contact('carl'), name: 'Carl Cole' });
    expect(office.state.contacts.get(contact('carl'))?.name).toBe('Carl Cole');
    const remove: Action = { type: 'contact.remove', contact: contact('carl') };
    expect(office.refusal('pro', remove)).toBe('default');
    office.does('owner', remove);
    expect(office.state.contacts.size).toBe(0);
  });

  it('QX-60 notes that a contact was asked for a PGP key', () => {
    const office = staffed();
    office.does('administrator', office.to.note('carl'));
    expect(office.state.contacts.get(contact('carl'))?.pgp).toBe('none');
    office.does('administrator', { type: 'contact.edit', contact: contact('carl'), pgp: 'requested' });
    expect(office.state.contacts.get(contact('carl'))?.pgp).toBe('requested');
  });

  it('QX-61 notes that a contact has a PGP key', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'), office.to.set('modules.pgp', 'selected'));
    office.does('administrator', { type: 'contact.edit', contact: contact('carl'), pgp: 'provided' });
    expect(office.state.contacts.get(contact('carl'))?.pgp).toBe('provided');
    expect(office.can('pro', 'pgp.use')).toBe(true);
    expect(office.can('pro', 'pkg.send.private', office.about.contact('carl'))).toBe(true);
  });

  it('QX-62 lets owner and administrators, nobody else, convert a contact', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'));
    const able = PEOPLE.filter((name) => office.refusal(name, convert(office, 'carl')) === null);
    expect(able).toEqual(['owner', 'administrator']);
    office.does('owner', office.to.permit('pro', 'user.invite'));
    expect(office.refusal('pro', convert(office, 'carl'))).toBe('default');
  });

  it('QX-63 turns the contact into an invited member, and is no contact any more', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'));
    office.does('administrator', convert(office, 'carl'));
    expect(office.state.contacts.size).toBe(0);
    expect(office.member('carl')).toMatchObject({ status: 'invited', email: 'carl@elsewhere.org' });
    const other = office.invites('dora', { contact: 'carl', email: 'dora@elsewhere.org' });
    expect(office.refusal('administrator', other)).toBe('contactUnknown');
  });

  it('QX-64 converts into Pro unless another class is chosen', () => {
    const office = staffed();
    office.does('owner', office.to.note('carl'), office.to.note('dora'));
    office.does('owner', convert(office, 'carl'));
    office.does('owner', convert(office, 'dora', { class: 'associate', roles: ['associate'] }));
    expect([office.member('carl').class, office.member('dora').class]).toEqual(['pro', 'associate']);
    expect(office.member('carl').roles.map(({ id }) => id)).toEqual(['pro']);
  });

  it('QX-65 activates a converted contact only with a free licence', () => {
    const office = new Office(QUATRIX);
    office.does('owner', office.to.note('carl'));
    office.does('owner', convert(office, 'carl'));
    expect(office.refusal('carl', office.activation('carl'))).toBe('noLicence');
    office.does('owner', { type: 'licence.set', bought: 2 });
    expect(office.refusal('carl', office.activation('carl'))).toBeNull();
  });
});
