import type { Clock } from '../../src-shared/base/clock.ts';

/** SECURITY: S15. The states of a profile's window, named. */
export const LOCK_STATES = { noProfile: 'noProfile', locked: 'locked', unlocked: 'unlocked' } as const;
export type LockState = (typeof LOCK_STATES)[keyof typeof LOCK_STATES];

/** What can happen to the machine, as the power monitor tells. */
export type PowerEvent = 'suspend' | 'lock-screen' | 'switch-user' | 'shutdown';

/** What the machine knows of the person. */
export interface PowerMonitor {
  /** Seconds since the person last touched mouse or keyboard, anywhere. */
  idleSeconds(): number;
}

/** Everything the decision needs; times in milliseconds. */
export interface LockFacts {
  readonly state: LockState;
  /** 0 never locks for idleness; suspend and screen lock always lock. */
  readonly lockAfterMinutes: number;
  readonly idleSeconds: number;
  readonly now: number;
  /** When this was last asked: a gap far longer than the interval means that the machine slept unannounced. */
  readonly lastTick: number;
}

export const TICK_MS = 5_000;

/** Whether to lock now, for idleness. */
export function locksWhenIdle(facts: LockFacts): boolean {
  if (facts.state !== LOCK_STATES.unlocked || facts.lockAfterMinutes === 0) return false;
  const limit = facts.lockAfterMinutes * 60;
  const slept = Math.max(0, facts.now - facts.lastTick - TICK_MS) / 1000;
  return facts.idleSeconds >= limit || slept >= limit;
}

export interface AutoLock {
  /** Ask every `TICK_MS`. */
  tick(): void;
  power(event: PowerEvent): void;
}

export interface AutoLockPorts {
  readonly clock: Clock;
  readonly monitor: PowerMonitor;
  readonly state: () => LockState;
  readonly lockAfterMinutes: () => number;
  readonly lock: (why: 'idle' | PowerEvent) => void;
}

export function createAutoLock(ports: AutoLockPorts): AutoLock {
  let lastTick = ports.clock.now();
  return {
    tick() {
      const now = ports.clock.now();
      const facts: LockFacts = {
        state: ports.state(),
        lockAfterMinutes: ports.lockAfterMinutes(),
        idleSeconds: ports.monitor.idleSeconds(),
        now,
        lastTick,
      };
      lastTick = now;
      if (locksWhenIdle(facts)) ports.lock('idle');
    },
    power(event) {
      if (ports.state() === LOCK_STATES.unlocked) ports.lock(event);
    },
  };
}
