import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { isBound, needsApproval } from '../../../../src-shared/policy/decide/constraints.ts';
import type { Resource } from '../../../../src-shared/policy/decide/resource.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import {
  CONSTRAINT_SETTINGS,
  GRANT_SETTINGS,
  type GrantSetting,
} from '../../../../src-shared/policy/model/settings.ts';
import { SOFIE } from '../../../../src-shared/policy/presets/sofie.ts';
import { Office } from '../../../support/policy/office.ts';

/** `administrator`, and two users as the template makes them. */
function staffed(): Office {
  const office = new Office(SOFIE);
  office.joins('administrator', { roles: ['administrator'], permissions: {} });
  for (const name of ['anna', 'berta']) office.joins(name);
  return office;
}

/** Given by the administrator, as SOFiE does it: on the user. */
function gives(office: Office, name: string, ...permissions: readonly Permission[]): void {
  for (const permission of permissions) {
    const is = office.member(name).overrides[permission]?.effect === 'allow';
    if (!is) office.does('administrator', office.to.permit(name, permission));
  }
}

function takes(office: Office, name: string, ...permissions: readonly Permission[]): void {
  for (const permission of permissions) {
    const is = office.member(name).overrides[permission] !== undefined;
    if (is) office.does('administrator', office.to.permit(name, permission, null));
  }
}

/** With the permission and without it, in each mode; what it stands on is given, and everything else left alone. */
function behaviour(setting: GrantSetting, needed: readonly Permission[] = []) {
  const { permission } = GRANT_SETTINGS[setting];
  const office = staffed();
  gives(office, 'anna', permission, ...needed);
  gives(office, 'berta', ...needed);
  takes(office, 'berta', permission);
  const both = () => [office.can('anna', permission), office.can('berta', permission)];
  const selected = both();
  office.does('administrator', office.to.set(setting, 'nobody'));
  const nobody = both();
  office.does('administrator', office.to.set(setting, 'everybody'));
  return { selected, nobody, everybody: both() };
}
const DECIDED = { selected: [true, false], nobody: [false, false], everybody: [true, true] };

const toggles = (permission: Permission, ...needed: readonly Permission[]): readonly boolean[] => {
  const office = staffed();
  gives(office, 'anna', ...needed);
  takes(office, 'anna', permission);
  const before = office.can('anna', permission);
  gives(office, 'anna', permission);
  const given = office.can('anna', permission);
  office.does('administrator', office.to.permit('anna', permission, 'deny'));
  return [before, given, office.can('anna', permission)];
};
const TOGGLED = [false, true, false];

const KINDS: readonly Permission[] = ['pkg.send.public', 'pkg.send.internal', 'pkg.send.private'];
const alone = (kind: Permission): readonly Permission[] => {
  const office = staffed();
  takes(office, 'anna', ...KINDS);
  gives(office, 'anna', kind);
  return KINDS.filter((permission) => office.can('anna', permission));
};

