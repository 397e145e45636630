import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemberId, ProposalId, RoleId } from '../../../src-shared/base/ids.ts';
import { type Action, parseAction } from '../../../src-shared/policy/action/action.ts';
import { apply } from '../../../src-shared/policy/apply/apply.ts';
import { LAWS } from '../../../src-shared/policy/model/laws.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { rightsOf } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { attack, TRIED } from '../../support/policy/attack.ts';
import { dangersBetween } from '../../support/policy/dangers.ts';
import { diceOf, SEED } from '../../support/policy/dice.ts';
import { accepted, history, play } from '../../support/policy/histories.ts';
import { idOf } from '../../support/policy/ids.ts';
import { type Scenario, scenario } from '../../support/policy/scenario.ts';
import { council, VOTING } from '../../support/policy/starts.ts';

fc.configureGlobal({ seed: SEED });

/* P33: a change that needs k governors is made when k distinct ones, all of them still able to, have agreed. */

function isAble(state: PolicyState, id: MemberId, at: number): boolean {
  const member = state.members.get(id);
  return member !== undefined && has(rightsOf(state, member, at).some, 'account.login');
}

test('P33 nothing dangerous takes effect before as many distinct active governors as it needs have agreed', () => {
  const effected: Record<string, number> = {};
  let alone = 0;
  fc.assert(
    fc.property(history(80), (tried) => {
      const attempts = play(tried, { first: council(diceOf(tried.seed)).state, weights: VOTING });
      for (const { before, entry, after } of accepted(attempts)) {
        const dangers = [...dangersBetween(before, after)];
        if (after.owner !== before.owner || dangers.length === 0) continue;
        const needed = Math.max(...dangers.map((danger) => before.thresholds[danger].governors));
        if (needed === 1) {
          alone += 1;
          continue;
        }
        // Only the last approval of a proposal brings it about.
        const agreed = entry.actions.flatMap((action) => {
          const proposal = action.type === 'proposal.approve' ? before.proposals.get(action.proposal) : undefined;
          return proposal === undefined ? [] : [[...proposal.approvals, entry.author]];
        });
        expect(agreed.length, JSON.stringify(entry.actions)).toBeGreaterThan(0);
        for (const members of agreed) expect(new Set(members).size).toBe(members.length);
        // Of two that are approved in one entry, one may still be waiting.
        const able = agreed.map((members) => members.filter((id) => isAble(before, id, entry.at)).length);
        expect(Math.max(...able)).toBeGreaterThanOrEqual(needed);
        for (const danger of dangers) effected[danger] = (effected[danger] ?? 0) + 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(alone).toBeGreaterThan(10);
  expect(Object.keys(effected).length, JSON.stringify(effected)).toBeGreaterThan(3);
});

const PROPOSAL = idOf<ProposalId>('p', 1);
const login = 'account.login' as const;

function three(...more: readonly Permission[]): Scenario {
  const gives = [login, 'role.assign', 'user.state', 'security.edit', 'settings.edit', ...more] as const;
  return scenario({
    roles: { clerk: { rank: 10, gives: [login] }, governor: { rank: 80, peer: true, gives } },
    people: {
      ann: { roles: ['governor'] },
      ben: { roles: ['governor'] },
      cleo: { roles: ['governor'] },
      dan: { roles: ['clerk'] },
    },
    thresholds: { 'administrator.add': 3, threshold: 2 },
  });
}

/** Each in turn; why they were refused, null where they were not. */
function outcomes(made: Scenario, tried: readonly (readonly [by: string, action: Action])[]) {
  let { state } = made;
  const details = tried.map(([by, action]) => {
    const outcome = apply(state, made.entry(by, [action], state));
    if (outcome.ok) state = outcome.value;
    return outcome.ok ? null : outcome.error.detail;
  });
  return { state, details };
}

const promotion = (made: Scenario): Action => ({
  type: 'member.roles',
  member: made.id('dan'),
  add: ['governor' as RoleId],
  remove: [],
  pins: [],
});
const proposing = (made: Scenario, actions: Action[]): Action => ({
  type: 'proposal.open',
  proposal: PROPOSAL,
  actions,
  expiresAt: made.state.at + 1_000_000,
});
const APPROVE: Action = { type: 'proposal.approve', proposal: PROPOSAL, pins: [] };

test('P33 three governors promote a fourth; the proposer twice, or a clerk, does not count', () => {
  const made = three();
  const { state, details } = outcomes(made, [
    ['ann', promotion(made)],
    ['ann', proposing(made, [promotion(made)])],
    ['ann', APPROVE],
    ['dan', APPROVE],
    ['ben', APPROVE],
    ['ben', APPROVE],
    ['cleo', APPROVE],
    ['cleo', APPROVE],
  ]);
  expect(details).toEqual([
    'thresholdNeeded',
    null,
    'approvedAlready',
    'default',
    null,
    'approvedAlready',
    null,
    'proposalUnknown',
  ]);
  expect(state.members.get(made.id('dan'))?.roles.map(({ id }) => id)).toContain('governor');
});

test('P33 an approval counts no more once its giver is disabled', () => {
  const made = three();
  const disable: Action = {
    type: 'member.disable',
    member: made.id('ben'),
    pins: [...made.state.devices.values()]
      .filter(({ member }) => member === made.id('ben'))
      .map(({ id }) => ({ device: id, seq: -1, hash: '0'.repeat(64) })),
  };
  const { state, details } = outcomes(made, [
    ['ann', proposing(made, [promotion(made)])],
    ['ben', APPROVE],
    ['ann', disable],
    ['cleo', APPROVE],
  ]);
  expect(details).toEqual([null, null, null, null]);
  expect(state.members.get(made.id('dan'))?.roles.map(({ id }) => id)).toEqual(['clerk']);
  expect(state.proposals.get(PROPOSAL)?.approvals.length).toBe(3);
});

test('P33 the threshold itself is lowered only by as many as it asks for now, and never to none', () => {
  const made = three();
  const lower: Action = { type: 'threshold.set', danger: 'administrator.add', governors: 1 };
  const { state, details } = outcomes(made, [
    ['ann', lower],
    ['ann', proposing(made, [lower])],
    ['ben', APPROVE],
  ]);
  expect(details).toEqual(['thresholdNeeded', null, null]);
  expect(state.thresholds['administrator.add'].governors).toBe(3);
  expect(outcomes({ ...made, state }, [['cleo', APPROVE]]).state.thresholds['administrator.add'].governors).toBe(1);
  for (const governors of [0, -1, 1.5, 17]) {
    expect(parseAction({ ...lower, governors })).toEqual({ ok: false, error: { code: 'action.malformed' } });
  }
});

test('P33 nobody resets the password of another governor alone where governors are not made alone', () => {
  const made = three('password.reset');
  const reset = (name: string): Action => ({ type: 'password.reset', member: made.id(name), by: 'code' });
  expect(outcomes(made, [['ann', reset('ben')]]).details).toEqual(['thresholdNeeded']);
  expect(outcomes(made, [['ann', reset('dan')]]).details).toEqual([null]);
});

test('P33 agreement counts of those whom it takes as many to make, not of whoever else may do the same', () => {
  const made = scenario({
    roles: {
      clerk: { rank: 10, gives: [login, 'settings.edit'] },
      governor: { rank: 80, peer: true, gives: [login, 'security.edit', 'settings.edit'] },
    },
    people: { ann: { roles: ['governor'] }, ben: { roles: ['governor'] }, cleo: { roles: ['clerk'] } },
    settings: { 'users.mfa': 'everybody' },
    thresholds: { 'mfa.weaken': 2 },
  });
  const weaken: Action = { type: 'setting.set', key: 'users.mfa', value: 'nobody' };
  const { state, details } = outcomes(made, [
    ['ann', proposing(made, [weaken])],
    ['cleo', APPROVE],
  ]);
  expect(details).toEqual([null, null]);
  expect(state.settings['users.mfa'].value).toBe('everybody');
  expect(outcomes({ ...made, state }, [['ben', APPROVE]]).state.settings['users.mfa'].value).toBe('nobody');
});

test('P30 P33 a proposal that is refused when it would take effect changes nothing', () => {
  const made = three();
  const unknown: Action = { ...promotion(made), member: idOf<MemberId>('m', 99) } as Action;
  const { state, details } = outcomes(made, [['ann', proposing(made, [promotion(made), unknown])]]);
  expect(details).toEqual(['targetUnknown']);
  expect(state).toBe(made.state);
});

const CONSPIRING = {
  ...TRIED,
  'proposal.open': 12,
  'proposal.approve': 25,
  'password.reset': 10,
  'password.chosen': 10,
};

test('P5 P33 two of five governors reach nothing that needs three, by resets, new invitations and puppets either', () => {
  const made = council(diceOf(SEED), 3);
  const start = { state: made.state, colluders: ['ann', 'ben'].map(made.id), alone: 3 };
  let accepted = 0;
  for (let run = 0; run < 30; run += 1) {
    const search = attack(start, diceOf(SEED * 1_009 + run), 800, LAWS, CONSPIRING);
    accepted += search.accepted;
    expect(search.violation).toBeNull();
  }
  expect(accepted).toBeGreaterThan(500);
  // Three of them do: the search looks where it should.
  const enough = { ...start, colluders: ['ann', 'ben', 'cleo'].map(made.id) };
  const runs = Array.from({ length: 30 }, (_, run) =>
    attack(enough, diceOf(SEED * 1_009 + run), 800, LAWS, CONSPIRING),
  );
  expect(runs.find(({ violation }) => violation !== null)?.violation?.what).toMatch(/^P33/);
});
