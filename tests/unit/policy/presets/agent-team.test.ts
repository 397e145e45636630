import { describe, expect, it } from 'vitest';
import type { LinkId, OrganisationId } from '../../../../src-shared/base/ids.ts';
import { type Action, parseAction } from '../../../../src-shared/policy/action/action.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { AGENT_TEAM } from '../../../../src-shared/policy/presets/agent-team.ts';
import { DAY, idOf, Office } from '../../../support/policy/office.ts';

/** The columns of the matrix; the Agent is the founder, `owner`. */
const COLUMNS = ['owner', 'admin', 'support', 'publisher', 'analyser'];

function staffed(): Office {
  const office = new Office(AGENT_TEAM);
  for (const role of [...COLUMNS.slice(1), 'data-privacy']) office.joins(role, { roles: [role] });
  return office;
}

const having = (permission: Permission): string => {
  const office = staffed();
  return COLUMNS.map((name) => (office.can(name, permission) ? 'Y' : 'N')).join(' ');
};
const link: Action = {
  type: 'link.add',
  link: idOf<LinkId>('k', '1'),
  organisation: 'e'.repeat(64) as OrganisationId,
  name: 'Partner',
};

describe('the agent-led team platform', () => {
  it('AT-01 adds a team user with a role', () => {
    const office = staffed();
    office.joins('tom', { roles: ['publisher'], class: 'team' });
    expect(office.member('tom')).toMatchObject({ kind: 'internal', class: 'team', status: 'active' });
    expect(office.can('tom', 'library.publish')).toBe(true);
  });

  it('AT-02 adds up what several roles give', () => {
    const office = staffed();
    office.joins('tom', { roles: ['analyser'] });
    office.does('admin', office.to.roles('tom', ['data-privacy']));
    const [analyser, privacy] = [office.rights('analyser'), office.rights('data-privacy')];
    expect(new Set(office.rights('tom'))).toEqual(new Set([...analyser, ...privacy]));
  });

  it('AT-03 lets an override of the user beat every role', () => {
    const office = staffed();
    office.does('owner', office.to.permit('publisher', 'pkg.send.public', 'deny'));
    office.does('owner', office.to.permit('analyser', 'pkg.receive', 'allow'));
    expect(office.why('publisher', 'pkg.send.public')).toBe('overrideDeny');
    expect(office.why('analyser', 'pkg.receive')).toBe('overrideAllow');
  });

  it('AT-04 changes what a role gives to all who hold it', () => {
    const office = staffed();
    office.joins('tom', { roles: ['publisher'] });
    office.does('admin', office.to.change('publisher', { 'folder.manage': null, 'compliance.check': 'full' }));
    for (const name of ['tom', 'publisher']) {
      expect(office.can(name, 'folder.manage')).toBe(false);
      expect(office.can(name, 'compliance.check')).toBe(true);
    }
  });

  it('AT-05 gives the Agent every right', () => {
    const office = staffed();
    const lacking = PERMISSIONS.filter(
      (permission) => kindOf(permission) !== 'exemption' && !office.can('owner', permission),
    );
    expect(lacking).toEqual([]);
  });

  it('AT-06 never makes a second Agent', () => {
    const office = staffed();
    for (const by of ['owner', 'admin']) {
      expect(office.refusal(by, office.to.roles('publisher', ['agent']))).toBe('roleIsUnique');
      expect(office.refusal(by, office.invites('new', { roles: ['agent'] }))).toBe('roleIsUnique');
    }
    const holders = [...office.state.members.values()].filter(({ roles }) => roles.some(({ id }) => id === 'agent'));
    expect(holders.map(({ id }) => id)).toEqual([office.state.owner]);
  });

  it('AT-07 lets the Agent add users, groups and workflows', () => {
    const office = staffed();
    expect(office.refusal('owner', office.invites('new'))).toBeNull();
    expect(office.refusal('owner', office.to.make('sales', {}))).toBeNull();
    expect(office.can('owner', 'automation.use')).toBe(true);
  });

  it("AT-08 moves the Agent role by the Agent's own offer alone", () => {
    const office = staffed();
    const offer: Action = { type: 'owner.offer', to: office.id('publisher'), keep: null };
    expect(office.refusal('admin', offer)).toBe('ownerOnly');
    office.does('owner', offer);
    const accept = office.to.accept();
    expect(office.refusal('admin', accept)).toBe('notOffered');
    expect(office.refusal('admin', { type: 'owner.withdraw' })).toBe('ownerOnly');
    expect(office.refusal('owner', { type: 'owner.withdraw' })).toBeNull();
    expect(office.state.owner).toBe(office.id('owner'));
    office.does('publisher', accept);
    expect(office.state.owner).toBe(office.id('publisher'));
    expect(office.can('publisher', 'role.assign')).toBe(true);
  });

  it('AT-09 gives an Admin every right but the subscription and the Agent role', () => {
    const office = staffed();
    const lacking = PERMISSIONS.filter(
      (permission) => kindOf(permission) !== 'exemption' && !office.can('admin', permission),
    );
    expect(lacking).toEqual(PERMISSIONS.filter((permission) => kindOf(permission) === 'delegated'));
    expect(office.refusal('admin', { type: 'owner.offer', to: office.id('support'), keep: null })).toBe('ownerOnly');
  });

  it('AT-10 lets an Admin add team members, groups and workflows', () => {
    const office = staffed();
    expect(office.refusal('admin', office.invites('new', { class: 'team' }))).toBeNull();
    expect(office.refusal('admin', office.to.make('sales', { 'pkg.send.public': 'deny' }))).toBeNull();
    expect(office.can('admin', 'automation.use')).toBe(true);
  });

  it('AT-11 lets two Admins stand beside each other, each able to manage the other', () => {
    const office = staffed();
    office.does('admin', office.invites('second', { roles: ['admin'] }));
    office.does('second', office.activation('second'));
    expect(office.refusal('second', office.to.disable('admin'))).toBeNull();
    expect(office.refusal('admin', office.to.disable('second'))).toBeNull();
  });

  it('AT-12 lets team members open tickets and Support handle them', () => {
    const office = staffed();
    expect(having('support.open')).toBe('Y Y Y Y N');
    expect(having('support.handle')).toBe('Y Y Y N N');
    expect(office.can('data-privacy', 'support.handle')).toBe(false);
    const more = office.rights('support').filter((permission) => !office.can('publisher', permission));
    expect(more).toEqual([
      'admin.section',
      'activity.view',
      'support.handle',
      'support.escalate',
      'group.edit',
      'group.assign',
    ]);
    const less = office.rights('publisher').filter((permission) => !office.can('support', permission));
    expect(less).toEqual(['folder.use', 'folder.manage']);
  });

  it('AT-13 links another organisation by the Agent or an Admin', () => {
    const office = staffed();
    expect(COLUMNS.filter((name) => office.refusal(name, link) === null)).toEqual(['owner', 'admin']);
    office.does('admin', link);
    expect([...office.state.links.values()].map(({ name }) => name)).toEqual(['Partner']);
    const end: Action = { type: 'link.remove', link: idOf<LinkId>('k', '1') };
    expect(office.refusal('support', end)).toBe('default');
    expect(office.refusal('owner', end)).toBeNull();
  });

  it('AT-14 lets Support and those above escalate, nobody else', () => {
    expect(having('support.escalate')).toBe('Y Y Y N N');
  });

  it('AT-15 lets a Publisher author and publish', () => {
    const office = staffed();
    expect(office.can('publisher', 'library.publish', office.about.package('publisher', []))).toBe(true);
    expect(office.why('publisher', 'library.publish', office.about.package('admin', []))).toBe('notAuthor');
    expect(office.can('publisher', 'pkg.send.private', office.about.member('admin'))).toBe(true);
  });

  it('AT-16 lets a Publisher manage neither users nor groups', () => {
    const office = staffed();
    const managing = office.rights('publisher').filter((permission) => /^(?:user|role|group|class)\./.test(permission));
    expect(managing).toEqual([]);
    const powers = office.rights('publisher').filter((permission) => kindOf(permission) !== 'use');
    expect(powers).toEqual(['analytics.view']);
    expect(office.refusal('publisher', office.to.make('sales', {}))).toBe('default');
    expect(office.refusal('publisher', office.invites('new'))).toBe('default');
    expect(office.refusal('publisher', office.to.disable('analyser'))).toBe('default');
  });

  it('AT-17 gives an Analyser analytics and a look at the marketplace, nothing else', () => {
    expect(staffed().rights('analyser')).toEqual(['account.login', 'library.browse', 'analytics.view']);
  });

  it('AT-18 gives Data Privacy exactly analytics, groups and compliance', () => {
    expect(new Set(staffed().rights('data-privacy'))).toEqual(
      new Set(['account.login', 'analytics.view', 'group.edit', 'group.assign', 'compliance.check']),
    );
  });

  it('AT-19 tells team users from access users', () => {
    const office = staffed();
    office.joins('xena', { kind: 'external', class: 'access' });
    expect(office.member('xena')).toMatchObject({ kind: 'external', class: 'access' });
    expect(office.member('publisher')).toMatchObject({ kind: 'internal', class: 'team' });
  });

  it("AT-20 gives any role but the Agent's to either kind", () => {
    const office = staffed();
    for (const role of ['admin', 'support', 'publisher', 'analyser', 'data-privacy']) {
      const team = office.invites('new', { roles: [role], class: 'team' });
      const access = office.invites('new', {
        roles: [role],
        class: 'access',
        kind: 'external',
        permissions: { 'pkg.receive': 'allow' },
      });
      expect([office.refusal('owner', team), office.refusal('owner', access)]).toEqual([null, null]);
    }
  });

  it('AT-21 gives authoring by the matrix', () => {
    for (const permission of ['pkg.send', 'pkg.send.public', 'pkg.send.internal', 'pkg.send.private'] as const) {
      expect(having(permission)).toBe('Y Y Y Y N');
    }
  });

  it('AT-22 gives analytics by the matrix', () => {
    expect(having('analytics.view')).toBe('Y Y Y Y Y');
  });

  it('AT-23 gives the marketplace by the matrix', () => {
    expect(having('library.browse')).toBe('Y Y Y Y Y');
    expect(having('library.publish')).toBe('Y Y Y Y N');
  });

  it('AT-24 gives groups by the matrix', () => {
    expect([having('group.edit'), having('group.assign')]).toEqual(['Y Y Y N N', 'Y Y Y N N']);
    const office = staffed();
    office.does('support', office.to.make('sales', { 'library.publish': 'allow' }));
    office.does('support', office.to.group('analyser', 'sales'));
    expect(office.can('analyser', 'library.publish')).toBe(true);
    const group = office.to.make('sales', {});
    const wider: Action = { type: 'group.edit', group: group.group, permissions: { 'user.invite': 'allow' } };
    expect(office.refusal('support', wider)).toBe('grantExceeds');
    expect(office.refusal('support', { type: 'group.delete', group: group.group })).toBe('inUse');
    const second = { ...group, group: `${group.group}-2` as typeof group.group };
    office.does('support', second);
    expect(office.refusal('publisher', { type: 'group.delete', group: second.group })).toBe('default');
    expect(office.refusal('support', { type: 'group.delete', group: second.group })).toBeNull();
  });

  it('AT-25 gives account and access by the matrix', () => {
    const office = staffed();
    expect(having('admin.section')).toBe('Y Y Y N N');
    expect(office.why('admin', 'admin.section')).toBe('roleLimited');
    expect(office.why('support', 'admin.section')).toBe('roleAllow');
    expect(having('user.edit')).toBe('Y Y N N N');
    expect(having('billing.view')).toBe('Y N N N N');
    expect(office.refusal('support', office.to.disable('analyser'))).toBe('default');
  });

  it('AT-26 gives project folders by the matrix', () => {
    expect([having('folder.use'), having('folder.manage')]).toEqual(['Y Y N Y N', 'Y Y N Y N']);
  });

  it("AT-27 takes no user without a role, and gives the role's defaults", () => {
    const office = staffed();
    expect(parseAction(office.invites('new', { roles: [] })).ok).toBe(false);
    expect(parseAction(office.invites('new')).ok).toBe(true);
    office.joins('tom', { roles: ['analyser'] });
    expect(office.rights('tom')).toEqual(office.rights('analyser'));
  });

  it('AT-28 takes individual permissions with the invitation', () => {
    const office = staffed();
    office.joins('tom', { permissions: { 'library.publish': 'deny', 'automation.use': 'allow' } });
    expect(office.why('tom', 'library.publish')).toBe('overrideDeny');
    expect(office.why('tom', 'automation.use')).toBe('overrideAllow');
  });

  it('AT-29 withholds features whatever the roles give', () => {
    const office = staffed();
    office.joins('tom', { withheld: ['library.browse', 'folder.use'] });
    expect(office.why('tom', 'library.browse')).toBe('withheld');
    expect(office.can('tom', 'library.publish')).toBe(false);
    office.does('admin', office.to.withhold('tom', 'analytics.view'));
    expect(office.can('tom', 'library.browse')).toBe(true);
    expect(office.can('tom', 'analytics.view')).toBe(false);
    office.does('admin', office.to.permit('tom', 'analytics.view'));
    expect(office.why('tom', 'analytics.view')).toBe('withheld');
  });

  it('AT-30 withholds nothing by default', () => {
    const { limits: _, ...action } = staffed().invites('new');
    const office = staffed();
    office.does('owner', action);
    expect(office.member('new').limits).toMatchObject({ withheld: [], scopes: null });
    office.does('new', office.activation('new'));
    expect(office.rights('new')).toEqual(office.rights('publisher'));
  });

  it('AT-31 leaves the invited without rights until they activate', () => {
    const office = staffed();
    office.does('admin', office.invites('tom'));
    expect(office.rights('tom')).toEqual([]);
    expect(office.why('tom', 'account.login')).toBe('invited');
    expect(office.why('admin', 'pkg.send.private', office.about.member('tom'))).toBe('targetCannotReceive');
    office.does('tom', office.activation('tom'));
    expect(office.can('tom', 'account.login')).toBe(true);
  });

  it('AT-32 tells notified, active and expired invitations apart', () => {
    const office = staffed();
    expect(AGENT_TEAM.settings['users.invitationDays']).toBe(7);
    office.does('admin', office.invites('tom'));
    const { status, invitation } = office.member('tom');
    expect(status).toBe('invited');
    expect(invitation?.expiresAt).toBe(office.at + 7 * DAY);
    office.later(8);
    expect(office.refusal('tom', office.activation('tom'))).toBe('invitationExpired');
    expect(office.member('tom').status).toBe('invited');
    const long: Action = { ...office.invites('ute'), invitation: office.invitation(8) };
    expect(office.refusal('admin', long)).toBe('invitationLife');
    expect(office.member('publisher').status).toBe('active');
  });

  it('AT-33 resends an expired invitation, whose old code is dead', () => {
    const office = staffed();
    office.does('admin', office.invites('tom'));
    const old = office.member('tom').invitation?.id;
    office.later(8);
    office.does('admin', { type: 'member.reinvite', member: office.id('tom'), invitation: office.invitation() });
    expect(office.refusal('tom', office.activation('tom', old))).toBe('invitationReplaced');
    expect(office.refusal('tom', office.activation('tom'))).toBeNull();
    expect(office.refusal('publisher', office.activation('tom'))).not.toBeNull();
  });

  it("AT-34 activates by the member's own entry", () => {
    const office = staffed();
    office.does('admin', office.invites('tom'));
    expect(office.refusal('admin', office.activation('tom'))).toBe('notYourInvitation');
    office.does('tom', office.activation('tom'));
    expect(office.member('tom')).toMatchObject({ status: 'active', invitation: null });
  });

  it('AT-35 gives an activated user what was assigned and no more', () => {
    const office = staffed();
    office.joins('tom', { roles: ['analyser'], permissions: { 'compliance.check': 'allow' } });
    expect(new Set(office.rights('tom'))).toEqual(new Set([...office.rights('analyser'), 'compliance.check']));
  });

  it('AT-36 binds an account to the keys its member brought', () => {
    const office = staffed();
    office.does('admin', office.invites('tom'));
    const first = office.activation('tom');
    office.does('tom', first);
    expect(office.member('tom').keyset).toEqual({ signing: first.signing, sealing: first.sealing });
    office.does('admin', office.invites('ute'));
    const stolen: Action = { ...office.activation('ute'), signing: first.signing };
    expect(office.refusal('ute', stolen)).toBe('keyReused');
    const laptop: Action = {
      type: 'device.add',
      device: idOf('d', 'laptop'),
      publicKey: 'b'.repeat(64),
      certificate: 'c'.repeat(128),
    };
    expect(office.refusal('tom', laptop)).toBeNull();
  });

  it('AT-37 lets one person belong to several organisations with separate rights', () => {
    const [one, other] = [staffed(), new Office(AGENT_TEAM, 'd'.repeat(64))];
    one.joins('tom', { roles: ['admin'], email: 'tom@example.org' });
    other.joins('tom', { roles: ['analyser'], email: 'tom@example.org' });
    one.does('owner', one.to.disable('tom'));
    expect(one.can('tom', 'account.login')).toBe(false);
    expect(other.can('tom', 'account.login')).toBe(true);
    expect(other.can('tom', 'user.invite')).toBe(false);
  });

  it('AT-38 lets users address each other and share a folder', () => {
    const office = staffed();
    office.joins('tom');
    expect(office.can('publisher', 'pkg.send.private', office.about.member('tom'))).toBe(true);
    expect(office.can('tom', 'pkg.cooperative')).toBe(true);
    office.does('publisher', office.to.open('launch'));
    expect(office.can('tom', 'folder.use', office.about.folder('launch'))).toBe(false);
    office.does('publisher', office.to.share('launch', 'tom', 'write'));
    expect(office.can('tom', 'folder.use', office.about.folder('launch'))).toBe(true);
    expect(office.can('tom', 'folder.manage', office.about.folder('launch'))).toBe(false);
  });
});
