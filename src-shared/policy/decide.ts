import type { MemberId } from '../base/ids.ts';
import type { PolicyState } from './model.ts';
import type { Permission } from './permissions.ts';
import { ROLE_DEFINITIONS } from './roles.ts';

/** Keys of the message catalogue: why a step allowed or denied. */
export const DECISION_REASONS = {
  active: 'decision.active',
  notMember: 'decision.notMember',
  notActive: 'decision.notActive',
  invited: 'decision.invited',
  notYourInvitation: 'decision.notYourInvitation',
  owner: 'decision.owner',
  roleAllows: 'decision.roleAllows',
  roleLacks: 'decision.roleLacks',
  targetUnknown: 'decision.targetUnknown',
  targetIsOwner: 'decision.targetIsOwner',
  targetOutranks: 'decision.targetOutranks',
  targetBelow: 'decision.targetBelow',
  grantExceeds: 'decision.grantExceeds',
  grantWithin: 'decision.grantWithin',
  roleIsUnique: 'decision.roleIsUnique',
} as const;
export type DecisionReason = (typeof DECISION_REASONS)[keyof typeof DECISION_REASONS];

/** One step of a decision. `entry` is the sequence number of the log entry that set it (0 = genesis). */
export interface DecisionStep {
  readonly layer: 'state' | 'owner' | 'role' | 'target' | 'default';
  readonly effect: 'allow' | 'deny';
  readonly entry: number;
  readonly reason: DecisionReason;
}

/**
 * Every decision, a denial by default included, names at least one step; the last step is the decisive one. The whole
 * model adds layers between `owner` and `default` and the steps they shadow.
 */
export interface Decision {
  readonly allowed: boolean;
  readonly steps: readonly [DecisionStep, ...DecisionStep[]];
}

export type Decide = (state: PolicyState, member: MemberId, permission: Permission) => Decision;

export function allow(...steps: readonly [DecisionStep, ...DecisionStep[]]): Decision {
  return { allowed: true, steps };
}

export function deny(...steps: readonly [DecisionStep, ...DecisionStep[]]): Decision {
  return { allowed: false, steps };
}

export function step(
  layer: DecisionStep['layer'],
  effect: DecisionStep['effect'],
  entry: number,
  reason: keyof typeof DECISION_REASONS,
): DecisionStep {
  return { layer, effect, entry, reason: DECISION_REASONS[reason] };
}

/**
 * May this member do this, by the state given? Layers, the first decisive one wins: account state, owner, role, deny.
 * Whoever is not in the log is denied, citing the head up to which nothing names them.
 */
export const decide: Decide = (state, id, permission) => {
  const member = state.members.get(id);
  if (member === undefined) return deny(step('state', 'deny', state.head.seq, 'notMember'));
  if (member.status !== 'active') return deny(step('state', 'deny', member.setBy.status, 'notActive'));
  const active = step('state', 'allow', member.setBy.status, 'active');
  if (id === state.owner) return allow(active, step('owner', 'allow', member.setBy.role, 'owner'));
  return ROLE_DEFINITIONS[member.role].permissions.has(permission)
    ? allow(active, step('role', 'allow', member.setBy.role, 'roleAllows'))
    : deny(active, step('default', 'deny', member.setBy.role, 'roleLacks'));
};
