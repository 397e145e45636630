import { describe, expect, it } from 'vitest';
import type { GroupId } from '../../../../src-shared/base/ids.ts';
import { type Action, parseAction } from '../../../../src-shared/policy/action/action.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { COUCHDROP } from '../../../../src-shared/policy/presets/couchdrop.ts';
import { Office } from '../../../support/policy/office.ts';

const ROLES = ['owner', 'administrator', 'manager', 'standard'];
const internal = { class: 'internal', kind: 'internal' } as const;
const external = { class: 'external', kind: 'external' } as const;

/** One of each role, by its name; `colleague`, a second administrator, `partner`, a second Standard user. */
function staffed(): Office {
  const office = new Office(COUCHDROP);
  office.joins('administrator', { ...internal, roles: ['administrator'] });
  office.joins('colleague', { ...internal, roles: ['administrator'] });
  office.joins('manager', { ...internal, roles: ['manager'] });
  office.joins('standard', external);
  office.joins('partner', external);
  return office;
}

const having = (permission: Permission): readonly string[] => {
  const office = staffed();
  return ROLES.filter((name) => office.can(name, permission));
};
const able = (action: (office: Office) => Action): readonly string[] => {
  const office = staffed();
  return ROLES.filter((name) => office.refusal(name, action(office)) === null);
};

