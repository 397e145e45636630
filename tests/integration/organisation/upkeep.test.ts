import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import type { Signer } from '../../../src-main/organisation/entry-codec.ts';
import { createEntryStore } from '../../../src-main/organisation/entry-store.ts';
import { beginFromSnapshot, listSnapshots } from '../../../src-main/organisation/snapshot/begin-from-snapshot.ts';
import { rootInterval } from '../../../src-main/organisation/snapshot/intervals.ts';
import { Upkeep } from '../../../src-main/organisation/snapshot/upkeep.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { encodeTile, TILE_PREFIX, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { emptyHub, logReader } from '../../support/log-reader.ts';
import { longLog, putLog } from '../../support/long-log.ts';

const crypto = await createCrypto();
const LENGTH = 1_200;
const log = longLog(crypto, { members: 10, length: LENGTH });
const [administrator, , , member] = log.people;

async function client(hub: Hub, signer: Signer | undefined) {
  if (signer === undefined) throw new Error('nobody');
  const reader = await logReader(crypto, hub, log);
  const opened = reader.open();
  unwrap(await opened.sync());
  const upkeep = new Upkeep({ ...reader.ports, store: createEntryStore(reader.ports.database), log: opened, signer });
  return { reader, log: opened, upkeep };
}

async function scene() {
  const hub = await emptyHub(crypto);
  await putLog(hub, log);
  return hub;
}

const tilesOn = async (hub: Hub) => unwrap(await hub.list(TILE_PREFIX, { limit: 100 })).keys;
const snapshotsOn = async (hub: Hub) => unwrap(await listSnapshots(hub, Number.MAX_SAFE_INTEGER));

test('the owner’s client writes the tiles, a root and its snapshot, once', async () => {
  const hub = await scene();
  const { log: opened, upkeep } = await client(hub, log.owner);
  unwrap(await upkeep.run());
  expect(await tilesOn(hub)).toEqual([0, 1, 2, 3].map(tileKey));
  expect(unwrap(await hub.get(tileKey(2), { maxBytes: 1 << 20 }))).toEqual(encodeTile(log.entries.slice(512, 768)));
  expect([opened.state().head.seq, opened.lastRoot()]).toEqual([LENGTH + 1, LENGTH + 1]);
  expect(await snapshotsOn(hub)).toEqual([LENGTH + 1]);
  unwrap(await upkeep.run());
  expect([opened.state().head.seq, await snapshotsOn(hub)]).toEqual([LENGTH + 1, [LENGTH + 1]]);
});

test('a newcomer begins with what it wrote, and everybody else accepts it', async () => {
  const hub = await scene();
  const { log: opened, upkeep } = await client(hub, log.owner);
  unwrap(await upkeep.run());
  const newcomer = await logReader(crypto, hub, log);
  expect(unwrap(await beginFromSnapshot(newcomer.ports, opened.state().head))).toBe(true);
  expect(newcomer.open().state()).toEqual(opened.state());
  const other = (await logReader(crypto, hub, log)).open();
  expect(unwrap(await other.sync()).head).toEqual(opened.state().head);
});

test('a member without a right to it writes tiles, and neither root nor snapshot', async () => {
  const hub = await scene();
  const { log: opened, upkeep } = await client(hub, member);
  unwrap(await upkeep.run());
  expect([await tilesOn(hub), await snapshotsOn(hub), opened.state().head.seq]).toEqual([
    [0, 1, 2, 3].map(tileKey),
    [],
    LENGTH,
  ]);
});

test('of several who want to write a root at once one does', async () => {
  const hub = await scene();
  const clients = await Promise.all([log.owner, administrator, log.owner].map((signer) => client(hub, signer)));
  for (const outcome of await Promise.all(clients.map(({ upkeep }) => upkeep.run()))) unwrap(outcome);
  for (const { log: opened } of clients) {
    expect(unwrap(await opened.sync()).head.seq).toBe(LENGTH + 1);
    expect(opened.alarm()).toBeNull();
  }
});

test('who began with a snapshot commits to no state before having verified the rest', async () => {
  const hub = await scene();
  const { log: opened, upkeep } = await client(hub, log.owner);
  unwrap(await upkeep.run());
  const newcomer = await logReader(crypto, hub, log);
  unwrap(await beginFromSnapshot(newcomer.ports, opened.state().head));
  const own = newcomer.open();
  const store = createEntryStore(newcomer.ports.database);
  const theirs = new Upkeep({ ...newcomer.ports, store, log: own, signer: log.owner });
  unwrap(await hub.delete(snapshotKey(LENGTH + 1)));
  unwrap(await theirs.run());
  expect(await snapshotsOn(hub)).toEqual([]);
  unwrap(await own.verifyHistory());
  unwrap(await theirs.run());
  expect(await snapshotsOn(hub)).toEqual([LENGTH + 1]);
});

test('roots are as far apart as hashing all members is worth', () => {
  const members = (size: number) => ({ members: { size } as ReadonlyMap<never, never> });
  expect([1, 512, 513, 10_000].map((size) => rootInterval(members(size)))).toEqual([1_024, 1_024, 1_026, 20_000]);
});
