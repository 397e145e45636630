import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBound } from '../../../src-shared/policy/decide/constraints.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import { rankOf, rightsOf } from '../../../src-shared/policy/model/rights.ts';
import { CONSTRAINT_KEYS } from '../../../src-shared/policy/model/settings.ts';
import { CedarOrganisation } from '../../support/policy/cedar.ts';
import { diceOf } from '../../support/policy/dice.ts';
import { days } from '../../support/policy/ids.ts';
import { NOW, organisation } from '../../support/policy/organisations.ts';
import { reference, referenceBound, referenceRank } from '../../support/policy/reference.ts';

const anyOrganisation = fc.nat().map((seed) => organisation(diceOf(seed)));
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
    { numRuns: 1_000 },
  );
  // The organisations are strange enough to reach every layer that has an answer without a resource.
  for (const reason of [
    ...['invited', 'disabled', 'locked', 'removed', 'expired', 'mustChoosePassword', 'owner', 'ceiling', 'federated'],
    ...['prerequisite', 'withheld', 'settingNobody', 'settingEverybody', 'overrideAllow', 'overrideDeny'],
    ...['groupAllow', 'groupDeny', 'roleAllow', 'roleLimited', 'default', 'noCredit'],
  ]) {
    expect(answers.get(reason) ?? 0, reason).toBeGreaterThan(100);
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
    { numRuns: 60 },
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
