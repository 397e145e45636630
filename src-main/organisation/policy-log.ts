import type { DeviceId, MemberId, OrganisationId } from '../../src-shared/base/ids.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { PolicyHead, PolicyState } from '../../src-shared/policy/model.ts';
import type { HubError } from '../hub/port.ts';

/** The log cannot be trusted beyond `head`: shown as an alarm, and everything stops being written. */
export interface LogAlarm {
  readonly code:
    | 'log.refused' // an entry is damaged, foreign, unsigned, not permitted, of unknown kind
    | 'log.rolledBack' // the hub holds less than we have seen
    | 'log.forked' // another entry stands where we have seen one
    | 'log.future'; // dated more than two days ahead of this machine's clock
  /** The entry that was refused. */
  readonly seq: number;
  readonly detail: string;
}

export interface LogEntryView {
  readonly seq: number;
  readonly hash: string;
  readonly at: number;
  readonly author: MemberId;
  readonly device: DeviceId;
  readonly actions: readonly { readonly type: string; readonly [field: string]: unknown }[];
}

/**
 * One profile's verified copy of its organisation's policy log. `state()` is always what the last accepted entry says;
 * entries once accepted are in the vault and are not asked of the hub again.
 */
export interface PolicyLog {
  readonly organisation: OrganisationId;
  state(): PolicyState;
  alarm(): LogAlarm | null;
  /** Fetches, verifies and stores what is new. */
  sync(
    signal?: AbortSignal,
  ): Promise<Result<{ readonly head: PolicyHead; readonly added: number }, HubError | LogAlarm>>;
  /** Is this a head we have verified? null: we have not come that far (sync, then ask again). */
  knows(head: PolicyHead): boolean | null;
  /** State as of an accepted head, for judging a package by the policy its sender saw. Throws on an unknown seq. */
  stateAt(seq: number): PolicyState;
  /** Accepted entries, newest first. */
  history(before: number | null, limit: number): readonly LogEntryView[];
}
