import type { Clock } from '../../../src-shared/base/clock.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface PastClock extends Clock {
  pass(milliseconds: number): void;
  /** The time it really is. */
  real(): number;
}

/** The demo's people live in the past, so that lists look like days of work. Never ahead of the real clock. */
export function pastClock(real: Clock): PastClock {
  let behind = 9 * DAY;
  return {
    now: () => real.now() - behind,
    real: () => real.now(),
    pass(milliseconds) {
      behind = Math.max(0, behind - milliseconds);
    },
  };
}
