import { type ProposalId, randomId } from '../../../src-shared/base/ids.ts';
import { err, ok } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { PROPOSED_MAX } from '../../../src-shared/policy/model/fields.ts';
import { planOf } from '../../../src-shared/policy/query/plan.ts';
import { type Change, withPins } from '../../organisation/governance/pins.ts';
import type { AppResult } from '../error.ts';
import { type Overtaken, overtaken, refusedBy } from './overtaken.ts';
import type { AdminPorts } from './ports.ts';
import { refused } from './refused.ts';

const DAY = 86_400_000;
/** Long enough for somebody on holiday, short enough that nobody agrees to what they have forgotten. */
const PROPOSAL_LIFE = 30 * DAY;

interface Outcome {
  proposed: boolean;
  tooLarge: boolean;
  /** Who was first with the same thing, or with what it stood on. */
  first: Overtaken | null;
}

export interface Changed {
  readonly seq: number;
  /** More governors must agree first: nothing else has changed yet. */
  readonly proposed: boolean;
}

/**
 * Signs the changes as one entry, all or nothing; where a threshold asks for more governors, the entry opens a proposal of
 * them instead. Whoever writes at the same moment comes first: the changes are then pinned, weighed and judged anew by
 * what stands, and made or refused with the reason; refused too when that somebody changed the same thing.
 *
 * @param since the newest entry of what this member had looked at; left out: whatever stands is written over
 */
export async function change(
  { membership }: Pick<AdminPorts, 'membership'>,
  changes: readonly Change[],
  since?: number,
): AppResult<Changed> {
  const { log, signer, clock, crypto } = membership;
  const outcome: Outcome = { proposed: false, tooLarge: false, first: null };
  const made = await log.propose(async (state) => {
    const pinned = await withPins(membership, state, changes);
    if (!pinned.ok) return pinned;
    const by = { author: signer.member, device: signer.device, at: Math.max(clock.now(), state.at) };
    const plan = planOf(state, by, pinned.value);
    Object.assign(outcome, { proposed: false, tooLarge: false, first: null } satisfies Outcome);
    if (since !== undefined) {
      outcome.first = plan.ok
        ? overtaken(membership, since, state, plan.value.state)
        : refusedBy(membership, since, state, pinned.value);
    }
    // What is refused here is refused again, with the reason, by whoever was asked to sign it.
    if (!plan.ok) return pinned;
    if (outcome.first !== null) return ok([]);
    if (plan.value.governors === 1) return pinned;
    outcome.tooLarge = pinned.value.length > PROPOSED_MAX;
    if (outcome.tooLarge) return ok([]);
    outcome.proposed = true;
    const proposal = randomId<ProposalId>({ bytes: (length) => crypto.random(length) });
    const expiresAt = by.at + PROPOSAL_LIFE;
    const open: Action = { type: 'proposal.open', proposal, actions: pinned.value, expiresAt };
    return ok([open]);
  }, signer);
  const { first } = outcome;
  if (!made.ok) return err(refused(log.state(), made.error, first));
  if (first !== null) return err({ code: 'policy.overtaken', detail: '', params: { by: first.by, seq: first.seq } });
  if (outcome.tooLarge) return err({ code: 'policy.tooLarge', detail: `${changes.length} in a proposal` });
  return ok({ seq: made.value.seq, proposed: outcome.proposed });
}
