import { execFileSync } from 'node:child_process';
import { readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderHub } from '../../../src-main/hub/folder-hub.ts';
import type { Hub, HubError } from '../../../src-main/hub/port.ts';
import type { Packages, TransferPhase } from '../../../src-main/packages/port.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { err, unwrap } from '../../../src-shared/base/result.ts';
import { listObjects } from '../../support/hub-objects.ts';
import { canMount } from '../../support/small-disk.ts';
import { deliver, draft, type Person, type World, worldForTest } from '../../support/world.ts';

const MIB = 1024 * 1024;
/** A small disk of its own: not every root may make one. */
const CAN_MOUNT = await canMount();

async function source(world: World, mib = 40): Promise<string> {
  const file = path.join(await world.directory(), 'data.bin');
  await writeFile(file, world.crypto.random(mib * MIB));
  return file;
}

/** Resolves when the transfer is in that phase. */
function reaches(packages: Packages, id: string, phase: TransferPhase, code?: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const now = packages.transfers().find((transfer) => transfer.id === id);
      return now?.phase === phase && (code === undefined || now.error?.code === code);
    };
    if (look()) return resolve();
    const stop = packages.subscribe(() => {
      if (!look()) return;
      stop();
      resolve();
    });
  });
}

async function savesWhole(world: World, person: Person, id: PackageId): Promise<void> {
  unwrap(await person.packages.sync());
  unwrap(await person.packages.contents(id, null));
  const transfer = unwrap(await person.packages.save(id, null, await world.directory()));
  expect((await person.packages.settled(transfer.id)).error).toBeNull();
}

/** The folder hub, with a switch that makes puts of segments fail. */
function faulty(hub: Hub): Hub & { fault: HubError | null; puts: string[] } {
  return {
    ...hub,
    fault: null,
    puts: [],
    async put(key, body, options) {
      this.puts.push(key);
      return this.fault === null ? hub.put(key, body, options) : err(this.fault);
    },
  };
}