describe('Couchdrop', () => {
  it('CD-01 lets each internal role configure transfers and manage external users', () => {
    expect(having('automation.use')).toEqual(['owner', 'administrator', 'manager']);
    expect(having('sftp.use')).toEqual(['owner', 'administrator', 'manager']);
    expect(able((office) => office.to.disable('partner'))).toEqual(['owner', 'administrator', 'manager']);
    expect(able((office) => office.invites('new', external))).toEqual(['owner', 'administrator', 'manager']);
  });

  it('CD-02 shows the administration section to owner and administrators alone', () => {
    expect(having('admin.section')).toEqual(['owner', 'administrator']);
  });

  it('CD-03 lets owner and administrators, not managers, manage internal users', () => {
    const office = staffed();
    office.joins('clerk', { ...internal, roles: ['standard'] });
    for (const by of ['owner', 'administrator']) expect(office.refusal(by, office.to.disable('clerk'))).toBeNull();
    expect(office.refusal('manager', office.to.disable('clerk'))).toBe('limitedToExternal');
    expect(office.refusal('manager', office.to.edit('clerk', { kind: 'external' }))).toBe('limitedToExternal');
    expect(office.refusal('manager', office.to.disable('administrator'))).toBe('targetOutranks');
    expect(office.refusal('administrator', office.to.disable('colleague'))).toBeNull();
    expect(office.refusal('administrator', office.to.disable('owner'))).toBe('targetIsOwner');
  });

  it('CD-04 lets external users address internal ones alone', () => {
    const office = staffed();
    for (const name of ['standard', 'partner']) {
      for (const permission of ['pkg.receive', 'pkg.send', 'pkg.send.private'] as const) {
        office.does('manager', office.to.permit(name, permission));
      }
    }
    expect(office.can('standard', 'pkg.send.private', office.about.member('manager'))).toBe(true);
    expect(office.why('standard', 'pkg.send.private', office.about.member('partner'))).toBe('audienceExcludes');
    expect(office.why('standard', 'pkg.send.private', office.about.contact(null))).toBe('audienceExcludes');
    expect(office.can('manager', 'pkg.send.private', office.about.member('standard'))).toBe(true);
  });

  it('CD-05 takes a service account like an external user', () => {
    const office = staffed();
    office.does('manager', office.invites('robot', { ...external, kind: 'service' }));
    office.does('robot', office.activation('robot'));
    expect(office.rights('robot')).toEqual(['account.login']);
    expect(office.refusal('manager', office.to.disable('robot'))).toBeNull();
  });

  it('CD-06 lets owner, administrators and managers manage external users', () => {
    const acts: readonly ((office: Office) => Action)[] = [
      (office) => office.to.edit('partner', { name: 'Partner Two' }),
      (office) => office.to.disable('partner'),
      (office) => office.to.remove('partner'),
      (office) => office.to.permit('partner', 'pkg.receive'),
      (office) => office.to.withhold('partner', 'pkg.receive'),
      (office) => office.to.reset('partner'),
    ];
    for (const act of acts) expect(able(act)).toEqual(['owner', 'administrator', 'manager']);
  });

  it('CD-07 has four roles', () => {
    expect(COUCHDROP.roles.map(({ id }) => id)).toEqual(ROLES);
  });

  it('CD-08 keeps billing and advanced security to the owner', () => {
    const office = staffed();
    const lacking = PERMISSIONS.filter((one) => kindOf(one) !== 'exemption' && !office.can('owner', one));
    expect(lacking).toEqual([]);
    for (const permission of ['billing.view', 'billing.manage', 'module.buy', 'security.edit'] as const) {
      expect(having(permission)).toEqual(['owner']);
    }
    const lease = office.to.set('security.leaseDays', 3);
    expect(office.refusal('administrator', lease)).toBe('default');
    expect(office.refusal('owner', lease)).toBeNull();
  });

  it('CD-09 never makes a second owner', () => {
    const office = staffed();
    for (const by of ['owner', 'administrator']) {
      expect(office.refusal(by, office.to.roles('manager', ['owner']))).toBe('roleIsUnique');
    }
    expect(
      [...office.state.members.values()].filter(({ roles }) => roles.some(({ id }) => id === 'owner')),
    ).toHaveLength(1);
  });

  it('CD-10 gives administrators the administration section', () => {
    const office = staffed();
    const section: readonly Permission[] = ['admin.section', 'settings.edit', 'group.edit', 'role.edit', 'user.edit'];
    expect(section.filter((permission) => !office.can('administrator', permission))).toEqual([]);
    const owners = office.rights('owner').filter((permission) => !office.can('administrator', permission));
    expect(owners.filter((permission) => kindOf(permission) !== 'delegated')).toEqual([
      'approval.all',
      'approval.approve',
      'org.pkg.view',
      'org.pkg.modify',
      'compliance.check',
      'security.edit',
    ]);
    expect(office.refusal('administrator', office.to.set('packages.briefcase', 'everybody'))).toBeNull();
  });

  it("CD-11 gives administrators no right to the organisation's data", () => {
    const office = staffed();
    const data: readonly Permission[] = ['org.pkg.view', 'org.pkg.modify', 'approval.approve', 'compliance.check'];
    for (const permission of data) {
      expect(having(permission)).toEqual(['owner']);
      expect(office.refusal('administrator', office.to.permit('manager', permission))).toBe('grantExceeds');
      expect(office.refusal('administrator', office.to.permit('administrator', permission))).toBe('targetIsSelf');
    }
    const foreign = office.about.package('manager', ['owner']);
    expect(office.can('administrator', 'pkg.receive', foreign)).toBe(false);
  });

  it('CD-12 keeps managers out of the administration section', () => {
    const office = staffed();
    const administration: readonly Permission[] = ['admin.section', 'settings.edit', 'group.edit', 'role.edit'];
    expect(administration.filter((permission) => office.can('manager', permission))).toEqual([]);
    expect(office.refusal('manager', office.to.set('packages.briefcase', 'nobody'))).toBe('default');
  });

  it('CD-13 lets a manager create and manage Standard users, and raise none of them', () => {
    const office = staffed();
    const use = PERMISSIONS.filter((one) => kindOf(one) === 'use' && one !== 'approval.all');
    expect(office.rights('manager').filter((permission) => kindOf(permission) === 'use')).toEqual(use);
    office.does('manager', office.invites('new', external));
    office.does('new', office.activation('new'));
    office.does('manager', office.to.permit('new', 'sftp.use'), office.to.disable('new'));
    expect(office.refusal('manager', office.invites('other', internal))).toBe('limitedToExternal');
    expect(office.refusal('manager', office.invites('other', { ...external, roles: ['manager'] }))).not.toBeNull();
    expect(office.refusal('manager', office.to.roles('partner', ['manager']))).toBe('roleOutranks');
    expect(office.refusal('manager', office.to.roles('partner', ['administrator']))).toBe('roleOutranks');
    expect(office.refusal('manager', office.to.permit('partner', 'org.pkg.view'))).toBe('grantExceeds');
  });

  it('CD-14 keeps administration from Standard users whatever is granted', () => {
    const office = staffed();
    office.does('owner', office.to.roles('standard', ['administrator']));
    for (const permission of PERMISSIONS.filter((one) => kindOf(one) !== 'use')) {
      office.does('owner', office.to.permit('standard', permission));
      expect(office.can('standard', permission)).toBe(false);
    }
    expect(office.why('standard', 'admin.section')).toBe('ceiling');
  });

  it('CD-15 gives a Standard user login alone, and what a manager grants', () => {
    const office = staffed();
    expect(office.rights('standard')).toEqual(['account.login']);
    office.does('manager', office.to.permit('standard', 'pkg.receive'), office.to.permit('standard', 'folder.use'));
    expect(office.rights('standard')).toEqual(['account.login', 'pkg.receive', 'folder.use']);
    expect(office.refusal('standard', office.to.permit('partner', 'pkg.receive'))).toBe('ceiling');
  });

  it('CD-16 creates no user without a role', () => {
    const office = staffed();
    expect(parseAction(office.invites('new', { ...external, roles: [] })).ok).toBe(false);
    expect(parseAction(office.invites('new', external)).ok).toBe(true);
    expect(office.refusal('administrator', office.to.roles('standard', [], ['standard']))).toBe('roleLast');
  });

  it('CD-17 changes a role at any time', () => {
    const office = staffed();
    office.does('administrator', office.to.class('standard', 'internal'));
    office.does('administrator', office.to.roles('standard', ['manager'], ['standard']));
    expect(office.can('standard', 'user.invite')).toBe(true);
    office.does('administrator', office.to.roles('standard', ['standard'], ['manager']));
    expect(office.can('standard', 'user.invite')).toBe(false);
  });

  it("CD-18 lets the user's level beat the group's and the group's the global one", () => {
    const office = staffed();
    const answer = () => office.can('standard', 'folder.use');
    office.does('administrator', office.to.change('standard', { 'folder.use': 'full' }));
    const global = answer();
    office.does('administrator', office.to.make('off', { 'folder.use': 'deny' }));
    office.does('administrator', office.to.make('on', { 'folder.use': 'allow' }));
    office.does('administrator', office.to.group('standard', 'off'), office.to.group('standard', 'on'));
    const group = answer();
    office.does('administrator', office.to.permit('standard', 'folder.use', 'allow'));
    expect([global, group, answer()]).toEqual([true, false, true]);
  });

  it('CD-19 changes the default of all Standard users and managers', () => {
    const office = staffed();
    office.does('administrator', office.to.change('standard', { 'pkg.receive': 'full' }));
    office.does('administrator', office.to.change('manager', { 'pkg.send.public': null }));
    expect(['standard', 'partner'].map((name) => office.can(name, 'pkg.receive'))).toEqual([true, true]);
    expect(office.can('manager', 'pkg.send.public')).toBe(false);
    expect(office.refusal('manager', office.to.change('standard', { 'sftp.use': 'full' }))).toBe('default');
  });

  it('CD-20 enables a feature for all members of a group', () => {
    const office = staffed();
    office.does('administrator', office.to.make('carriers', {}));
    for (const name of ['standard', 'partner']) office.does('administrator', office.to.group(name, 'carriers'));
    office.does('administrator', {
      type: 'group.edit',
      group: 'carriers' as GroupId,
      permissions: { 'sftp.use': 'allow' },
    });
    expect(['standard', 'partner'].map((name) => office.why(name, 'sftp.use'))).toEqual(['groupAllow', 'groupAllow']);
    expect(office.can('standard', 'pkg.receive')).toBe(false);
  });

  it('CD-21 enables a feature for one user', () => {
    const office = staffed();
    office.does('administrator', office.to.permit('standard', 'sftp.use'));
    expect([office.can('standard', 'sftp.use'), office.can('partner', 'sftp.use')]).toEqual([true, false]);
    office.does('administrator', office.to.permit('manager', 'sftp.use', 'deny'));
    expect(office.can('manager', 'sftp.use')).toBe(false);
  });

  it('CD-22 makes newcomers external Standard users', () => {
    expect(COUCHDROP.template).toMatchObject({ role: 'standard', class: 'external' });
    const office = staffed();
    expect([office.member('manager').class, office.member('standard').class]).toEqual(['internal', 'external']);
    expect(office.state.classes.get(office.member('owner').class)?.ceiling).toBeNull();
  });
});
