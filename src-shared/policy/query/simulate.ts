import type { DeviceId, MemberId } from '../../base/ids.ts';
import { ok, type Result } from '../../base/result.ts';
import type { Action } from '../action/action.ts';
import type { Refusal } from '../apply/apply.ts';
import { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { PolicyState } from '../model/state.ts';
import { type Difference, diffCompiled } from './diff.ts';
import { health, type Warning } from './health.ts';
import { type Plan, planOf } from './plan.ts';

/** `state` as it would be; its newest entry has no hash of its own yet. */
export interface Simulation extends Plan, Consequences {}

export interface Consequences {
  readonly state: PolicyState;
  readonly diff: readonly Difference[];
  /** Of the state as it would be, as far as they are new. */
  readonly warnings: readonly Warning[];
}

/**
 * What would come of an entry with these actions, signed now: for showing before anybody signs it. `compiled`, where the
 * caller keeps one of this state, saves compiling it once more.
 */
export function simulate(
  state: PolicyState,
  by: { readonly author: MemberId; readonly device: DeviceId; readonly at: number },
  actions: readonly Action[],
  compiled?: CompiledPolicy,
): Result<Simulation, Refusal> {
  const planned = planOf(state, by, actions);
  if (!planned.ok) return planned;
  const before = compiled?.state === state ? compiled : CompiledPolicy.of(state);
  return ok({ ...planned.value, ...consequences(before, planned.value.state, by.at) });
}

/** What is other in the state given than in the one that is compiled. */
export function consequences(before: CompiledPolicy, state: PolicyState, at: number): Consequences {
  const after = before.copy();
  after.update(state);
  const warnings = newIn(health(after, at), health(before, at));
  return { state, diff: diffCompiled(before, after, at), warnings };
}

function newIn(now: readonly Warning[], before: readonly Warning[]): readonly Warning[] {
  return now.flatMap((warning): readonly Warning[] => {
    const known = before.find(({ code }) => code === warning.code);
    if (known === undefined) return [warning];
    if ('dangers' in warning) {
      const dangers = warning.dangers.filter((danger) => !('dangers' in known && known.dangers.includes(danger)));
      return dangers.length === 0 ? [] : [{ ...warning, dangers }];
    }
    const told = new Set(known.members);
    const members = warning.members.filter((member) => !told.has(member));
    return members.length === 0 ? [] : [{ ...warning, members }];
  });
}
