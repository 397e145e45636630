import { app, powerMonitor } from 'electron';
import type { Clock } from '../../src-shared/base/clock.ts';
import { createAutoLock, LOCK_STATES, type PowerEvent, TICK_MS } from '../app/auto-lock.ts';
import type { App } from '../app/port.ts';

/** SECURITY: S15. Locks all profiles when nobody is there. Call once the app is ready. */
export function watchPower(core: App, clock: Clock, lockAfterMinutes: () => number): void {
  const autoLock = createAutoLock({
    clock,
    monitor: { idleSeconds: () => powerMonitor.getSystemIdleTime() },
    state: () => (core.unlocked().length > 0 ? LOCK_STATES.unlocked : LOCK_STATES.locked),
    lockAfterMinutes,
    lock: () => {
      for (const profile of core.unlocked()) void core.lock(profile);
    },
  });
  const on = (event: PowerEvent) => (): void => autoLock.power(event);
  powerMonitor.on('suspend', on('suspend'));
  powerMonitor.on('lock-screen', on('lock-screen'));
  powerMonitor.on('shutdown', on('shutdown'));
  if (process.platform === 'darwin') powerMonitor.on('user-did-resign-active', on('switch-user'));
  const timer = setInterval(() => autoLock.tick(), TICK_MS);
  app.once('will-quit', () => clearInterval(timer));
}
