import type { MemberId } from '../base/ids.ts';
import type { PolicyState } from './model.ts';

/** What can be asked. The whole model adds its permissions here. */
export const PERMISSIONS = {
  login: 'account.login',
  receive: 'pkg.receive',
  send: 'pkg.send',
  briefcase: 'pkg.briefcase',
  invite: 'user.invite',
  assignRole: 'role.assign',
  viewPolicy: 'policy.view',
} as const;
export type Permission = (typeof PERMISSIONS)[keyof typeof PERMISSIONS];

/** One step of a decision. `entry` is the sequence number of the log entry that set it (0 = genesis). */
export interface DecisionStep {
  readonly layer: 'state' | 'owner' | 'role' | 'target' | 'default';
  readonly effect: 'allow' | 'deny';
  readonly entry: number;
  /** A key of the message catalogue. */
  readonly reason: string;
}

/** Every decision, a denial by default included, names at least one step. */
export interface Decision {
  readonly allowed: boolean;
  readonly steps: readonly [DecisionStep, ...DecisionStep[]];
}

export type Decide = (state: PolicyState, member: MemberId, permission: Permission) => Decision;
