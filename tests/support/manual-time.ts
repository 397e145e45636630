import type { Clock } from '../../src-shared/base/clock.ts';
import type { Timer } from '../../src-shared/base/timer.ts';

/** Time that passes when the test says so; timers run when theirs has come. */
export interface ManualTime extends Clock, Timer {
  pass(milliseconds: number): void;
  /** How many timers wait. */
  waiting(): number;
}

export function createManualTime(start = 1_000_000): ManualTime {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = next.at;
        next.run();
      }
      now = until;
    },
    waiting: () => timers.size,
  };
}
