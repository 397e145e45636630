import type { Timer } from '../../src-shared/base/timer.ts';

export const systemTimer: Timer = {
  after(milliseconds, run) {
    const timeout = setTimeout(run, milliseconds);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
