import { describe, expect, test } from 'vitest';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Decision, Step } from '../../../src-shared/policy/decide/decision.ts';
import { LAWS } from '../../../src-shared/policy/model/laws.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { rightsOf } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  founded,
  idFor,
  OWNER,
  type Person,
  T0,
  withCell,
  withGroup,
  withMember,
  withSetting,
} from '../../support/policy/state-builder.ts';

/** `layer effect reason entry`, then the subject where there is one. */
const said = ({ layer, effect, reason, entry, subject }: Step): string =>
  [layer, effect, reason, String(entry), ...(subject === null ? [] : [subject.id])].join(' ');
const told = ({ allowed, steps, shadowed }: Decision) => ({
  allowed,
  steps: steps.map(said),
  shadowed: shadowed.map(said),
});
const asked = (person: Person, permission: Permission, state = founded(), at = T0) =>
  told(decide(withMember(state, 'ben', { by: 2, ...person }), idFor('ben'), permission, { at }));
const ACTIVE = 'state allow active 2';

describe('decide', () => {
  test('cites the head for somebody whom no entry names', () => {
    const state: PolicyState = { ...founded(), head: { seq: 12, hash: '' } };
    expect(told(decide(state, idFor('nora'), 'pkg.send'))).toEqual({
      allowed: false,
      steps: ['state deny notMember 12'],
      shadowed: [],
    });
  });

  test.each(['invited', 'disabled', 'locked', 'removed'] as const)('says no when the account is %s', (status) => {
    const { allowed, steps, shadowed } = asked({ status }, 'pkg.send');
    expect({ allowed, steps }).toEqual({ allowed: false, steps: [`state deny ${status} 2`] });
    expect(shadowed).toEqual(['role allow roleAllow 2 member']);
  });

  test('says no to all but login until a password is chosen after a reset', () => {
    expect(asked({ resetBy: 5 }, 'pkg.send').steps).toEqual(['state deny mustChoosePassword 5']);
    expect(asked({ resetBy: 5 }, 'account.login').steps).toEqual([ACTIVE, 'role allow roleAllow 2 member']);
  });

  test('says no from the millisecond of expiry on, citing what set it', () => {
    expect(asked({ expiresAt: T0 + 1 }, 'pkg.send').allowed).toBe(true);
    expect(asked({ expiresAt: T0 + 1 }, 'pkg.send', founded(), T0 + 1).steps).toEqual(['state deny expired 2']);
  });

  test('asks at the time of the newest entry unless told', () => {
    const state = withMember({ ...founded(), at: T0 + 9 }, 'ben', { expiresAt: T0 + 9 });
    expect(decide(state, idFor('ben'), 'pkg.send').allowed).toBe(false);
  });

  test('gives the owner governance by the owner layer, and shadows what later layers say (G11)', () => {
    const state = withMember(founded(), 'olga', { roles: ['owner'], withheld: ['user.edit'], by: 3 });
    expect(told(decide(state, OWNER, 'user.edit'))).toEqual({
      allowed: true,
      steps: ['state allow active 3', 'owner allow owner 3 owner'],
      shadowed: ['limits deny withheld 3'],
    });
    expect(decide(state, OWNER, 'user.edit', { laws: { ...LAWS, G11: false } }).allowed).toBe(false);
  });

  test('goes by the role for what the owner does for themselves', () => {
    expect(told(decide(founded(), OWNER, 'pkg.send')).steps).toEqual([
      'state allow active 0',
      'role allow roleAllow 0 owner',
    ]);
    expect(decide(founded(), OWNER, 'pkg.persistent').allowed).toBe(false);
    expect(decide(founded(), OWNER, 'approval.exempt').allowed).toBe(false);
  });

  test('stops at the ceiling of the class, and tells what the role would have given (G10)', () => {
    expect(asked({ class: 'guest', roles: ['admin'] }, 'role.assign')).toEqual({
      allowed: false,
      steps: [ACTIVE, 'ceiling deny ceiling 2 guest'],
      shadowed: ['role allow roleAllow 2 admin'],
    });
  });

  test('names the requirement at the root when several are missing', () => {
    expect(asked({ withheld: ['account.login'] }, 'pkg.send.private')).toEqual({
      allowed: false,
      steps: [ACTIVE, 'prerequisite deny prerequisite 2 account.login'],
      shadowed: ['role allow roleAllow 2 member'],
    });
    expect(asked({ overrides: { 'pkg.send': 'deny' } }, 'pkg.send.private').steps).toEqual([
      ACTIVE,
      'prerequisite deny prerequisite 2 pkg.send',
    ]);
  });

  test('lets nothing but a missing requirement or the class take a federated download', () => {
    const federated = { origin: 'federated', overrides: { 'pkg.download.withoutPassword': 'deny' } } as const;
    expect(asked(federated, 'pkg.download.withoutPassword')).toEqual({
      allowed: true,
      steps: [ACTIVE, 'origin allow federated 2'],
      shadowed: ['override deny overrideDeny 2'],
    });
    expect(asked({ ...federated, withheld: ['pkg.receive'] }, 'pkg.download.withoutPassword').steps).toEqual([
      ACTIVE,
      'prerequisite deny prerequisite 2 pkg.receive',
    ]);
  });

  test('goes through limits, mode, override, group and role in this order', () => {
    const groups = withGroup(founded(), 'givers', { 'pkg.briefcase': 'allow' }, 4);
    const roles = withCell(groups, 'member', 'pkg.briefcase', 'full', 6);
    const all = withSetting(roles, 'packages.briefcase', 'everybody', 5);
    const person: Person = {
      withheld: ['pkg.briefcase'],
      overrides: { 'pkg.briefcase': 'deny' },
      groups: ['givers'],
    };
    const steps = [
      'limits deny withheld 2',
      'setting allow settingEverybody 5 packages.briefcase',
      'override deny overrideDeny 2',
      'group allow groupAllow 4 givers',
      'role allow roleAllow 6 member',
    ];
    expect(asked(person, 'pkg.briefcase', all)).toEqual({
      allowed: false,
      steps: [ACTIVE, steps[0]],
      shadowed: steps.slice(1),
    });
    expect(asked({ ...person, withheld: [] }, 'pkg.briefcase', all)).toEqual({
      allowed: true,
      steps: [ACTIVE, steps[1]],
      shadowed: steps.slice(2),
    });
    expect(asked({ ...person, withheld: [] }, 'pkg.briefcase', roles)).toEqual({
      allowed: false,
      steps: [ACTIVE, steps[2]],
      shadowed: steps.slice(3),
    });
    expect(asked({ groups: ['givers'] }, 'pkg.briefcase', roles)).toEqual({
      allowed: true,
      steps: [ACTIVE, steps[3]],
      shadowed: steps.slice(4),
    });
  });

  test('lets a deny beat an allow among groups, in whichever order they come', () => {
    const first = withGroup(founded(), 'aaa', { 'library.browse': 'deny' }, 4);
    expect(asked({ groups: ['aaa', 'sales'] }, 'library.browse', first)).toEqual({
      allowed: false,
      steps: [ACTIVE, 'group deny groupDeny 4 aaa'],
      shadowed: ['group allow groupAllow 2 sales'],
    });
    expect(asked({ groups: ['sales', 'strict'] }, 'library.browse').steps).toEqual([
      ACTIVE,
      'group deny groupDeny 2 strict',
    ]);
  });

  test('takes the higher of two levels, and tells which role gives it', () => {
    const state = withCell(founded(), 'auditor', 'user.edit', 'limited', 1);
    const both = asked({ roles: ['auditor', 'admin'] }, 'user.edit', state);
    expect(both.steps).toEqual([ACTIVE, 'role allow roleAllow 2 admin']);
    expect(both.shadowed).toEqual(['role allow roleLimited 2 auditor']);
    expect(asked({ roles: ['auditor'] }, 'user.edit', state).steps).toEqual([
      ACTIVE,
      'role allow roleLimited 2 auditor',
    ]);
  });

  test('denies by default with a step that cites the newest entry about the roles', () => {
    const state = withCell(founded(), 'member', 'org.pkg.view', null, 8);
    expect(asked({}, 'org.pkg.view', state)).toEqual({
      allowed: false,
      steps: [ACTIVE, 'default deny default 8'],
      shadowed: [],
    });
  });

  test('denies sending without credit, after everything else has been asked', () => {
    const state = withSetting(founded(), 'billing.unlimitedSending', false);
    expect(asked({ credits: 0 }, 'pkg.send.private', state).steps).toEqual([
      ACTIVE,
      'role allow roleAllow 2 member',
      'licence deny noCredit 2',
    ]);
    expect(asked({ credits: 1 }, 'pkg.send.private', state).allowed).toBe(true);
    expect(asked({ credits: 0 }, 'pkg.receive', state).allowed).toBe(true);
  });

  test('answers like the masks for every permission of everybody', () => {
    const people: readonly Person[] = [
      { roles: ['admin'], groups: ['strict'] },
      { roles: ['manager', 'auditor'], class: 'partner', overrides: { 'billing.view': 'allow' } },
      { origin: 'federated', class: 'guest', withheld: ['pkg.send'] },
      { roles: ['reader'], resetBy: 2 },
      { status: 'locked' },
    ];
    const modes = withSetting(withSetting(founded(), 'modules.pgp', 'everybody'), 'access.ownSent', 'nobody');
    const state = people.reduce((next, person, index) => withMember(next, `person${index}`, person), modes);
    for (const member of state.members.values()) {
      const { some } = rightsOf(state, member, T0);
      const held = PERMISSIONS.filter((permission) => decide(state, member.id, permission, { at: T0 }).allowed);
      expect(held).toEqual(PERMISSIONS.filter((permission) => has(some, permission)));
    }
  });
});
