import type { Clock } from '../../src-shared/base/clock.ts';

export const systemClock: Clock = { now: () => Date.now() };