describe('SOFiE', () => {
  it('SO-01 takes everything with login', () => {
    const office = staffed();
    office.does('administrator', office.to.permit('anna', 'account.login', 'deny'));
    expect(office.rights('anna')).toEqual([]);
    expect(office.why('anna', 'pkg.receive')).toBe('prerequisite');
  });

  it('SO-02 lets nobody address a user without receiving', () => {
    const office = staffed();
    expect(office.can('berta', 'pkg.send.private', office.about.member('anna'))).toBe(true);
    office.does('administrator', office.to.permit('anna', 'pkg.receive', 'deny'));
    expect(office.why('berta', 'pkg.send.private', office.about.member('anna'))).toBe('targetCannotReceive');
    expect(office.can('administrator', 'pkg.send.private', office.about.member('anna'))).toBe(false);
  });

  it('SO-03 sends nothing without the permission to send, whatever the kinds say', () => {
    const office = staffed();
    takes(office, 'anna', 'pkg.send');
    expect(KINDS.map((kind) => office.member('anna').overrides[kind]?.effect)).toEqual(['allow', 'allow', 'allow']);
    expect(KINDS.filter((kind) => office.can('anna', kind))).toEqual([]);
    takes(office, 'berta', ...KINDS);
    expect(office.can('berta', 'pkg.send')).toBe(true);
    expect(KINDS.filter((kind) => office.can('berta', kind))).toEqual([]);
  });

  it('SO-04 grants public packages apart from the other kinds', () => {
    expect(alone('pkg.send.public')).toEqual(['pkg.send.public']);
  });

  it('SO-05 grants internal packages apart from the other kinds', () => {
    expect(alone('pkg.send.internal')).toEqual(['pkg.send.internal']);
    const office = staffed();
    const link = office.about.package('anna', [], { audience: 'internal' });
    expect(office.can('berta', 'pkg.receive', link)).toBe(true);
  });

  it('SO-06 grants private packages apart from the other kinds', () => {
    expect(alone('pkg.send.private')).toEqual(['pkg.send.private']);
    const office = staffed();
    expect(office.can('berta', 'pkg.receive', office.about.package('anna', ['administrator']))).toBe(false);
  });

  it('SO-07 gives and takes the briefcase by the user', () => {
    expect(toggles('pkg.briefcase')).toEqual(TOGGLED);
  });

  it("SO-08 asks the user's own permission for the briefcase only in the selected mode", () => {
    expect(SOFIE.settings['packages.briefcase']).toBe('selected');
    expect(behaviour('packages.briefcase')).toEqual(DECIDED);
  });

  it('SO-09 asks for the login password again unless permitted', () => {
    expect(toggles('pkg.download.withoutPassword')).toEqual(TOGGLED);
  });

  it('SO-10 never asks a federated user for a password again', () => {
    const office = staffed();
    office.joins('fred', { origin: 'federated' });
    expect(office.why('fred', 'pkg.download.withoutPassword')).toBe('federated');
    office.does('administrator', office.to.permit('fred', 'pkg.download.withoutPassword', 'deny'));
    office.does('administrator', office.to.withhold('fred', 'pkg.download.withoutPassword'));
    expect(office.can('fred', 'pkg.download.withoutPassword')).toBe(true);
    office.does('administrator', office.to.permit('fred', 'pkg.receive', 'deny'));
    expect(office.can('fred', 'pkg.download.withoutPassword')).toBe(false);
  });

  it('SO-11 opens own sent packages by permission', () => {
    expect(toggles('pkg.download.ownSent')).toEqual(TOGGLED);
    const office = staffed();
    expect(office.can('anna', 'pkg.download.ownSent', office.about.package('anna', ['berta']))).toBe(true);
    expect(office.why('berta', 'pkg.download.ownSent', office.about.package('anna', ['berta']))).toBe('notAuthor');
  });

  it("SO-12 asks the user's own permission for own sent packages only in the selected mode", () => {
    expect(SOFIE.settings['access.ownSent']).toBe('selected');
    expect(behaviour('access.ownSent')).toEqual(DECIDED);
  });

  it('SO-13 leaves a user without it no way into a package they only sent', () => {
    const office = staffed();
    const sent = office.about.package('anna', ['berta']);
    takes(office, 'anna', 'pkg.download.ownSent');
    const ways: readonly Permission[] = ['pkg.download.ownSent', 'pkg.receive', 'org.pkg.view', 'approval.approve'];
    expect(ways.filter((permission) => office.can('anna', permission, sent))).toEqual([]);
  });

  it('SO-14 gives package passwords by the user', () => {
    expect(toggles('pkg.encrypt.password')).toEqual(TOGGLED);
  });

  it('SO-15 closes a password package to the administrator who lacks the key', () => {
    const office = staffed();
    const locked = office.about.package('anna', ['berta'], { keyHeld: false });
    expect(office.why('administrator', 'org.pkg.view', locked)).toBe('keyMissing');
    expect(office.why('owner', 'org.pkg.view', locked)).toBe('keyMissing');
    const open = office.about.package('anna', ['berta'], { keyHeld: true });
    expect(office.can('administrator', 'org.pkg.view', open)).toBe(true);
  });

  it("SO-16 asks the user's own permission for package passwords only in the selected mode", () => {
    expect(SOFIE.settings['encryption.password']).toBe('selected');
    expect(behaviour('encryption.password')).toEqual(DECIDED);
  });

  it('SO-17 exempts a user from the second factor where it is enforced for selected ones', () => {
    const office = staffed();
    const bound = (name: string) => !isBound(office.state, office.id(name), 'users.mfa').allowed;
    gives(office, 'anna', 'mfa.exempt');
    expect(SOFIE.settings['users.mfa']).toBe('selected');
    expect([bound('anna'), bound('berta')]).toEqual([false, true]);
    office.does('administrator', office.to.set('users.mfa', 'everybody'));
    expect([bound('anna'), bound('berta'), bound('owner')]).toEqual([true, true, true]);
    office.does('administrator', office.to.set('users.mfa', 'nobody'));
    expect([bound('anna'), bound('berta')]).toEqual([false, false]);
  });

  it('SO-18 lets an approver approve the packages of others, never their own', () => {
    const office = staffed();
    gives(office, 'anna', 'approval.approve', 'approval.all');
    expect(office.can('anna', 'approval.approve', office.about.package('berta', ['administrator']))).toBe(true);
    expect(office.why('anna', 'approval.approve', office.about.package('anna', ['berta']))).toBe('ownApproval');
    const named = office.about.package('anna', ['berta'], { approvers: ['anna'] });
    expect(office.why('anna', 'approval.approve', named)).toBe('ownApproval');
    expect(office.can('berta', 'approval.approve', office.about.package('anna', ['berta']))).toBe(false);
  });

  it('SO-19 shows an approver without it only the packages that name them', () => {
    const office = staffed();
    gives(office, 'anna', 'approval.approve');
    const waiting = (approvers: readonly string[]): Resource =>
      office.about.package('berta', ['administrator'], { approvers });
    expect(office.why('anna', 'approval.approve', waiting(['anna']))).toBe('preferredApprover');
    expect(office.why('anna', 'approval.approve', waiting(['administrator']))).toBe('notPreferredApprover');
    gives(office, 'anna', 'approval.all');
    expect(office.can('anna', 'approval.approve', waiting(['administrator']))).toBe(true);
  });

  it("SO-20 asks the approver's own permission for all packages only in the selected mode", () => {
    expect(SOFIE.settings['approval.accessAll']).toBe('selected');
    expect(behaviour('approval.accessAll', ['approval.approve'])).toEqual(DECIDED);
  });

  it('SO-21 exempts a user from approval where it is demanded of selected ones', () => {
    const office = staffed();
    expect(needsApproval(office.state, office.id('anna'))).toBe(true);
    gives(office, 'anna', 'approval.exempt');
    expect(needsApproval(office.state, office.id('anna'))).toBe(false);
    expect(needsApproval(office.state, office.id('berta'))).toBe(true);
  });

  it('SO-22 demands approval of nobody, of those not exempt, or of everybody', () => {
    const office = staffed();
    gives(office, 'anna', 'approval.exempt');
    const bound = () => ['owner', 'anna', 'berta'].map((name) => needsApproval(office.state, office.id(name)));
    expect(SOFIE.settings['approval.required']).toBe('selected');
    expect(bound()).toEqual([false, false, true]);
    office.does('administrator', office.to.set('approval.required', 'everybody'));
    expect(bound()).toEqual([true, true, true]);
    office.does('administrator', office.to.set('approval.required', 'nobody'));
    expect(bound()).toEqual([false, false, false]);
  });

  it('SO-23 lets a user choose their own approvers when permitted', () => {
    const office = staffed();
    const choice: Action = {
      type: 'member.approvers',
      member: office.id('anna'),
      approvers: [office.id('administrator')],
    };
    office.does('anna', choice);
    expect(office.member('anna').approvers).toEqual([office.id('administrator')]);
    expect(office.refusal('berta', choice)).toBe('default');
  });

  it('SO-24 lets the administrator set the approvers of a user who may not', () => {
    const office = staffed();
    takes(office, 'anna', 'approval.choose');
    const choice: Action = { type: 'member.approvers', member: office.id('anna'), approvers: [office.id('berta')] };
    expect(office.refusal('anna', choice)).toBe('default');
    office.does('administrator', choice);
    expect(office.member('anna').approvers).toEqual([office.id('berta')]);
  });

  it("SO-25 asks the user's own permission to choose approvers only in the selected mode", () => {
    expect(SOFIE.settings['approval.chooseApprovers']).toBe('selected');
    expect(behaviour('approval.chooseApprovers')).toEqual(DECIDED);
  });

  it('SO-26 lets a user send to themselves by permission', () => {
    expect(toggles('pkg.send.self')).toEqual(TOGGLED);
    const office = staffed();
    expect(office.can('anna', 'pkg.send.private', office.about.member('anna'))).toBe(true);
    takes(office, 'anna', 'pkg.send.self');
    expect(office.can('anna', 'pkg.send.private', office.about.member('anna'))).toBe(false);
  });

  it("SO-27 asks the user's own permission to send to oneself only in the selected mode", () => {
    expect(SOFIE.settings['access.sendToSelf']).toBe('selected');
    expect(behaviour('access.sendToSelf')).toEqual(DECIDED);
  });

  it('SO-28 keeps sending to oneself apart from sending to others', () => {
    const office = staffed();
    takes(office, 'anna', 'pkg.send.self');
    expect(office.can('anna', 'pkg.send.private', office.about.member('berta'))).toBe(true);
    takes(office, 'berta', ...KINDS);
    expect(office.can('berta', 'pkg.send.self', office.about.member('berta'))).toBe(true);
    expect(office.can('berta', 'pkg.send.self', office.about.member('anna'))).toBe(false);
  });

  it('SO-29 shows detailed check results to the administrator and whom they permit', () => {
    const office = staffed();
    expect(office.can('administrator', 'checks.details')).toBe(true);
    expect(toggles('checks.details')).toEqual(TOGGLED);
  });

  it("SO-30 asks the user's own permission for check details only in the selected mode", () => {
    expect(SOFIE.settings['users.checkDetails']).toBe('selected');
    expect(behaviour('users.checkDetails')).toEqual(DECIDED);
  });

  it('SO-31 lets a user create cooperative packages by permission', () => {
    expect(toggles('pkg.cooperative')).toEqual(TOGGLED);
  });

  it("SO-32 asks the user's own permission for cooperative packages only in the selected mode", () => {
    expect(SOFIE.settings['packages.cooperative']).toBe('selected');
    expect(behaviour('packages.cooperative')).toEqual(DECIDED);
  });

  it('SO-33 gives persistent packages by permission alone, as no mode decides them', () => {
    expect(toggles('pkg.persistent')).toEqual(TOGGLED);
    const decided: readonly Permission[] = Object.values(GRANT_SETTINGS).map(({ permission }) => permission);
    expect(decided).not.toContain('pkg.persistent');
    expect(decided).not.toContain('pkg.download.withoutPassword');
    const office = staffed();
    gives(office, 'anna', 'pkg.persistent');
    expect(office.why('anna', 'pkg.persistent', office.about.package('berta', ['anna']))).toBe('notAuthor');
  });

  it('SO-34 lets the author and the administrator, nobody else, end a persistent package', () => {
    const office = staffed();
    gives(office, 'anna', 'pkg.persistent');
    const kept = office.about.package('anna', ['berta']);
    expect(office.can('anna', 'pkg.persistent', kept)).toBe(true);
    expect(office.can('administrator', 'org.pkg.modify', kept)).toBe(true);
    expect(office.can('berta', 'pkg.persistent', kept)).toBe(false);
    expect(office.can('berta', 'org.pkg.modify', kept)).toBe(false);
  });

  it('SO-35 locks and removes the inactive, never the holder of a persistent account', () => {
    const office = staffed();
    gives(office, 'anna', 'account.persistent');
    const since = office.at;
    const lock = (name: string): Action => ({
      ...office.to.disable(name),
      type: 'member.lock',
      inactiveSince: since,
    });
    const removal = (name: string): Action => ({
      ...office.to.remove(name),
      inactiveSince: since,
    });
    office.later(SOFIE.settings['users.lockAfterDays'] - 1);
    expect(office.refusal('administrator', lock('berta'))).toBe('notInactive');
    office.later(1);
    expect(office.refusal('administrator', lock('anna'))).toBe('persistent');
    office.does('administrator', lock('berta'));
    expect(office.why('berta', 'account.login')).toBe('locked');
    expect(office.refusal('administrator', { type: 'member.unlock', member: office.id('berta') })).toBeNull();
    expect(office.refusal('administrator', removal('berta'))).toBe('notInactive');
    office.later(SOFIE.settings['users.removeAfterDays']);
    expect(office.refusal('administrator', removal('anna'))).toBe('persistent');
    expect(office.refusal('administrator', removal('berta'))).toBeNull();
  });

  it('SO-36 copies the template to new users and leaves existing ones alone', () => {
    const office = staffed();
    const { role, class: id, groups } = office.state.template;
    const template: Action = {
      type: 'template.set',
      role,
      class: id,
      groups,
      permissions: { 'account.login': 'allow', 'pkg.receive': 'allow' },
    };
    expect(office.refusal('anna', template)).toBe('default');
    const before = office.rights('anna');
    expect(before).toContain('pkg.send.private');
    office.does('administrator', template);
    office.joins('clara');
    expect(office.can('clara', 'pkg.receive')).toBe(true);
    expect(office.can('clara', 'pkg.send')).toBe(false);
    expect(office.rights('anna')).toEqual(before);
  });

  it('SO-37 lets the administrator change every permission of a user afterwards', () => {
    const office = staffed();
    const delegated = PERMISSIONS.filter((permission) => /^billing\.(?!request)|^module\./.test(permission));
    const refused = PERMISSIONS.filter((permission) => {
      const effect = office.member('anna').overrides[permission] === undefined ? 'allow' : 'deny';
      return office.refusal('administrator', office.to.permit('anna', permission, effect)) !== null;
    });
    expect(refused).toEqual(delegated);
    expect(office.refusal('berta', office.to.permit('anna', 'pkg.briefcase', 'deny'))).toBe('default');
  });

  it('SO-38 knows one administrative role and users', () => {
    expect(SOFIE.roles.map(({ id }) => id)).toEqual(['owner', 'administrator', 'user']);
    expect(SOFIE.classes.map(({ id }) => id)).toEqual(['user']);
    const office = staffed();
    const lacking = PERMISSIONS.filter((permission) => !office.can('administrator', permission));
    expect(lacking).toEqual(PERMISSIONS.filter((permission) => kindOf(permission) === 'delegated'));
    const beside = office
      .rights('anna')
      .filter((permission) => office.member('anna').overrides[permission] === undefined);
    expect(beside).toEqual(['folder.use', 'contact.personal', 'profile.edit', 'support.open', 'policy.view']);
    expect(office.refusal('administrator', office.to.disable('owner'))).toBe('targetIsOwner');
    expect(office.refusal('administrator', office.to.roles('anna', ['administrator']))).toBeNull();
  });

  it('SO-39 sets each mode in its section', () => {
    const inSection = (section: string): readonly string[] =>
      Object.entries({ ...GRANT_SETTINGS, ...CONSTRAINT_SETTINGS }).flatMap(([key, one]) =>
        one.section === section ? [key] : [],
      );
    expect(inSection('general')).toEqual(['packages.briefcase', 'packages.cooperative']);
    expect(inSection('access')).toEqual(['access.ownSent', 'access.sendToSelf']);
    expect(inSection('approval')).toEqual(['approval.accessAll', 'approval.chooseApprovers', 'approval.required']);
    expect(inSection('encryption')).toEqual(['encryption.password']);
    expect(inSection('users')).toEqual(['users.checkDetails', 'users.mfa']);
    const office = staffed();
    expect(office.refusal('anna', office.to.set('users.mfa', 'nobody'))).toBe('default');
  });
});
