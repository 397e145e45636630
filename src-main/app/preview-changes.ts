import { err, type Result } from '../../src-shared/base/result.ts';
import { type Simulation, simulate } from '../../src-shared/policy/query/simulate.ts';
import { type Change, withPins } from '../organisation/governance/pins.ts';
import type { Membership } from '../organisation/membership.ts';
import type { AppError } from './error.ts';
import { appError } from './error.ts';

/** What would come of the changes if this member signed them now: nothing is written. */
export async function previewChanges(
  membership: Membership,
  changes: readonly Change[],
  now: number,
): Promise<Result<Simulation, AppError>> {
  const { log, signer } = membership;
  const state = log.state();
  const actions = await withPins(membership, state, changes);
  if (!actions.ok) return err(appError(actions.error));
  const by = { author: signer.member, device: signer.device, at: Math.max(now, state.at) };
  const simulated = simulate(state, by, actions.value);
  return simulated.ok ? simulated : err(appError(simulated.error));
}
