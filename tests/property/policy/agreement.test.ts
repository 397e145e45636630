import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { isBound } from '../../../src-shared/policy/decide/constraints.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import { rankOf, rightsOf } from '../../../src-shared/policy/model/rights.ts';
import { CONSTRAINT_KEYS } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { CedarOrganisation } from '../../support/policy/cedar.ts';
import { SEED } from '../../support/policy/dice.ts';
import { accepted, anyOrganisation, history, play } from '../../support/policy/histories.ts';
import { days } from '../../support/policy/ids.ts';
import { NOW } from '../../support/policy/organisations.ts';
import { reference, referenceBound, referenceRank } from '../../support/policy/reference.ts';

fc.configureGlobal({ seed: SEED });

const anyTime = fc.constantFrom(NOW - days(2), NOW, NOW + days(50));

test('P27 masks, the explained walk and the naive reference give one answer', () => {
  const answers = new Map<string, number>();
  fc.assert(
    fc.property(anyOrganisation, anyTime, (state, at) => {
      for (const member of state.members.values()) {
        const { some, full } = rightsOf(state, member, at);
        for (const permission of PERMISSIONS) {
          const expected = reference(state, member, permission, at);
          const decision = decide(state, member.id, permission, { at });
          const reason = decision.steps.at(-1)?.reason ?? '';
          answers.set(reason, (answers.get(reason) ?? 0) + 1);
          if (decision.allowed !== (expected !== 'no')) expect({ permission, member, decision }).toBe(expected);
          if (has(some, permission) !== (expected !== 'no')) expect({ permission, member, some }).toBe(expected);
          if (has(full, permission) !== (expected === 'full')) expect({ permission, member, full }).toBe(expected);
        }
        expect(rankOf(state, member)).toEqual(referenceRank(state, member));
      }
    }),
    { numRuns: 400 },
  );
  // The organisations are strange enough to reach every layer that has an answer without a resource.
  for (const reason of [
    ...['invited', 'disabled', 'locked', 'removed', 'expired', 'mustChoosePassword', 'owner', 'ceiling', 'federated'],
    ...['prerequisite', 'withheld', 'settingNobody', 'settingEverybody', 'overrideAllow', 'overrideDeny'],
    ...['groupAllow', 'groupDeny', 'roleAllow', 'roleLimited', 'default', 'noCredit'],
  ]) {
    expect(answers.get(reason) ?? 0, reason).toBeGreaterThan(30);
  }
});

test('P27 Cedar, given the organisation as policies, gives the same answers', () => {
  fc.assert(
    fc.property(anyOrganisation, (state) => {
      const cedar = new CedarOrganisation(state);
      for (const member of state.members.values()) {
        const held = cedar.held(member, NOW);
        const expected = PERMISSIONS.filter((permission) => decide(state, member.id, permission, { at: NOW }).allowed);
        expect([...held].toSorted(), member.id).toEqual(expected.toSorted());
      }
    }),
    { numRuns: 25 },
  );
});

test('P27 constraints bind whom the reference says they bind', () => {
  fc.assert(
    fc.property(anyOrganisation, anyTime, (state, at) => {
      for (const member of state.members.values()) {
        for (const setting of CONSTRAINT_KEYS) {
          expect(isBound(state, member.id, setting, { at }).allowed).toBe(!referenceBound(state, member, setting, at));
        }
      }
    }),
  );
});

/** Everybody's rights by the compiled policy are those of the masks. */
function expectCompiled(compiled: CompiledPolicy, state: PolicyState, at: number): void {
  expect(compiled.size).toBe(state.members.size);
  for (const member of state.members.values()) {
    const index = compiled.index(member.id);
    const rights = rightsOf(state, member, at);
    expect(compiled.rights(index, at), member.id).toEqual(rights);
    for (const [place, permission] of PERMISSIONS.entries()) {
      const can = compiled.can(index, place, at);
      if (can !== has(rights.some, permission)) expect({ member: member.id, permission, can }).toBeNull();
      const full = compiled.isFull(index, place, at);
      if (full !== has(rights.full, permission)) expect({ member: member.id, permission, full }).toBeNull();
    }
  }
}

test('P27 a compiled policy answers as the masks do', () => {
  fc.assert(
    fc.property(anyOrganisation, anyTime, (state, at) => expectCompiled(CompiledPolicy.of(state), state, at)),
    { numRuns: 500 },
  );
});

test('P27 a policy compiled step by step, forth and back, is the one compiled anew', () => {
  let steps = 0;
  fc.assert(
    fc.property(history(), anyTime, (tried, at) => {
      const states = accepted(play(tried)).flatMap(({ before, after }, index) =>
        index === 0 ? [before, after] : [after],
      );
      const [first, ...others] = states;
      if (first === undefined) return;
      const compiled = CompiledPolicy.of(first);
      const kept = compiled.copy();
      for (const state of others) {
        steps += 1;
        expect(compiled.update(state)).toBeLessThanOrEqual(state.members.size);
        expectCompiled(compiled, state, at);
      }
      // A copy went its own way; a jump over many entries, and back again, ends where single steps do.
      expectCompiled(kept, first, at);
      const last = states.at(-1) ?? first;
      kept.update(last);
      expectCompiled(kept, last, at);
      kept.update(first);
      expectCompiled(kept, first, at);
    }),
    { numRuns: 100 },
  );
  expect(steps).toBeGreaterThan(300);
});
