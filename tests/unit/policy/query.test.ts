import { describe, expect, test } from 'vitest';
import type { DeviceId, InviteId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { isBound } from '../../../src-shared/policy/decide/constraints.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Resource } from '../../../src-shared/policy/decide/resource.ts';
import { PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { CONSTRAINT_KEYS } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { diff } from '../../../src-shared/policy/query/diff.ts';
import { health } from '../../../src-shared/policy/query/health.ts';
import { whoCan } from '../../../src-shared/policy/query/list.ts';
import { levelIn, matrix } from '../../../src-shared/policy/query/matrix.ts';
import { isOrphaned } from '../../../src-shared/policy/query/orphans.ts';
import { simulate } from '../../../src-shared/policy/query/simulate.ts';
import {
  founded,
  idFor,
  OWNER,
  T0,
  withCell,
  withMember,
  withMembers,
  withSetting,
} from '../../support/policy/state-builder.ts';

const [ADA, BEN, CARA, DORA] = [idFor('ada'), idFor('ben'), idFor('cara'), idFor('dora')];
const TEAM = withMembers(founded(), {
  ada: { roles: ['admin'] },
  ben: { groups: ['sales'] },
  cara: { roles: ['manager'], scopes: ['sales'] },
  dora: { class: 'guest', kind: 'external', groups: ['sales'] },
  emil: { status: 'locked', roles: ['admin'] },
});
const BY = { author: OWNER, device: idFor<DeviceId>('device-olga'), at: T0 + 1 };

describe('whoCan', () => {
  test('lists exactly those whom decide allows, for every permission (P34)', () => {
    const compiled = CompiledPolicy.of(TEAM);
    for (const permission of PERMISSIONS) {
      const allowed = [...TEAM.members.keys()].filter((id) => decide(TEAM, id, permission).allowed);
      expect(whoCan(compiled, permission)).toEqual(allowed);
    }
  });

  test('lists exactly those whom decide allows on a resource (P34)', () => {
    const compiled = CompiledPolicy.of(TEAM);
    const resources: readonly Resource[] = [
      { type: 'member', member: DORA },
      { type: 'member', member: ADA },
      { type: 'contact', contact: 'own' },
      {
        type: 'package',
        author: BEN,
        recipients: [DORA],
        contributors: [],
        audience: 'private',
        approvers: [],
        keyHeld: null,
      },
    ];
    for (const resource of resources) {
      for (const permission of PERMISSIONS) {
        const allowed = [...TEAM.members.keys()].filter((id) => decide(TEAM, id, permission, { resource }).allowed);
        expect(whoCan(compiled, permission, { resource })).toEqual(allowed);
      }
    }
    expect(whoCan(compiled, 'user.edit', { resource: { type: 'member', member: DORA } })).toEqual([OWNER, ADA, CARA]);
  });

  test('asks at the time given', () => {
    const compiled = CompiledPolicy.of(withMember(TEAM, 'ben', { expiresAt: T0 + 5 }));
    expect(whoCan(compiled, 'pkg.send', { at: T0 + 4 })).toContain(BEN);
    expect(whoCan(compiled, 'pkg.send', { at: T0 + 5 })).not.toContain(BEN);
  });
});

describe('matrix', () => {
  test('has a line a member, with the level of each permission', () => {
    const compiled = CompiledPolicy.of(TEAM);
    expect(matrix(compiled, T0).map(({ member }) => member)).toEqual([...TEAM.members.keys()]);
    const [row] = matrix(compiled, T0, [CARA, idFor('nora')]);
    if (row === undefined) throw new Error('no row');
    const level = (permission: Permission) => levelIn(row.rights, permission);
    expect([level('user.edit'), level('pkg.send'), level('role.edit')]).toEqual(['limited', 'full', null]);
    expect(matrix(compiled, T0, [idFor('nora')])).toEqual([]);
  });
});

describe('diff', () => {
  const only = (a: PolicyState, b: PolicyState) => {
    const [difference, ...others] = diff(a, b);
    expect(others).toEqual([]);
    return difference;
  };
  const NONE = { gained: [], lost: [], narrowed: [], widened: [], bound: [], freed: [] };

  test('is empty between equal states', () => {
    expect(diff(TEAM, { ...TEAM, members: new Map(TEAM.members) })).toEqual([]);
  });

  test('tells what one member gained and lost, with everything that falls along', () => {
    const next = withMember(TEAM, 'ben', {
      groups: ['sales'],
      withheld: ['pkg.send'],
      overrides: { 'pkg.track': 'allow' },
    });
    expect(only(TEAM, next)).toEqual({
      ...NONE,
      member: BEN,
      gained: ['pkg.track'],
      lost: ['pkg.send', 'pkg.send.private'],
    });
  });

  test('tells where a level became limited or full', () => {
    const wide = withCell(TEAM, 'manager', 'user.edit', 'full');
    expect(only(TEAM, wide)).toEqual({ ...NONE, member: CARA, widened: ['user.edit'] });
    expect(only(wide, TEAM)).toEqual({ ...NONE, member: CARA, narrowed: ['user.edit'] });
  });

  test('tells whom a constraint binds and frees', () => {
    const selected = withSetting(TEAM, 'users.mfa', 'selected');
    expect(diff(TEAM, selected).map(({ bound }) => bound)).toEqual(Array.from(TEAM.members, () => ['users.mfa']));
    const exempt = withMember(selected, 'ben', { groups: ['sales'], overrides: { 'mfa.exempt': 'allow' } });
    expect(only(selected, exempt)).toEqual({ ...NONE, member: BEN, gained: ['mfa.exempt'], freed: ['users.mfa'] });
    expect(diff(selected, withSetting(exempt, 'users.mfa', 'nobody'))).toHaveLength(TEAM.members.size);
  });

  test('says of constraints what isBound says', () => {
    const modes = ['nobody', 'selected', 'everybody'] as const;
    const exempt = withMember(TEAM, 'ben', { overrides: { 'mfa.exempt': 'allow' } });
    for (const from of modes) {
      for (const to of modes) {
        const [a, b] = [withSetting(TEAM, 'users.mfa', from), withSetting(exempt, 'users.mfa', to)];
        for (const id of TEAM.members.keys()) {
          const [was, is] = [isBound(a, id, 'users.mfa').allowed, isBound(b, id, 'users.mfa').allowed];
          const difference = diff(a, b).find(({ member }) => member === id);
          expect(difference?.bound ?? []).toEqual(was && !is ? ['users.mfa'] : []);
          expect(difference?.freed ?? []).toEqual(!was && is ? ['users.mfa'] : []);
        }
      }
    }
    expect(CONSTRAINT_KEYS).toContain('users.mfa');
  });

  test('counts newcomers as gaining, and whoever is only in the first state as losing', () => {
    const more = withMember(TEAM, 'hugo', { roles: ['reader'] });
    expect(only(TEAM, more)).toMatchObject({ member: idFor('hugo'), gained: ['account.login', 'pkg.receive'] });
    expect(only(more, TEAM)).toMatchObject({ member: idFor('hugo'), lost: ['account.login', 'pkg.receive'] });
  });

  test('asks both states at the same time, so that passing time is no difference', () => {
    const soon = withMember(TEAM, 'ben', { groups: ['sales'], expiresAt: T0 + 1 });
    expect(diff(soon, { ...soon, at: T0 + 1 })).toEqual([]);
    expect(diff(soon, TEAM, T0 + 1)).toMatchObject([{ member: BEN, lost: [] }]);
  });
});

describe('health', () => {
  const codes = (state: PolicyState) => health(CompiledPolicy.of(state), T0).map(({ code }) => code);

  test('warns of one person alone who can give roles', () => {
    expect(codes(TEAM)).toEqual([]);
    expect(codes(withMember(TEAM, 'ada', { roles: ['admin'], status: 'disabled' }))).toEqual(['warning.loneGovernor']);
  });

  test('warns when all governors must agree, and when there are too few of them', () => {
    const asking = (governors: number): PolicyState => ({
      ...TEAM,
      thresholds: { ...TEAM.thresholds, 'mfa.weaken': { governors, setBy: 0 } },
    });
    const lowerers = whoCan(CompiledPolicy.of(TEAM), 'security.edit');
    expect(lowerers).toEqual([OWNER, ADA]);
    const warnings = (governors: number) => health(CompiledPolicy.of(asking(governors)), T0);
    const found = { members: lowerers, dangers: ['mfa.weaken'] };
    expect(warnings(1)).toEqual([]);
    expect(warnings(2)).toEqual([{ code: 'warning.noSpareGovernor', ...found }]);
    expect(warnings(3)).toEqual([{ code: 'warning.tooFewGovernors', ...found }]);
  });

  test('names the invited whose inviter is shut out, while the code counts', () => {
    const invitation = { id: idFor<InviteId>('invite'), member: BEN, by: ADA, publicKey: '', expiresAt: T0 + 5 };
    const invited = withMember(TEAM, 'ben', { status: 'invited' });
    const ben = invited.members.get(BEN);
    if (ben === undefined) throw new Error('no Ben');
    const open = { ...invited, members: new Map(invited.members).set(BEN, { ...ben, invitation }) };
    const orphans = (state: PolicyState, at: number) =>
      health(CompiledPolicy.of(state), at).find(({ code }) => code === 'warning.openInvitations')?.members ?? [];
    expect(orphans(open, T0)).toEqual([]);
    for (const status of ['disabled', 'locked', 'removed'] as const) {
      const shut = withMember(open, 'ada', { roles: ['admin'], status });
      expect(orphans(shut, T0), status).toEqual([BEN]);
      expect(orphans(shut, T0 + 6), status).toEqual([]);
    }
    const ending = withMember(open, 'ada', { roles: ['admin'], expiresAt: T0 + 2 });
    expect([orphans(ending, T0 + 1), orphans(ending, T0 + 2)]).toEqual([[], [BEN]]);
  });

  test('an invitation is orphaned when its maker is shut out or may invite nobody any more', () => {
    const invitation = { id: idFor<InviteId>('invite'), member: BEN, by: ADA, publicKey: '', expiresAt: T0 + 5 };
    const invited = withMember(TEAM, 'ben', { status: 'invited' });
    const ben = invited.members.get(BEN);
    if (ben === undefined) throw new Error('no Ben');
    const open = { ...invited, members: new Map(invited.members).set(BEN, { ...ben, invitation }) };
    const orphans = (state: PolicyState, at = T0) =>
      [...state.members.values()].filter((member) => isOrphaned(state, member, at)).map(({ id }) => id);
    expect(orphans(open)).toEqual([]);
    expect(orphans(withMember(open, 'ada', { roles: ['admin'], status: 'disabled' }))).toEqual([BEN]);
    const demoted = withMember(open, 'ada', { roles: ['member'] });
    expect([orphans(demoted), orphans(demoted, T0 + 6)]).toEqual([[BEN], []]);
    // Nobody is shut out by that: the warning of a change says less than the list.
    expect(health(CompiledPolicy.of(demoted), T0).map(({ code }) => code)).not.toContain('warning.openInvitations');
    expect(orphans(withMember(open, 'ada', { roles: ['admin'], overrides: { 'user.invite': 'deny' } }))).toEqual([BEN]);
    expect(orphans(withMember(demoted, 'ada', { roles: ['member'], overrides: { 'user.invite': 'allow' } }))).toEqual(
      [],
    );
    const resetting = open.members.get(ADA);
    if (resetting === undefined) throw new Error('no Ada');
    const reset = { ...open, members: new Map(open.members).set(ADA, { ...resetting, resetBy: 1 }) };
    expect(orphans(reset)).toEqual([]);
  });

  test('names those who need an approval that nobody can give', () => {
    const state = withSetting(TEAM, 'approval.required', 'everybody');
    const stuck = (next: PolicyState) =>
      health(CompiledPolicy.of(next), T0).find(({ code }) => code === 'warning.noApprover')?.members ?? [];
    // Ada approves everything but her own; the owner holds it by office, and sees all by role.
    expect(stuck(state)).toEqual([]);
    const alone = withMember(state, 'ada', { roles: ['member'] });
    expect(stuck(alone)).toEqual([OWNER]);
    const none = withSetting(alone, 'approval.accessAll', 'nobody');
    expect(stuck(none)).toEqual([OWNER, ADA, BEN, CARA, DORA]);
    const preferred = withMember(none, 'ben', { approvers: [OWNER] });
    expect(stuck(preferred)).not.toContain(BEN);
    const exempt = withMember(withSetting(none, 'approval.required', 'selected'), 'ben', {
      overrides: { 'approval.exempt': 'allow' },
    });
    expect(stuck(exempt)).not.toContain(BEN);
  });
});

describe('simulate', () => {
  const set = (key: string, value: string): Action => ({ type: 'setting.set', key, value });

  test('tells what an entry would change without making it', () => {
    const { state, diff: differences, warnings } = unwrap(simulate(TEAM, BY, [set('packages.briefcase', 'everybody')]));
    expect(state.settings['packages.briefcase']).toEqual({ value: 'everybody', setBy: 2 });
    expect(TEAM.settings['packages.briefcase'].value).toBe('selected');
    expect(differences.map(({ member, gained }) => [member, gained])).toEqual([
      [BEN, ['pkg.briefcase']],
      [CARA, ['pkg.briefcase']],
    ]);
    expect(warnings).toEqual([]);
  });

  test('warns of what would be new only', () => {
    const first = unwrap(
      simulate(TEAM, BY, [set('approval.accessAll', 'nobody'), set('approval.required', 'everybody')]),
    );
    expect(first.warnings.map(({ code }) => code)).toEqual(['warning.noApprover']);
    const more = unwrap(simulate(first.state, { ...BY, at: T0 + 2 }, [set('packages.briefcase', 'everybody')]));
    expect(more.warnings).toEqual([]);
  });

  test('answers the refusal that signing would meet', () => {
    const refused = simulate(TEAM, { ...BY, at: T0 - 1 }, [set('packages.briefcase', 'everybody')]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'policy.invalid', problem: 'backdated' } });
    const gone: Action = { type: 'member.disable', member: OWNER, pins: [] };
    expect(simulate(TEAM, BY, [gone])).toMatchObject({ ok: false, error: { code: 'policy.denied', action: 0 } });
  });

  test('goes on from a compiled policy of the same state, and not from one of another', () => {
    const actions = [set('packages.briefcase', 'everybody')];
    const expected = simulate(TEAM, BY, actions);
    const compiled = CompiledPolicy.of(TEAM);
    expect(simulate(TEAM, BY, actions, compiled)).toEqual(expected);
    expect(compiled.state).toBe(TEAM);
    expect(simulate(TEAM, BY, actions, CompiledPolicy.of(founded()))).toEqual(expected);
  });
});
