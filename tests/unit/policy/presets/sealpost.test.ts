import { describe, expect, it } from 'vitest';
import type { ClassId, FolderId, GroupId, ProposalId, RoleId } from '../../../../src-shared/base/ids.ts';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { isBound, needsApproval } from '../../../../src-shared/policy/decide/constraints.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import { SEALPOST } from '../../../../src-shared/policy/presets/sealpost.ts';
import { DAY, idOf, Office } from '../../../support/policy/office.ts';

const ROLES = SEALPOST.roles.map(({ id }) => id).filter((id) => id !== 'owner' && id !== 'guest');

/** One of each role, by its name; `guest` in the guests' class, `partner` in the partners'. */
function staffed(): Office {
  const office = new Office(SEALPOST);
  for (const role of ROLES) office.joins(role, { roles: [role] });
  office.joins('guest', { roles: ['guest'], class: 'guest', kind: 'external' });
  office.joins('partner', { class: 'partner', kind: 'external' });
  return office;
}

const having = (permission: Permission): readonly string[] => {
  const office = staffed();
  return ['owner', ...ROLES, 'guest'].filter((name) => office.can(name, permission));
};
/** What a role gives beyond a member's. */
const beyond = (name: string): readonly Permission[] => {
  const office = staffed();
  return office.rights(name).filter((permission) => !office.can('member', permission));
};
const able = (action: (office: Office) => Action): readonly string[] => {
  const office = staffed();
  return ['owner', ...ROLES, 'guest'].filter((name) => office.refusal(name, action(office)) === null);
};
const isGovernance = (permission: Permission): boolean => kindOf(permission) === 'governance';