describe('a hub that fails', () => {
  it('is waited for, and the upload goes on by itself, when it vanishes', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    let segments = 0;
    const away = `${world.hubPath}-away`;
    const hub: Hub = {
      ...ada.hub,
      async put(key, body, options) {
        const put = await ada.hub.put(key, body, options);
        segments += /\/s\//.test(key) && put.ok ? 1 : 0;
        if (segments === 2) {
          segments += 1;
          await rename(world.hubPath, away);
        }
        return put;
      },
    };
    await ada.restart({ hub, tuning: { checkpointSegments: 1 } });
    const file = await source(world, 100);
    const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [file] })));
    await reaches(ada.packages, id, 'waiting', 'hub.unreachable');
    await rename(away, world.hubPath);
    expect((await ada.packages.settled(id)).phase).toBe('done');
    await savesWhole(world, bob, id);
  });

  it.each(['hub.readOnly', 'hub.denied', 'hub.full', 'hub.io'] as const)(
    'says %s while it waits, and finishes once that is over',
    async (code) => {
      const world = await worldForTest();
      const ada = await world.add('Ada');
      const bob = await world.add('Bob');
      const hub = faulty(ada.hub);
      hub.fault = { code, detail: 'test' };
      await ada.restart({ hub });
      const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [await source(world)] })));
      await reaches(ada.packages, id, 'waiting', code);
      hub.fault = null;
      expect((await ada.packages.settled(id)).phase).toBe('done');
      await savesWhole(world, bob, id);
    },
  );

  it.runIf(CAN_MOUNT)('waits when a real disk is full, and goes on when there is room', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const disk = await world.directory('small-disk');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    try {
      execFileSync('cp', ['-a', `${world.hubPath}/.`, disk]);
      const hub = createFolderHub({ path: disk, random: world.random });
      await ada.restart({ hub });
      const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [await source(world)] })));
      await reaches(ada.packages, id, 'waiting', 'hub.full');
      execFileSync('mount', ['-o', 'remount,size=200m', disk]);
      expect((await ada.packages.settled(id)).phase).toBe('done');
      await bob.restart({ hub });
      await savesWhole(world, bob, id);
      await ada.packages.close();
      await bob.packages.close();
      await hub.close();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it.runIf(CAN_MOUNT)('saves nothing, and says save.full, when the disk of the receiver fills up', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const id = await deliver(ada, { recipients: [bob.id], paths: [await source(world)] });
    unwrap(await bob.packages.sync());
    unwrap(await bob.packages.contents(id, null));
    const disk = await world.directory('small-target');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=50m', 'tmpfs', disk]);
    try {
      // Room by the count when it begins; then somebody else takes it.
      const hub: Hub = {
        ...bob.hub,
        async get(key, options) {
          if (key.endsWith('/segments')) await writeFile(path.join(disk, 'other'), Buffer.alloc(30 * MIB));
          return bob.hub.get(key, options);
        },
      };
      await bob.restart({ hub });
      unwrap(await bob.packages.contents(id, null));
      const transfer = unwrap(await bob.packages.save(id, null, disk));
      expect(await bob.packages.settled(transfer.id)).toMatchObject({ phase: 'failed', error: { code: 'save.full' } });
      expect(await readdir(disk)).toEqual(['other']);
      const again = await bob.packages.save(id, null, disk);
      expect(again).toMatchObject({ ok: false, error: { code: 'save.full' } });
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it('leaves no trace of a save when it vanishes meanwhile, and the save succeeds later', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const id = await deliver(ada, { recipients: [bob.id], paths: [await source(world, 100)] });
    unwrap(await bob.packages.sync());
    let gets = 0;
    const away = `${world.hubPath}-away`;
    const hub: Hub = {
      ...bob.hub,
      async get(key, options) {
        gets += /\/s\//.test(key) ? 1 : 0;
        if (gets === 3) {
          gets += 1;
          await rename(world.hubPath, away);
        }
        return bob.hub.get(key, options);
      },
    };
    await bob.restart({ hub });
    unwrap(await bob.packages.contents(id, null));
    const target = await world.directory();
    const transfer = unwrap(await bob.packages.save(id, null, target));
    expect(await bob.packages.settled(transfer.id)).toMatchObject({
      phase: 'failed',
      error: { code: 'hub.unreachable' },
    });
    expect(await readdir(target)).toEqual([]);
    await rename(away, world.hubPath);
    await savesWhole(world, bob, id);
  });

  it('keeps the rest of the mailbox for the next time when it fails in the middle of a sync', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    for (let n = 0; n < 12; n += 1) await deliver(ada, { recipients: [bob.id], subject: `n${n}` });
    let gets = 0;
    const hub: Hub = {
      ...bob.hub,
      async get(key, options) {
        gets += 1;
        return gets % 7 === 0 ? err({ code: 'hub.io', detail: 'test' }) : bob.hub.get(key, options);
      },
    };
    await bob.restart({ hub });
    for (let round = 0; round < 20 && bob.packages.counts().inbox < 12; round += 1) await bob.packages.sync();
    expect(bob.packages.counts()).toMatchObject({ inbox: 12, unread: 12 });
  });

  it('takes receipts later when it refuses them, and never holds up anything else', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const id = await deliver(ada, { recipients: [bob.id] });
    const hub = faulty(bob.hub);
    hub.fault = { code: 'hub.readOnly', detail: 'test' };
    await bob.restart({ hub });
    expect(unwrap(await bob.packages.sync())).toEqual({ arrived: 1 });
    unwrap(await ada.packages.sync());
    expect(ada.packages.receipts(id)).toEqual([]);
    expect(bob.packages.row(id)).toMatchObject({ id, unread: true });
    hub.fault = null;
    bob.clock.ahead += 60_000;
    unwrap(await bob.packages.sync());
    unwrap(await ada.packages.sync());
    expect(ada.packages.receipts(id).map(({ kind }) => kind)).toEqual(['received']);
  });
});

