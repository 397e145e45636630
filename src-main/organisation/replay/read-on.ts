import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { HubError } from '../../hub/port.ts';
import { pause } from '../../system/pause.ts';
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

/** Pieces that are fetched, or in the threads, while an older one is judged: enough for four threads. */
const AHEAD = 6;
/** With fewer entries than this, handing them to a thread takes longer than it saves. */
const WORTH_A_THREAD = 16;
/** Entries judged at a stretch, a millisecond or two: then the window, the hub and the threads have their turn. */
const AT_A_STRETCH = 64;

/** A piece on its way, and how reading ends after it, where that is known. */
interface Coming extends Pick<Piece, 'tile'> {
  readonly entries: readonly Uint8Array[];
  readonly checking: Promise<readonly (CheckedEntry | null)[]> | null;
  /** Sequence number of the first of the next piece. */
  readonly next: number;
  readonly end: Reading | null;
}

/**
 * Fetches, has checked and judges what follows the newest accepted entry: three things at once, in one order. Stops at the
 * first entry that is not accepted, at the first that is not there, and at `until`.
 */
export async function readOn(source: LogSource, acceptance: Acceptance, options: ReadOptions = {}): Promise<Reading> {
  const until = options.until ?? Number.MAX_SAFE_INTEGER;
  let checker: EntryChecker | null = null;
  let ended = false;

  function check(first: number, entries: readonly Uint8Array[]): Coming['checking'] {
    if (options.checker === undefined || entries.length < WORTH_A_THREAD) return null;
    checker ??= options.checker(acceptance.state);
    return checker.check(first, entries, options.signal);
  }

  async function take(first: number): Promise<Coming> {
    const fetched = await source.fetch(first);
    if (!fetched.ok) {
      return { tile: null, entries: [], checking: null, next: first, end: { kind: 'failed', error: fetched.error } };
    }
    const { entries, tile } = fetched.value;
    const gap = entries.findIndex((entry) => !(entry instanceof Uint8Array));
    const whole = entries.slice(0, gap < 0 ? undefined : gap).filter((entry) => entry instanceof Uint8Array);
    const wanted = whole.slice(0, until - first + 1);
    const next = first + wanted.length;
    const beyond = gap < 0 ? null : ({ kind: 'end', seq: first + gap, beyond: entries.slice(gap) } as const);
    return {
      tile,
      entries: wanted,
      checking: check(first, wanted),
      next,
      end: next > until ? { kind: 'reached' } : beyond,
    };
  }

  async function takeAfter(before: Promise<Coming | null>): Promise<Coming | null> {
    const piece = await before;
    return piece === null || piece.end !== null || ended ? null : take(piece.next);
  }

  async function judge({ entries, checking, tile }: Coming): Promise<Reading | null> {
    const checked = await checking;
    for (const [index, stored] of entries.entries()) {
      if (index % AT_A_STRETCH === AT_A_STRETCH - 1) await pause();
      const found = checked?.[index] ?? null;
      const outcome = acceptance.add(stored, found);
      if (isStop(outcome)) return { kind: 'stopped', stop: outcome, tile };
      if (found === null) checker?.learn(outcome.actions);
    }
    return null;
  }

  let last: Promise<Coming | null> = take(acceptance.state.head.seq + 1);
  const coming = [last];
  try {
    for (;;) {
      while (coming.length <= AHEAD) {
        last = takeAfter(last);
        coming.push(last);
      }
      const piece = await coming.shift();
      // Behind the last piece there is nothing, and nobody looks there.
      if (piece === undefined || piece === null) throw new Error('read past the end of the log');
      const reading = (await judge(piece)) ?? piece.end;
      if (reading !== null) return reading;
    }
  } finally {
    ended = true;
    acceptance.flush();
    // Whoever reads on with this source begins when nothing is under way in it.
    await Promise.allSettled(coming);
  }
}