describe('Sealpost', () => {
  it('SP-01 gives the owner everything but the exemptions from constraints', () => {
    const office = staffed();
    office.does('owner', office.to.set('modules.sftp', 'selected'));
    const lacking = PERMISSIONS.filter((permission) => !office.can('owner', permission));
    expect(lacking).toEqual(['approval.exempt', 'mfa.exempt']);
  });

  it('SP-02 gives administrators all governance and appoints others, without billing', () => {
    const office = staffed();
    const lacking = office.rights('owner').filter((permission) => !office.can('administrator', permission));
    expect(lacking).toEqual(PERMISSIONS.filter((permission) => kindOf(permission) === 'delegated'));
    expect(office.rights('administrator').filter(isGovernance)).toEqual(PERMISSIONS.filter(isGovernance));
    expect(office.refusal('administrator', office.invites('new', { roles: ['administrator'] }))).toBeNull();
    expect(office.refusal('administrator', office.to.roles('member', ['administrator']))).toBeNull();
    expect(office.refusal('administrator', office.to.roles('member', ['owner']))).toBe('roleIsUnique');
  });

  it('SP-03 lets a manager manage external and service accounts alone', () => {
    const office = staffed();
    const outside = { class: 'partner', kind: 'external' } as const;
    expect(beyond('manager')).toEqual([
      'contact.site.manage',
      'contact.convert',
      'user.invite',
      'user.edit',
      'user.state',
      'user.remove',
      'user.limit',
      'user.permit',
      'role.assign',
      'group.assign',
    ]);
    expect(office.refusal('manager', office.invites('new', outside))).toBeNull();
    expect(office.refusal('manager', office.invites('new', { ...outside, kind: 'service' }))).toBeNull();
    expect(office.refusal('manager', office.invites('new'))).toBe('limitedToExternal');
    expect(office.refusal('manager', office.to.disable('partner'))).toBeNull();
    expect(office.refusal('manager', office.to.disable('member'))).toBe('limitedToExternal');
    expect(office.refusal('manager', office.to.reset('partner'))).toBe('default');
    expect(office.refusal('manager', office.to.permit('partner', 'org.pkg.view'))).toBe('grantExceeds');
    expect(office.refusal('manager', office.to.roles('partner', ['help-desk']))).toBe('grantExceeds');
  });

  it('SP-04 lets the help desk reset members and no governor', () => {
    const office = staffed();
    for (const name of ['member', 'guest', 'partner', 'publisher']) {
      expect(office.refusal('help-desk', office.to.reset(name))).toBeNull();
    }
    for (const name of ['owner', 'administrator', 'manager', 'records-manager', 'auditor', 'approver']) {
      expect(office.refusal('help-desk', office.to.reset(name))).not.toBeNull();
    }
    expect(beyond('help-desk')).toEqual(['activity.view', 'support.handle', 'support.escalate', 'password.reset']);
  });

  it('SP-05 lets a records manager view and modify every package', () => {
    const office = staffed();
    const foreign = office.about.package('member', ['owner']);
    expect(office.can('records-manager', 'org.pkg.view', foreign)).toBe(true);
    expect(office.can('records-manager', 'org.pkg.modify', foreign)).toBe(true);
    expect(beyond('records-manager')).toEqual(['org.pkg.view', 'org.pkg.modify', 'activity.view']);
    expect(having('org.pkg.modify')).toEqual(['owner', 'administrator', 'records-manager']);
  });

  it('SP-06 lets an auditor view every package and modify none', () => {
    const office = staffed();
    const foreign = office.about.package('member', ['owner']);
    expect(office.can('auditor', 'org.pkg.view', foreign)).toBe(true);
    expect(office.can('auditor', 'org.pkg.modify', foreign)).toBe(false);
    expect(beyond('auditor')).toEqual(['org.pkg.view', 'activity.view', 'analytics.view']);
  });

  it("SP-07 lets an approver approve everybody's packages but their own", () => {
    const office = staffed();
    expect(office.can('approver', 'approval.approve', office.about.package('member', ['owner']))).toBe(true);
    expect(office.why('approver', 'approval.approve', office.about.package('approver', ['owner']))).toBe('ownApproval');
    expect(beyond('approver')).toEqual(['checks.details', 'approval.all', 'approval.approve']);
  });

  it('SP-08 lets a publisher publish, and a member only browse', () => {
    const office = staffed();
    expect(office.can('publisher', 'library.publish', office.about.package('publisher', []))).toBe(true);
    expect([office.can('member', 'library.browse'), office.can('member', 'library.publish')]).toEqual([true, false]);
    expect(beyond('publisher')).toEqual(['pkg.persistent', 'library.publish', 'automation.use']);
  });

  it('SP-09 lets data protection check compliance without opening packages', () => {
    expect(beyond('privacy')).toEqual(['analytics.view', 'compliance.check']);
    const office = staffed();
    expect(office.can('privacy', 'org.pkg.view', office.about.package('member', ['owner']))).toBe(false);
  });

  it('SP-10 gives an analyst analytics and nothing else beyond a member', () => {
    expect(beyond('analyst')).toEqual(['analytics.view']);
  });

  it('SP-11 lets a member send, receive, keep and see the policy', () => {
    const office = staffed();
    office.joins('newcomer');
    expect(office.rights('newcomer')).toEqual(office.rights('member'));
    const today: readonly Permission[] = [
      'account.login',
      'pkg.receive',
      'pkg.send',
      'pkg.send.public',
      'pkg.send.internal',
      'pkg.send.private',
      'pkg.send.self',
      'pkg.briefcase',
      'pkg.download.withoutPassword',
      'pkg.download.ownSent',
      'pkg.encrypt.password',
      'policy.view',
    ];
    expect(today.filter((permission) => !office.can('member', permission))).toEqual([]);
    expect(office.rights('member').filter((permission) => kindOf(permission) !== 'use')).toEqual([]);
    for (const name of ROLES) {
      expect(office.rights('member').filter((permission) => !office.can(name, permission))).toEqual([]);
    }
    for (const name of ['member', 'guest', 'partner', 'owner']) {
      expect(office.can('member', 'pkg.send.private', office.about.member(name))).toBe(true);
    }
  });

  it('SP-12 keeps a guest to receiving and shared folders, whatever is granted', () => {
    const office = staffed();
    office.does('owner', office.to.roles('guest', ['member', 'administrator', 'publisher']));
    const rights = office.rights('guest');
    expect(rights).toContain('pkg.receive');
    expect(rights.filter((permission) => permission.startsWith('pkg.send') || kindOf(permission) !== 'use')).toEqual(
      [],
    );
    expect(office.why('guest', 'pkg.send.private')).toBe('ceiling');
    expect(office.can('guest', 'folder.use')).toBe(true);
  });

  it('SP-13 lets a partner address internal members alone', () => {
    const office = staffed();
    office.joins('second', { class: 'partner', kind: 'external' });
    expect(office.can('partner', 'pkg.send.private', office.about.member('member'))).toBe(true);
    expect(office.why('partner', 'pkg.send.private', office.about.member('second'))).toBe('audienceExcludes');
    expect(office.why('partner', 'pkg.send.private', office.about.contact(null))).toBe('audienceExcludes');
    expect(office.why('partner', 'pkg.send.internal')).toBe('ceiling');
  });

  it('SP-14 binds nobody until an administrator says so', () => {
    const office = staffed();
    const bound = (name: string) =>
      needsApproval(office.state, office.id(name)) || !isBound(office.state, office.id(name), 'users.mfa').allowed;
    expect(['owner', ...ROLES].filter(bound)).toEqual([]);
    office.does('administrator', office.to.set('approval.required', 'everybody'));
    expect(['owner', ...ROLES].filter((name) => !bound(name))).toEqual([]);
  });

  it('SP-15 asks for a second governor once a threshold is raised', () => {
    const office = staffed();
    const appoint = office.to.roles('member', ['administrator']);
    expect(office.refusal('administrator', appoint)).toBeNull();
    office.does('owner', { type: 'threshold.set', danger: 'administrator.add', governors: 2 });
    expect(office.refusal('administrator', appoint)).toBe('thresholdNeeded');
    const proposal = idOf<ProposalId>('p', '1');
    const expiresAt = office.at + DAY;
    office.does('administrator', { type: 'proposal.open', proposal, actions: [appoint], expiresAt });
    const approve: Action = { type: 'proposal.approve', proposal, pins: [] };
    expect(office.refusal('administrator', approve)).toBe('approvedAlready');
    expect(office.refusal('auditor', approve)).not.toBeNull();
    expect(office.refusal('administrator', { type: 'proposal.withdraw', proposal })).toBeNull();
    expect(office.can('member', 'user.invite')).toBe(false);
    office.does('owner', approve);
    expect(office.can('member', 'user.invite')).toBe(true);
    expect(office.state.proposals.size).toBe(0);
  });

  it('SP-16 lets security settings be changed with the right to security alone', () => {
    const office = staffed();
    office.does('owner', office.to.permit('manager', 'settings.edit'));
    const changes = [
      office.to.set('security.leaseDays', 3),
      office.to.set('security.staleSending', 'stop'),
      office.to.set('security.passwordOnly', 'refuse'),
    ];
    for (const change of changes) {
      expect(office.refusal('administrator', change)).toBeNull();
      expect(office.refusal('manager', change)).toBe('default');
    }
    expect(office.refusal('manager', office.to.set('packages.briefcase', 'nobody'))).toBeNull();
  });

  it('SP-17 answers no from the end of an account on', () => {
    const office = staffed();
    office.does('administrator', { type: 'member.expiry', member: office.id('member'), expiresAt: office.at + DAY });
    expect(office.can('member', 'account.login')).toBe(true);
    office.later(1);
    expect(office.rights('member')).toEqual([]);
    expect(office.why('member', 'account.login')).toBe('expired');
    office.does('administrator', { type: 'member.expiry', member: office.id('member'), expiresAt: null });
    expect(office.can('member', 'account.login')).toBe(true);
  });

  it('SP-18 lets only holders of the right renew its key', () => {
    const rotation = (key: 'directory' | 'audit' | 'recovery' | 'billing'): Action => ({
      type: 'key.rotate',
      key,
      epoch: 1,
      publicKey: key === 'directory' ? null : 'a'.repeat(2432),
      copies: 'b'.repeat(64),
    });
    expect(able(() => rotation('audit'))).toEqual(['owner', 'administrator', 'records-manager', 'auditor']);
    expect(able(() => rotation('recovery'))).toEqual(['owner', 'administrator', 'help-desk']);
    expect(able(() => rotation('billing'))).toEqual(['owner']);
    expect(able(() => rotation('directory'))).toEqual(['owner', 'administrator', 'manager']);
  });

  it('SP-19 takes a state root from a governor alone', () => {
    expect(able(() => ({ type: 'state.root', root: 'a'.repeat(64) }))).toEqual(['owner', 'administrator']);
  });

  it('SP-20 makes and deletes roles, classes and groups that nobody is in', () => {
    const office = staffed();
    const [role, id, group] = ['made' as RoleId, 'made' as ClassId, 'made' as GroupId];
    const audience = { classes: ['internal' as ClassId], contacts: 'none' } as const;
    office.does(
      'administrator',
      { type: 'role.create', role, name: 'Made', rank: 12, peer: false, matrix: { 'pkg.persistent': 'full' } },
      { type: 'class.create', class: id, name: 'Made', ceiling: ['account.login'], audience, licensed: false },
      office.to.make('made', {}),
    );
    office.does('administrator', office.to.roles('member', ['made']), office.to.group('member', 'made'));
    office.does('administrator', office.to.class('partner', 'made'));
    expect(office.can('member', 'pkg.persistent')).toBe(true);
    expect(office.rights('partner')).toEqual(['account.login']);
    const deletions: readonly Action[] = [
      { type: 'role.delete', role },
      { type: 'class.delete', class: id },
      { type: 'group.delete', group },
    ];
    for (const deletion of deletions) expect(office.refusal('administrator', deletion)).toBe('inUse');
    office.does('administrator', office.to.roles('member', [], ['made']), office.to.class('partner', 'partner'));
    office.does('administrator', office.to.leave('member', group));
    for (const deletion of deletions) {
      expect(office.refusal('member', deletion)).toBe('default');
      office.does('administrator', deletion);
    }
    expect([office.state.roles.has(role), office.state.classes.has(id), office.state.groups.has(group)]).toEqual([
      false,
      false,
      false,
    ]);
    const again: Action = { type: 'role.create', role, name: 'Again', rank: 1, peer: false, matrix: {} };
    expect(office.refusal('administrator', again)).toBe('roleExists');
  });

  it('SP-21 renames the organisation by a holder of the settings', () => {
    const office = staffed();
    const rename: Action = { type: 'organisation.edit', name: 'Byron Ltd' };
    expect(able(() => rename)).toEqual(['owner', 'administrator']);
    const before = office.state.roles;
    office.does('administrator', rename, { type: 'organisation.edit', preset: 'egress' });
    expect([office.state.name, office.state.preset]).toEqual(['Byron Ltd', 'egress']);
    expect(office.state.roles).toEqual(before);
  });

  it("SP-22 lets a folder's owner rename and delete it, no stranger", () => {
    const office = staffed();
    const folder = idOf<FolderId>('f', 'plans');
    const [rename, remove]: readonly [Action, Action] = [
      { type: 'folder.edit', folder, name: 'New plans' },
      { type: 'folder.delete', folder },
    ];
    office.does('member', office.to.open('plans'));
    expect(office.refusal('analyst', rename)).not.toBeNull();
    expect(office.refusal('analyst', remove)).not.toBeNull();
    office.does('member', office.to.share('plans', 'analyst', 'write'));
    expect(office.refusal('analyst', rename)).not.toBeNull();
    office.does('member', office.to.share('plans', 'analyst', 'full'));
    expect(office.refusal('analyst', rename)).toBeNull();
    office.does('member', rename, remove);
    expect(office.state.folders.size).toBe(0);
  });
});