describe('an upload under way', () => {
  it('does not send again what is durable on the hub when another process takes it up', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const number = (key: string): number => Number(/\/s\/(\d{8})$/.exec(key)?.[1] ?? -1);
    const stored: number[] = [];
    let allStored: () => void = () => {};
    const three = new Promise<void>((resolve) => {
      allStored = resolve;
    });
    const hub: Hub = {
      ...ada.hub,
      async put(key, body, options) {
        if (number(key) >= 3) {
          await three;
          return err({ code: 'hub.unreachable', detail: 'test' });
        }
        const put = await ada.hub.put(key, body, options);
        if (number(key) >= 0) stored.push(number(key));
        if (stored.length === 3) allStored();
        return put;
      },
    };
    await ada.restart({ hub });
    const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [await source(world, 100)] })));
    await reaches(ada.packages, id, 'waiting');
    expect(stored.sort()).toEqual([0, 1, 2]);
    const again: number[] = [];
    await ada.restart({
      hub: {
        ...ada.hub,
        put(key, body, options) {
          if (number(key) >= 0) again.push(number(key));
          return ada.hub.put(key, body, options);
        },
      },
    });
    expect((await ada.packages.settled(id)).phase).toBe('done');
    expect(again.sort()).toEqual([3, 4, 5, 6]);
    await savesWhole(world, bob, id);
  });

  it('is finished, and never begun anew, whatever goes wrong once recipients are being told', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    let refusals = 3;
    const hub: Hub = {
      ...ada.hub,
      async put(key, body, options) {
        refusals -= key.startsWith('mail/') ? 1 : 0;
        const refused = key.startsWith('mail/') && refusals > 0;
        return refused ? err({ code: 'hub.badKey', detail: 'test' }) : ada.hub.put(key, body, options);
      },
    };
    await ada.restart({ hub });
    const id = await deliver(ada, { recipients: [bob.id], paths: [await source(world, 1)] });
    expect(refusals).toBeLessThan(0);
    await savesWhole(world, bob, id);
  });

  it('stops when paused, also over a restart, and goes on when resumed', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const hub = faulty(ada.hub);
    await ada.restart({ hub, tuning: { checkpointSegments: 1 } });
    const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [await source(world, 64)] })));
    await reaches(ada.packages, id, 'transferring');
    ada.packages.pause(id);
    await reaches(ada.packages, id, 'paused');
    await ada.restart({ hub });
    expect(ada.packages.transfers()).toMatchObject([{ id, phase: 'paused' }]);
    ada.packages.resume(id);
    expect((await ada.packages.settled(id)).phase).toBe('done');
    await savesWhole(world, bob, id);
  });

  it('leaves nothing on the hub when it is cancelled, also when the hub is away at that moment', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const hub = faulty(ada.hub);
    await ada.restart({ hub });
    const file = await source(world, 64);
    const first = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [file] })));
    await reaches(ada.packages, first, 'transferring');
    await ada.packages.cancel(first);
    expect((await ada.packages.settled(first)).phase).toBe('cancelled');
    expect(await listObjects(ada.hub, `packages/${first}/`)).toEqual([]);

    const second = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [file] })));
    await reaches(ada.packages, second, 'transferring');
    await rename(world.hubPath, `${world.hubPath}-away`);
    await ada.packages.cancel(second);
    expect(ada.packages.transfers().find(({ id }) => id === second)?.phase).toBe('cancelled');
    await rename(`${world.hubPath}-away`, world.hubPath);
    // It removes what is there as soon as it can, in a later process if need be.
    await ada.restart();
    await expect.poll(() => listObjects(ada.hub, `packages/${second}/`)).toEqual([]);
    unwrap(await bob.packages.sync());
    expect(bob.packages.counts().inbox).toBe(0);
  });

  it('tells progress in bytes, ending at the whole', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    await ada.restart({ tuning: { progressMs: 0 } });
    const seen: number[] = [];
    ada.packages.subscribe((event) => {
      if (event.type === 'transfer') seen.push(event.transfer.bytesDone);
    });
    const file = await source(world, 64);
    await deliver(ada, { recipients: [bob.id], paths: [file] });
    expect(seen.at(-1)).toBe(64 * MIB);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(new Set(seen).size).toBe(5);
  });
});
