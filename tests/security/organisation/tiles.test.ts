import { afterAll, expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { encodeTile, TILE_ENTRIES, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { entryKey, LOG_PREFIX } from '../../../src-shared/protocol/policy-entry.ts';
import { emptyHub, logReader } from '../../support/log-reader.ts';
import { longLog, putLog, putTiles } from '../../support/long-log.ts';
import { workerFile } from '../../support/worker-file.ts';

/* S25: tiles are hints. Whatever somebody puts in their place, a reader comes to the same state, or stops at the same entry. */

const crypto = await createCrypto();
const workers = createWorkers({ workerFile: workerFile(), count: 2 });
afterAll(() => workers.close());
const LENGTH = 2 * TILE_ENTRIES + 40;
const log = longLog(crypto, { members: 20, length: LENGTH });
const foreign = longLog(crypto, { members: 20, length: LENGTH });

/** How many single entries were asked for. */
function counted(hub: Hub) {
  const asked = { entries: 0 };
  const get: Hub['get'] = (key, options) => {
    if (key.startsWith(LOG_PREFIX)) asked.entries += 1;
    return hub.get(key, options);
  };
  return { asked, hub: { ...hub, get } };
}

async function scene() {
  const hub = await emptyHub(crypto);
  await putLog(hub, log);
  await putTiles(hub, log);
  return hub;
}

const tileOf = (entries: readonly Uint8Array[]): Uint8Array =>
  encodeTile(entries.slice(0, TILE_ENTRIES)) ?? new Uint8Array();
const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const honest = tileOf(log.entries);
const [one = new Uint8Array(), two = new Uint8Array(), ...others] = log.entries;
const HOSTILE: Readonly<Record<string, Uint8Array>> = {
  'nothing in it': new Uint8Array(),
  'something else in it': new Uint8Array(5_000).fill(7),
  'its last byte cut off': honest.slice(0, -1),
  'a bit flipped in its frame': flipped(honest, 2),
  'a bit flipped in a length': flipped(honest, 6),
  'a bit flipped in an entry': flipped(honest, honest.length >> 1),
  'two entries swapped': tileOf([two, one, ...others]),
  'an entry twice': tileOf([one, one, ...others]),
  'an entry left out': tileOf([one, ...others]),
  'the entries of another organisation': tileOf(foreign.entries),
};

test('a newcomer reads tiles instead of entries where there are any', async () => {
  const { asked, hub } = counted(await scene());
  const reader = await logReader(crypto, hub, log, workers);
  const opened = reader.open();
  expect(unwrap(await opened.sync())).toMatchObject({ added: LENGTH, head: log.state.head });
  expect(opened.state()).toEqual(log.state);
  expect(asked.entries).toBeLessThan(LENGTH / 3);
  expect(reader.open().state()).toEqual(log.state);
});

test.each(Object.entries(HOSTILE))('S25: a tile with %s is passed over', async (_, bytes) => {
  const hub = await scene();
  unwrap(await hub.put(tileKey(0), bytes.slice()));
  for (const threads of [undefined, workers]) {
    const reader = await logReader(crypto, hub, log, threads);
    const opened = reader.open();
    expect(unwrap(await opened.sync()).head).toEqual(log.state.head);
    expect([opened.alarm(), opened.state()]).toEqual([null, log.state]);
  }
});

test('S25: with every tile wrong a reader still comes through', async () => {
  const hub = await scene();
  for (const tile of [0, 1, 2, 3, 4]) unwrap(await hub.put(tileKey(tile), tileOf(foreign.entries)));
  const opened = (await logReader(crypto, hub, log, workers)).open();
  expect(unwrap(await opened.sync()).head).toEqual(log.state.head);
  expect(opened.state()).toEqual(log.state);
});

test('S25: a right tile does not hide that the hub has a wrong entry: who reads entries stops there, nobody goes further', async () => {
  const hub = await scene();
  const place = 300;
  unwrap(await hub.put(entryKey(place), flipped(log.entries[place - 1] ?? new Uint8Array(), 40)));
  unwrap(await hub.delete(tileKey(1)));
  const opened = (await logReader(crypto, hub, log, workers)).open();
  expect(await opened.sync()).toMatchObject({ ok: false, error: { code: 'log.refused', seq: place } });
  expect(opened.state().head.seq).toBe(place - 1);
});

test('S25: an alarm names the entry that was refused by itself, and what came before it is kept', async () => {
  const hub = await scene();
  const place = 300;
  const entries = log.entries.map((stored, index) => (index === place - 1 ? flipped(stored, 40) : stored));
  unwrap(await hub.put(entryKey(place), (entries[place - 1] ?? new Uint8Array()).slice()));
  await putTiles(hub, { entries });
  const reader = await logReader(crypto, hub, log, workers);
  expect(await reader.open().sync()).toMatchObject({ ok: false, error: { code: 'log.refused', seq: place } });
  expect(reader.open().state().head.seq).toBe(place - 1);
  unwrap(await hub.put(entryKey(place), (log.entries[place - 1] ?? new Uint8Array()).slice()));
  const again = reader.open();
  expect(unwrap(await again.sync()).head).toEqual(log.state.head);
  expect([again.alarm(), again.state()]).toEqual([null, log.state]);
});
