import type { DeviceId, MemberId } from '../../base/ids.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Action } from '../action/action.ts';
import type { Acting } from '../apply/acting.ts';
import { perform, type Refusal, refusal, rehearse, SWEEPS_MAX } from '../apply/apply.ts';
import { governorsFor } from '../authorise/authorise.ts';
import { LAWS } from '../model/laws.ts';
import type { PolicyState } from '../model/state.ts';
import { StateDraft } from '../model/state-draft.ts';

export interface Plan {
  /** As it would be once as many as needed have agreed. */
  readonly state: PolicyState;
  /** How many distinct governors must agree, the author among them; 1: the entry alone is enough. */
  readonly governors: number;
}

/** What would come of the actions, and how many governors that takes. Refused is what no number of them could make good. */
export function planOf(
  state: PolicyState,
  by: { readonly author: MemberId; readonly device: DeviceId; readonly at: number },
  actions: readonly Action[],
): Result<Plan, Refusal> {
  const alone = rehearse(state, by, actions);
  if (alone.ok) return ok({ state: alone.value, governors: 1 });
  return asksForMore(alone.error) ? agreed(state, by, actions) : alone;
}

function asksForMore(error: Refusal): boolean {
  return error.code === 'policy.denied' && error.decision.steps.at(-1)?.reason === 'thresholdNeeded';
}

/** The actions as a proposal carries them out (`apply/proposals.ts`) when enough have agreed. */
function agreed(
  state: PolicyState,
  { author, at }: { readonly author: MemberId; readonly at: number },
  actions: readonly Action[],
): Result<Plan, Refusal> {
  const draft = new StateDraft(state);
  const seq = state.head.seq + 1;
  const acting: Acting = {
    seq,
    at,
    author,
    introduced: null,
    agreed: true,
    laws: LAWS,
    sweeps: { left: SWEEPS_MAX },
    perform,
  };
  let governors = 1;
  for (const [index, action] of actions.entries()) {
    governors = Math.max(governors, governorsFor(draft, { member: author, at, agreed: true }, action));
    const fault = perform(draft, acting, action);
    if (fault !== null) return err(refusal(index, fault));
  }
  return ok({ state: draft.freeze(), governors });
}
