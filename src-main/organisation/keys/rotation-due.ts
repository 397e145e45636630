import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/** Between two rotations of one key, whatever is asked for meanwhile: many removals in a row make few rotations. */
export const ROTATION_INTERVAL_MS = 5 * 60_000;
/** How long others leave it to the client of whoever shut somebody out. */
export const OTHERS_WAIT_MS = 15 * 60_000;

/**
 * The entry after which the first of those who are no longer members had the newest directory key in their hands; null:
 * nobody has. An invitation holds the key too, so one that was withdrawn counts, whether it was ever opened or not.
 */
export function directoryLostAt(state: PolicyState): number | null {
  let first: number | null = null;
  for (const { status, setBy } of state.members.values()) {
    const gone = status === 'removed' || status === 'disabled' || status === 'locked';
    if (gone && setBy.status > state.directorySetBy) first = Math.min(first ?? setBy.status, setBy.status);
  }
  return first;
}

/** An entry of the log, as much as waiting needs of it. */
export interface EntryFacts {
  /** null: not known to be anybody's. */
  readonly author: MemberId | null;
  readonly at: number;
}

/**
 * From when on this member's client rotates the key: at once for who wrote the entry that made it necessary, but never
 * sooner than `ROTATION_INTERVAL_MS` after the last rotation; later for the others, in case that client has gone.
 */
export function rotateFrom(me: MemberId, cause: EntryFacts, last: EntryFacts | null): number {
  const earliest = cause.author === me ? cause.at : cause.at + OTHERS_WAIT_MS;
  return Math.max(earliest, last === null ? 0 : last.at + ROTATION_INTERVAL_MS);
}
