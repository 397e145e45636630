import type { Random } from '../../src-shared/base/random.ts';
import type { Timer } from '../../src-shared/base/timer.ts';

export const SYNC_INTERVAL_MS = 4_000;
export const SYNC_MAX_DELAY_MS = 120_000;

/**
 * How long to wait after `failures` failed rounds in a row: doubling up to two minutes, and up to a quarter more by
 * chance, so that a hub that comes back is not met by everyone at once.
 *
 * @param chance 0 to 255
 */
export function syncDelay(failures: number, chance: number): number {
  const delay = Math.min(SYNC_MAX_DELAY_MS, SYNC_INTERVAL_MS * 2 ** Math.min(failures, 10));
  return Math.round(delay * (1 + (0.25 * chance) / 256));
}

export interface SyncLoop {
  start(): void;
  /** A round now, or the one under way; resolves when it is over. */
  now(): Promise<void>;
  /** No round begins any more; resolves when the one under way has stopped. */
  stop(): Promise<void>;
}

export interface SyncLoopPorts {
  readonly timer: Timer;
  readonly random: Random;
  /** One round; false when the hub could not be reached. Stops early when the signal is aborted. Must not reject. */
  readonly round: (signal: AbortSignal) => Promise<boolean>;
}

/** Rounds one after the other, never two at once. */
export function createSyncLoop({ timer, random, round }: SyncLoopPorts): SyncLoop {
  const aborter = new AbortController();
  let failures = 0;
  let running: Promise<void> | null = null;
  let cancel: () => void = () => {};

  const once = async (): Promise<void> => {
    const reached = await round(aborter.signal);
    failures = reached ? 0 : failures + 1;
    running = null;
    if (!aborter.signal.aborted) cancel = timer.after(syncDelay(failures, random.bytes(1)[0] ?? 0), () => void now());
  };
  const now = (): Promise<void> => {
    if (aborter.signal.aborted) return Promise.resolve();
    if (running === null) {
      cancel();
      running = once();
    }
    return running;
  };
  return {
    start: () => void now(),
    now,
    async stop() {
      aborter.abort();
      cancel();
      await running;
    },
  };
}
