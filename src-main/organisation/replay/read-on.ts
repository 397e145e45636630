import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { HubError } from '../../hub/port.ts';
import type { Fetched } from '../hub-log.ts';
import { type Acceptance, isStop, type Stop } from './acceptance.ts';
import type { CheckedEntry } from './checked-entry.ts';
import type { EntryChecker } from './entry-checker.ts';
import type { LogSource, Piece } from './log-source.ts';

/** How reading came to its end. Everything accepted before has been kept. */
export type Reading =
  /** Nothing at `seq`. `beyond`: what was found there and after it, when it was asked for. */
  | { readonly kind: 'end'; readonly seq: number; readonly beyond: readonly Fetched[] }
  /** The entry that was asked for is the newest accepted. */
  | { readonly kind: 'reached' }
  | { readonly kind: 'stopped'; readonly stop: Stop; readonly tile: number | null }
  | { readonly kind: 'failed'; readonly error: HubError };

export interface ReadOptions {
  /** Reads no further than this entry. */
  readonly until?: number;
  /** Threads that check entries beforehand; made when there are many. */
  readonly checker?: (state: PolicyState) => EntryChecker;
  readonly signal?: AbortSignal;
}

/** Pieces whose entries are in the threads while an older one is judged: enough for four threads. */
const AHEAD = 4;
/** With fewer entries than this, handing them to a thread takes longer than it saves. */
const WORTH_A_THREAD = 16;

interface Pending extends Pick<Piece, 'tile'> {
  readonly entries: readonly Uint8Array[];
  readonly checking: Promise<readonly (CheckedEntry | null)[]> | null;
}

/**
 * Fetches, has checked and judges what follows the newest accepted entry: three things at once, in one order. Stops at the
 * first entry that is not accepted, at the first that is not there, and at `until`.
 */
export async function readOn(source: LogSource, acceptance: Acceptance, options: ReadOptions = {}): Promise<Reading> {
  const pending: Pending[] = [];
  const until = options.until ?? Number.MAX_SAFE_INTEGER;
  let checker: EntryChecker | null = null;

  function begin(first: number, entries: readonly Uint8Array[], tile: number | null): Pending {
    if (options.checker === undefined || entries.length < WORTH_A_THREAD) return { tile, entries, checking: null };
    checker ??= options.checker(acceptance.state);
    return { tile, entries, checking: checker.check(first, entries, options.signal) };
  }

  /** Judges until only so many pieces are left. */
  async function settle(left: number): Promise<Reading | null> {
    while (pending.length > left) {
      const piece = pending.shift();
      if (piece === undefined) return null;
      const checked = await piece.checking;
      for (const [index, stored] of piece.entries.entries()) {
        const found = checked?.[index] ?? null;
        const outcome = acceptance.add(stored, found);
        if (isStop(outcome)) return { kind: 'stopped', stop: outcome, tile: piece.tile };
        if (found === null) checker?.learn(outcome.actions);
      }
    }
    return null;
  }

  async function read(): Promise<Reading> {
    let coming = source.fetch(acceptance.state.head.seq + 1);
    for (;;) {
      const fetched = await coming;
      if (!fetched.ok) return (await settle(0)) ?? { kind: 'failed', error: fetched.error };
      const { first, entries, tile } = fetched.value;
      const gap = entries.findIndex((entry) => !(entry instanceof Uint8Array));
      const whole = entries.slice(0, gap < 0 ? undefined : gap).filter((entry) => entry instanceof Uint8Array);
      const wanted = whole.slice(0, until - first + 1);
      const last = first + wanted.length - 1;
      const more = gap < 0 && last < until;
      if (more) coming = source.fetch(last + 1);
      pending.push(begin(first, wanted, tile));
      const stopped = await settle(more ? AHEAD : 0);
      if (stopped !== null) return stopped;
      if (last >= until) return { kind: 'reached' };
      if (gap >= 0) return { kind: 'end', seq: first + gap, beyond: entries.slice(gap) };
    }
  }

  try {
    return await read();
  } finally {
    acceptance.flush();
  }
}
