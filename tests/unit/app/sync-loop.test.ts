import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHubMonitor } from '../../../src-main/app/hub-monitor.ts';
import { createSyncLoop, SYNC_INTERVAL_MS, SYNC_MAX_DELAY_MS, syncDelay } from '../../../src-main/app/sync-loop.ts';
import type { HubStatus } from '../../../src-shared/ipc/hub-contract.ts';
import { createManualTime } from '../../support/manual-time.ts';

const random = { bytes: (length: number) => new Uint8Array(length) };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the sync loop', () => {
  it('goes on by itself, one round after the other', async () => {
    const time = createManualTime();
    let rounds = 0;
    const loop = createSyncLoop({
      timer: time,
      random,
      round: async () => {
        rounds += 1;
        return true;
      },
    });
    loop.start();
    for (let i = 0; i < 3; i += 1) {
      await settle();
      time.pass(SYNC_INTERVAL_MS);
    }
    await settle();
    expect(rounds).toBe(4);
    await loop.stop();
  });

  it('waits longer after each failure, never longer than the most, and at once normally after a success', async () => {
    const time = createManualTime();
    const at: number[] = [];
    let reachable = false;
    const loop = createSyncLoop({
      timer: time,
      random,
      round: async () => {
        at.push(time.now());
        return reachable;
      },
    });
    loop.start();
    for (let i = 0; i < 400; i += 1) {
      await settle();
      time.pass(SYNC_INTERVAL_MS / 4);
    }
    const gaps = at.slice(1).map((each, index) => each - (at[index] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([8000, 16_000, 32_000, 64_000]);
    expect(Math.max(...gaps)).toBe(SYNC_MAX_DELAY_MS);
    reachable = true;
    await loop.now();
    const before = at.length;
    time.pass(SYNC_INTERVAL_MS);
    expect(at.length).toBe(before + 1);
    await loop.stop();
  });

  it('joins the round under way when it is asked for one, and none begins once it has stopped', async () => {
    const time = createManualTime();
    let rounds = 0;
    let end: () => void = () => {};
    let aborted = false;
    const loop = createSyncLoop({
      timer: time,
      random,
      round: (signal) =>
        new Promise((resolve) => {
          rounds += 1;
          end = () => resolve(true);
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve(false);
          });
        }),
    });
    const both = Promise.all([loop.now(), loop.now()]);
    end();
    await both;
    expect(rounds).toBe(1);
    void loop.now();
    await loop.stop();
    expect(aborted).toBe(true);
    await loop.now();
    time.pass(SYNC_MAX_DELAY_MS);
    expect(rounds).toBe(2);
    expect(time.waiting()).toBe(0);
  });

  it('has delays within their bounds for any number of failures and any chance', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 0, max: 255 }), (failures, chance) => {
        const delay = syncDelay(failures, chance);
        expect(delay).toBeGreaterThanOrEqual(SYNC_INTERVAL_MS);
        expect(delay).toBeLessThanOrEqual(SYNC_MAX_DELAY_MS * 1.25);
      }),
    );
  });
});

describe('the hub’s status', () => {
  let expired = false;
  const lease = () => ({ renewedAt: 1000, until: 2000, expired, sending: 'warn' as const });

  it('tells of changes only, and remembers when it last succeeded', () => {
    const time = createManualTime(1000);
    const told: HubStatus[] = [];
    const monitor = createHubMonitor('folder', time, lease, (status) => told.push(status));
    monitor.succeeded(null);
    time.pass(10);
    monitor.succeeded(null);
    expect(told.map(({ state }) => state)).toEqual(['online']);
    expect(monitor.status().lastSync).toBe(1010);
    monitor.failed({ code: 'hub.unreachable', detail: 'ENOENT' }, null);
    monitor.failed({ code: 'hub.unreachable', detail: 'ENOENT' }, null);
    expect(told.map(({ state }) => state)).toEqual(['online', 'offline']);
    expect(monitor.status()).toMatchObject({ lastSync: 1010, error: { code: 'hub.unreachable' } });
    monitor.succeeded({ code: 'log.forked', seq: 4, detail: 'signed' });
    expect(told.at(-1)?.alarm).toEqual({ code: 'log.forked', params: { seq: 4 } });
  });

  it('tells when the rules here have become too old, and when they are fresh again', () => {
    const told: HubStatus[] = [];
    const monitor = createHubMonitor('folder', createManualTime(1000), lease, (status) => told.push(status));
    monitor.failed({ code: 'hub.unreachable', detail: 'ENOENT' }, null);
    expired = true;
    expect(monitor.status().lease).toMatchObject({ expired: true, until: 2000 });
    monitor.failed({ code: 'hub.unreachable', detail: 'ENOENT' }, null);
    expired = false;
    monitor.succeeded(null);
    expect(told.map((status) => status.lease.expired)).toEqual([false, true, false]);
  });
});
