import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../../src-main/crypto/port.ts';
import { COVER_BYTES, storedBytes } from '../../../src-main/organisation/entry-cover.ts';
import { createEntryStore, type EntryRow } from '../../../src-main/organisation/entry-store.ts';
import { fetchEntry, keyOf } from '../../../src-main/organisation/hub-log.ts';
import { writeTiles } from '../../../src-main/organisation/replay/write-tiles.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { encodeTile, TILE_ENTRIES, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { emptyHub, logReader } from '../../support/log-reader.ts';
import { longLog, putLog } from '../../support/long-log.ts';
import { withoutThreads } from '../../support/replay.ts';
import { sodiums, testCrypto } from '../../unit/crypto/support.ts';

const crypto = await createCrypto();
const log = longLog(crypto, { members: 12, length: TILE_ENTRIES + 20 });

/** Over either library. */
const cryptos = new Map<string, Crypto>(
  await Promise.all(sodiums.map(async (sodium) => [sodium.name, await testCrypto('covers', sodium)] as const)),
);

function over(name: string): Crypto {
  const found = cryptos.get(name);
  if (found === undefined) throw new Error(`no library ${name}`);
  return found;
}

async function copyOf(workers: Parameters<typeof logReader>[3]) {
  const hub = await emptyHub(crypto);
  await putLog(hub, log);
  const reader = await logReader(crypto, hub, log, workers);
  unwrap(await reader.open().sync());
  return { hub, reader, store: createEntryStore(reader.ports.database) };
}

const rowOf = (store: { entry(seq: number): EntryRow | null }, seq: number): EntryRow => {
  const row = store.entry(seq);
  if (row === null) throw new Error(`no entry ${seq}`);
  return row;
};

/** As a vault has it that was written before covers. */
function keepWhole({ ports }: { readonly ports: { readonly database: Database } }, seq: number): void {
  const sql = 'UPDATE policy_entry SET stored = ?, cover = NULL WHERE seq = ?';
  ports.database.run(sql, log.entries[seq - 1] ?? new Uint8Array(), seq);
}
type Database = Awaited<ReturnType<typeof copyOf>>['reader']['ports']['database'];

const threads = withoutThreads(crypto);

test.each([
  ['here', undefined],
  ['by a thread', threads],
])('S25: every entry checked %s is made again byte for byte', async (_, workers) => {
  const { reader, store } = await copyOf(workers);
  for (const [index, bytes] of log.entries.entries()) {
    const row = rowOf(store, index + 1);
    expect({ whole: row.stored.length, cover: row.cover?.length }).toEqual({ whole: 0, cover: COVER_BYTES });
    expect(Buffer.from(storedBytes(reader.ports, row)).equals(bytes)).toBe(true);
  }
});

test('S25: a hub that lost entries is given the same bytes, whether they were kept whole or not', async () => {
  const { hub, reader } = await copyOf(undefined);
  const lost = [3, 4, log.entries.length];
  keepWhole(reader, 3);
  for (const seq of lost) unwrap(await hub.delete(keyOf(seq)));
  expect(unwrap(await reader.open().sync()).restored).toBe(lost.length);
  for (const seq of lost) expect(unwrap(await fetchEntry(hub, seq))).toEqual(log.entries[seq - 1]);
});

test('S25: a tile of entries kept in both ways is the tile that everybody writes', async () => {
  const { hub, reader, store } = await copyOf(undefined);
  keepWhole(reader, 7);
  expect(unwrap(await writeTiles({ ...reader.ports, store }, log.entries.length))).toBe(1);
  const tile = unwrap(await hub.get(tileKey(0), { maxBytes: 16_777_216 }));
  expect(tile).toEqual(encodeTile(log.entries.slice(0, TILE_ENTRIES)));
});

test('S25: nothing is given under a nonce that was used for another text', async () => {
  const { reader, store } = await copyOf(undefined);
  const row = rowOf(store, 5);
  const others: readonly EntryRow[] = [
    { ...row, payload: rowOf(store, 6).payload },
    { ...row, cover: rowOf(store, 6).cover },
    { ...row, cover: Uint8Array.from(row.cover ?? [], (byte, index) => (index === COVER_BYTES - 1 ? byte ^ 1 : byte)) },
    { ...row, seq: 6 },
  ];
  for (const other of others) {
    expect(() => storedBytes(reader.ports, other)).toThrow('is not the one that was accepted');
  }
  expect(() => storedBytes({ ...reader.ports, directoryKey: () => null }, row)).toThrow('no directory key 0');
});

test.each([
  ['native', 'wasm'],
  ['wasm', 'native'],
])('S25: what was kept over %s comes out the same over %s, byte for byte', async (keeping, making) => {
  const [keeper, maker] = [over(keeping), over(making)];
  const hub = await emptyHub(crypto);
  await putLog(hub, log);
  const reader = await logReader(keeper, hub, log);
  unwrap(await reader.open().sync());
  const store = createEntryStore(reader.ports.database);
  const ports = { ...reader.ports, crypto: maker };
  const covers = new Set<string>();
  for (const [index, bytes] of log.entries.entries()) {
    const row = rowOf(store, index + 1);
    covers.add(hex(row.cover ?? new Uint8Array()));
    expect(Buffer.from(storedBytes(ports, row)).equals(bytes)).toBe(true);
  }
  // Each under a nonce of its own: nothing above compares an entry with itself.
  expect(covers.size).toBe(log.entries.length);
  expect(unwrap(await writeTiles({ ...ports, store }, log.entries.length))).toBe(1);
  expect(unwrap(await hub.get(tileKey(0), { maxBytes: 16_777_216 }))).toEqual(
    encodeTile(log.entries.slice(0, TILE_ENTRIES)),
  );
  const other = { ...rowOf(store, 5), payload: rowOf(store, 6).payload };
  expect(() => storedBytes(ports, other)).toThrow('is not the one that was accepted');
});
