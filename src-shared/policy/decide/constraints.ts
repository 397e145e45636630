import type { MemberId } from '../../base/ids.ts';
import { CONSTRAINT_SETTINGS, type ConstraintSetting } from '../model/settings.ts';
import type { PolicyState } from '../model/state.ts';
import { decide, type Question } from './decide.ts';
import { allow, andThen, type Decision, deny, step } from './decision.ts';

/**
 * Does the constraint bind this member? `allowed`: it does not. At `selected` the exemption frees; at `everybody`
 * nothing does, and the owner is bound like anybody else. Whoever is not a member, or may not act, is bound wherever
 * an exemption is asked for.
 */
export function isBound(
  state: PolicyState,
  member: MemberId,
  setting: ConstraintSetting,
  question: Pick<Question, 'at' | 'laws'> = {},
): Decision {
  const { value, setBy } = state.settings[setting];
  const subject = { kind: 'setting', id: setting } as const;
  if (value === 'nobody') return allow(step('setting', 'allow', setBy, 'constraintNobody', subject));
  if (value === 'everybody') return deny(step('setting', 'deny', setBy, 'constraintEverybody', subject));
  const exemption = decide(state, member, CONSTRAINT_SETTINGS[setting].exemption, question);
  return exemption.allowed
    ? andThen(exemption, step('setting', 'allow', setBy, 'exempt', subject))
    : andThen(exemption, step('setting', 'deny', setBy, 'constraintSelected', subject));
}

export function needsApproval(state: PolicyState, member: MemberId, at: number = state.at): boolean {
  return !isBound(state, member, 'approval.required', { at }).allowed;
}
