import type { DeviceId, MemberId, OrganisationId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { Action } from '../../src-shared/policy/action/action.ts';
import type { Refusal } from '../../src-shared/policy/apply/apply.ts';
import type { PolicyHead, PolicyState } from '../../src-shared/policy/model/state.ts';
import type { HubError } from '../hub/port.ts';
import type { Signer } from './entry-codec.ts';
import type { Lease } from './lease.ts';

/** The log cannot be trusted beyond `head`: shown as an alarm, and everything stops being written. */
export interface LogAlarm {
  readonly code:
    | 'log.refused' // an entry is damaged, foreign, unsigned, not permitted, of unknown kind, or withheld
    | 'log.rolledBack' // the hub holds less than we have seen, and it could not be put back
    | 'log.forked' // another entry stands where we have seen one
    | 'log.future' // dated more than two days ahead of this machine's clock
    | 'log.contradicted'; // a member says that another entry stands where ours does; their word alone, so nothing stops
  /** The entry that was refused. */
  readonly seq: number;
  /** The reason in one word or two, for logs and for support; holds no name. */
  readonly detail: string;
}

/** Whether a sync was stopped by an alarm; anything else that it answers with is the hub's. */
export const isAlarm = (error: { readonly code: string }): error is LogAlarm => error.code.startsWith('log.');

export interface LogEntryView {
  readonly seq: number;
  readonly hash: string;
  readonly at: number;
  readonly author: MemberId;
  readonly device: DeviceId;
  readonly actions: readonly { readonly type: string; readonly [field: string]: unknown }[];
}

export interface SyncReport {
  readonly head: PolicyHead;
  /** Entries that were new to us. */
  readonly added: number;
  /** Entries that the hub had lost and that we put back. */
  readonly restored: number;
}

export type ProposeError =
  | HubError
  | LogAlarm
  | Refusal
  | {
      readonly code:
        | 'policy.contended' // others wrote first, again and again
        | 'policy.tooLarge' // more actions than one entry holds
        | 'policy.leaseExpired'; // the hub does not answer, and has not for longer than the organisation allows
      readonly detail: string;
    };

/**
 * One profile's verified copy of its organisation's policy log. `state()` is always what the last accepted entry says;
 * entries once accepted are in the vault and are not asked of the hub again.
 */
export interface PolicyLog {
  readonly organisation: OrganisationId;
  state(): PolicyState;
  /**
   * What the last `sync` found wrong; remembered over restarts until a `sync` finds it right again. A signed fork stays, and
   * so does a root that the log does not lead to.
   */
  alarm(): LogAlarm | null;
  /** Fetches, verifies and stores what is new; puts back what the hub has lost. */
  sync(signal?: AbortSignal): Promise<Result<SyncReport, HubError | LogAlarm>>;
  /** Does this copy hold the log from genesis on? A newcomer's begins with a snapshot until `verifyHistory` is through. */
  isWhole(): boolean;
  /**
   * Fetches and verifies what lies before the snapshot that this copy began with. Takes its time, and goes on where it was
   * stopped; syncs may run meanwhile. What it finds wrong is an alarm like any other.
   */
  verifyHistory(signal?: AbortSignal): Promise<Result<void, HubError | LogAlarm>>;
  /** The newest entry that commits to a state; null: none that we know of. */
  lastRoot(): number | null;
  /** How old this copy is. */
  lease(): Lease;
  /**
   * Is this a head we have verified? null: we have not come that far (sync, then ask again), or it lies before the snapshot
   * that this copy began with, and that is not verified to the end.
   */
  knows(head: PolicyHead): boolean | null;
  /** State as of an accepted head, for judging a package by the policy its sender saw. Throws on an unknown seq. */
  stateAt(seq: number): PolicyState;
  /** Accepted entries, newest first. Genesis appears as one action, `organisation.found`. */
  history(before: number | null, limit: number): readonly LogEntryView[];
}

/** None: there is nothing to do any more, and no entry is made. */
export type MakeActions = (state: PolicyState) => Promise<Result<readonly Action[], HubError>>;

/** The log of a member who may also write. */
export interface WritableLog extends PolicyLog {
  /**
   * Signs the actions as one entry and appends it, re-reading and judging anew as often as somebody else was first. A
   * refusal by our own reading of the rules comes before anything is signed. Actions that depend on what stands are made
   * from the state that they are to follow, anew each time.
   */
  propose(actions: readonly Action[] | MakeActions, signer: Signer): Promise<Result<PolicyHead, ProposeError>>;
}
