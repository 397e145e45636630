import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemberId, ProposalId, RoleId } from '../../../src-shared/base/ids.ts';
import { type Action, parseAction } from '../../../src-shared/policy/action/action.ts';
import { apply } from '../../../src-shared/policy/apply/apply.ts';
import { DANGERS, type Danger } from '../../../src-shared/policy/model/entities.ts';
import { has, type Mask, minus } from '../../../src-shared/policy/model/mask.ts';
import { potential, rightsOf } from '../../../src-shared/policy/model/rights.ts';
import { MODES } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { diceOf, SEED } from '../../support/policy/dice.ts';
import { type Accepted, accepted, history, play } from '../../support/policy/histories.ts';
import { idOf } from '../../support/policy/ids.ts';
import { type Scenario, scenario } from '../../support/policy/scenario.ts';
import { council, VOTING } from '../../support/policy/starts.ts';

fc.configureGlobal({ seed: SEED });

/* P33: a change that needs k governors is made when k distinct ones, all of them still able to, have agreed. */

/** Which dangers became true with an entry, seen from the states alone. */
function dangersBetween({ before, after }: Pick<Accepted, 'before' | 'after'>): ReadonlySet<Danger> {
  const found = new Set<Danger>();
  for (const danger of DANGERS) {
    if (before.thresholds[danger].governors !== after.thresholds[danger].governors) found.add('threshold').add(danger);
  }
  if (after.transfer !== null && after.transfer !== before.transfer) found.add('owner.transfer');
  if (after.keys.recovery !== before.keys.recovery) found.add('recovery.key');
  for (const [key, danger] of [
    ['users.mfa', 'mfa.weaken'],
    ['approval.required', 'approval.weaken'],
  ] as const) {
    if (MODES.indexOf(after.settings[key].value) < MODES.indexOf(before.settings[key].value)) found.add(danger);
  }
  for (const member of after.members.values()) {
    const gained = gains(before, after, member.id);
    // The owner holds it all, by transfer, which has a danger of its own.
    if (member.id === after.owner) continue;
    if (has(gained, 'role.assign') || has(gained, 'security.edit')) found.add('administrator.add');
    if (has(gained, 'mfa.exempt')) found.add('mfa.weaken');
    if (has(gained, 'approval.exempt')) found.add('approval.weaken');
  }
  return found;
}

function gains(before: PolicyState, after: PolicyState, id: MemberId): Mask {
  const [last, next] = [before.members.get(id), after.members.get(id)];
  const had = last === undefined ? { lo: 0, hi: 0 } : potential(before, last).some;
  return next === undefined ? { lo: 0, hi: 0 } : minus(potential(after, next).some, had);
}

function isAble(state: PolicyState, id: MemberId, at: number): boolean {
  const member = state.members.get(id);
  return member !== undefined && has(rightsOf(state, member, at).some, 'account.login');
}

test('P33 nothing dangerous takes effect before as many distinct active governors as it needs have agreed', () => {
  const effected: Record<string, number> = {};
  let alone = 0;
  fc.assert(
    fc.property(history(80), (tried) => {
      const attempts = play(tried, { first: council(diceOf(tried.seed)), weights: VOTING });
      for (const { before, entry, after } of accepted(attempts)) {
        const dangers = [...dangersBetween({ before, after })];
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

function three(): Scenario {
  const gives = [login, 'role.assign', 'user.state', 'security.edit', 'settings.edit'] as const;
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
const APPROVE: Action = { type: 'proposal.approve', proposal: PROPOSAL };

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

test('P30 P33 a proposal that is refused when it would take effect changes nothing', () => {
  const made = three();
  const unknown: Action = { ...promotion(made), member: idOf<MemberId>('m', 99) } as Action;
  const { state, details } = outcomes(made, [['ann', proposing(made, [promotion(made), unknown])]]);
  expect(details).toEqual(['targetUnknown']);
  expect(state).toBe(made.state);
});
