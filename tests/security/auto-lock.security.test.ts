import { describe, expect, it } from 'vitest';
import { createAutoLock, LOCK_STATES, type LockState, TICK_MS } from '../../src-main/app/auto-lock.ts';
import { createManualTime } from '../support/manual-time.ts';

const MINUTE = 60_000;

function bench(lockAfterMinutes = 5, state: LockState = LOCK_STATES.unlocked) {
  const time = createManualTime();
  const locked: string[] = [];
  const facts = { idleSeconds: 0, lockAfterMinutes, state };
  const autoLock = createAutoLock({
    clock: time,
    monitor: { idleSeconds: () => facts.idleSeconds },
    state: () => facts.state,
    lockAfterMinutes: () => facts.lockAfterMinutes,
    lock(why) {
      locked.push(why);
      facts.state = LOCK_STATES.locked;
    },
  });
  /** Ticks go on for so long while nobody touches anything. */
  const idle = (milliseconds: number): void => {
    for (let passed = 0; passed < milliseconds; passed += TICK_MS) {
      time.pass(TICK_MS);
      facts.idleSeconds += TICK_MS / 1000;
      autoLock.tick();
    }
  };
  return { time, locked, facts, autoLock, idle };
}

describe('locking by itself (S15)', () => {
  it('S15 locks once when nobody touched anything for the minutes set, and not before', () => {
    const { idle, locked } = bench(5);
    idle(5 * MINUTE - TICK_MS);
    expect(locked).toEqual([]);
    idle(TICK_MS);
    expect(locked).toEqual(['idle']);
    idle(10 * MINUTE);
    expect(locked).toEqual(['idle']);
  });

  it('S15 stays open when somebody touches something in time', () => {
    const { idle, locked, facts } = bench(5);
    for (let i = 0; i < 10; i += 1) {
      idle(4 * MINUTE);
      facts.idleSeconds = 0;
    }
    expect(locked).toEqual([]);
  });

  it('S15 never locks for idleness when that is switched off, and follows a change of the setting at once', () => {
    const { idle, locked, facts } = bench(0);
    idle(60 * MINUTE);
    expect(locked).toEqual([]);
    facts.lockAfterMinutes = 1;
    idle(TICK_MS);
    expect(locked).toEqual(['idle']);
  });

  it('S15 locks when the machine slept without a word, although it counts no idle time', () => {
    const { time, locked, autoLock } = bench(5);
    time.pass(6 * MINUTE);
    autoLock.tick();
    expect(locked).toEqual(['idle']);
  });

  it('S15 is not upset when the clock is set back', () => {
    const { time, locked, autoLock } = bench(5);
    time.pass(-60 * MINUTE);
    autoLock.tick();
    expect(locked).toEqual([]);
  });

  it.each(['suspend', 'lock-screen', 'switch-user', 'shutdown'] as const)(
    'S15 locks at once on %s, also when idleness never locks',
    (event) => {
      const { autoLock, locked } = bench(0);
      autoLock.power(event);
      expect(locked).toEqual([event]);
    },
  );

  it.each([LOCK_STATES.noProfile, LOCK_STATES.locked])('S15 has nothing to do in the state %s', (state) => {
    const { autoLock, locked, idle } = bench(1, state);
    idle(5 * MINUTE);
    autoLock.power('suspend');
    expect(locked).toEqual([]);
  });
});
