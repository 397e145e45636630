import type { Timer } from '../../src-shared/base/timer.ts';

/** Runs what is offered under a key at once, then at most once an interval: the last one offered wins. */
export interface Coalescer {
  offer(key: string, run: () => void): void;
  /** Forgets what is waiting. */
  clear(): void;
}

export function createCoalescer(timer: Timer, milliseconds: number): Coalescer {
  const waiting = new Map<string, { next: (() => void) | null; cancel: () => void }>();
  const settle = (key: string): void => {
    const entry = waiting.get(key);
    waiting.delete(key);
    if (entry?.next == null) return;
    entry.next();
    rest(key);
  };
  const rest = (key: string): void => {
    waiting.set(key, { next: null, cancel: timer.after(milliseconds, () => settle(key)) });
  };
  return {
    offer(key, run) {
      const entry = waiting.get(key);
      if (entry !== undefined) {
        entry.next = run;
        return;
      }
      run();
      rest(key);
    },
    clear() {
      for (const { cancel } of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
