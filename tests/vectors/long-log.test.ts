import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadBlake3 } from '../../src-main/crypto/blake3.ts';
import { cryptoOf } from '../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../src-main/crypto/port.ts';
import { loadKem } from '../../src-main/crypto/sodium/kem.ts';
import { openGenesis } from '../../src-main/organisation/genesis-codec.ts';
import { openSnapshot, sealSnapshot } from '../../src-main/organisation/snapshot/snapshot-codec.ts';
import { stateRoot } from '../../src-main/organisation/snapshot/state-root.ts';
import { verifyEntry } from '../../src-main/organisation/verify-entry.ts';
import { concat, fromHex, fromUtf8, hex, u32, utf8 } from '../../src-shared/base/bytes.ts';
import { fromBase64Url } from '../../src-shared/base/encoding.ts';
import type { OrganisationId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { genesisState } from '../../src-shared/policy/model/genesis-state.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import { parseState, type StateChunk, stateChunks } from '../../src-shared/policy/model/state-text.ts';
import { decodeTile, encodeTile, TILE_ENTRIES, tileKey } from '../../src-shared/protocol/log-tile.ts';
import { decodeStoredSnapshot, snapshotKey } from '../../src-shared/protocol/snapshot.ts';
import { sodiums } from '../unit/crypto/support.ts';
import { longLogVectorsSchema } from './long-log/schema.ts';

/* What version 1 has written, every later version reads (made by tests/vectors/long-log/make.ts, once). */

const file = new URL('./long-log/long-log.json', import.meta.url);
const vectors = longLogVectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const organisation = vectors.organisation as OrganisationId;
const parts = { kem: await loadKem(), blake3: await loadBlake3() };
const { blake3 } = parts;

function bytes(text: string, decode = fromHex): Uint8Array {
  const decoded = decode(text);
  if (decoded === null) throw new Error('not bytes');
  return decoded;
}
const binary = (text: string) => bytes(text, fromBase64Url);

const keys = vectors.directoryKeys.map((key) => bytes(key));
const directoryKey = (epoch: number): Uint8Array | null => keys[epoch] ?? null;
const tile = binary(vectors.tile.bytes);
const chunks: readonly StateChunk[] = vectors.state.chunks.map(({ name, text }) => ({ name, text: utf8(text) }));
const pause = () => Promise.resolve();
const rootAfter = (seq: number) => vectors.roots.find(({ after }) => after === seq)?.root;

function apply(crypto: Crypto, draft: StateDraft, stored: Uint8Array): void {
  const epoch = draft.directoryEpoch;
  unwrap(verifyEntry(crypto, draft, { epoch, key: directoryKey(epoch) ?? new Uint8Array() }, stored));
}

describe('a tile of version 1', () => {
  const entries = decodeTile(tile) ?? [];

  test('lies under its name and hash, and is made again from its entries byte for byte', () => {
    expect([tileKey(0), hex(blake3(tile))]).toEqual([vectors.tile.name, vectors.tile.hash]);
    expect(entries).toHaveLength(TILE_ENTRIES);
    expect(encodeTile(entries)).toEqual(tile);
    // By FORMAT.md alone.
    const written = concat([utf8('SPPT'), Uint8Array.of(1), ...entries.flatMap((each) => [u32(each.length), each])]);
    expect(Buffer.compare(written, tile)).toBe(0);
  });

  test('is none when it is cut off, goes on, has another version, or a length in it differs', () => {
    const changed = (at: number) => tile.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const second = 5 + 4 + (entries[0]?.length ?? 0);
    const others = [0, 3, 4, 8, second + 3].map(changed);
    for (const other of [...others, tile.slice(0, -1), concat([tile, Uint8Array.of(0)]), tile.slice(0, second)]) {
      expect(decodeTile(other)).toBeNull();
    }
  });
});

describe('the root of a state of version 1', () => {
  /** Another hand than the one that is tested: keys in the order of their code units, nothing between. */
  const canonical = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  };
  const itemsOf = (section: string): readonly unknown[] =>
    vectors.state.chunks
      .filter(({ name }) => name.startsWith(`${section}/`))
      .flatMap(({ text }) => JSON.parse(text) as readonly unknown[]);

  test('follows from the text by FORMAT.md alone', () => {
    for (const { name, text } of vectors.state.chunks) expect(canonical(JSON.parse(text)), name).toBe(text);
    const digests = vectors.state.digests.map(({ section, digest }) => {
      const items = itemsOf(section);
      expect(items.length, section).toBeGreaterThan(0);
      const text = utf8(JSON.stringify(items));
      const made = section === 'taken' ? text : concat(items.map((item) => blake3(utf8(canonical(item)))));
      expect(hex(blake3(made)), section).toBe(digest);
      return bytes(digest);
    });
    const label = utf8('sealpost/v1/policy/root');
    const all = [chunks[0]?.text ?? new Uint8Array(), ...digests];
    const encoded = concat([
      u32(label.length),
      label,
      u32(all.length),
      ...all.flatMap((part) => [u32(part.length), part]),
    ]);
    expect(hex(blake3(encoded))).toBe(rootAfter(vectors.state.after));
  });

  test('is that of the state as it is read from its text, in whatever order its maps were filled', () => {
    const state = unwrap(parseState(chunks));
    expect(state.head.seq).toBe(vectors.state.after);
    const backwards = Object.fromEntries(
      Object.entries(state).map(([name, value]) => [
        name,
        value instanceof Map ? new Map([...value].reverse()) : value,
      ]),
    ) as unknown as PolicyState;
    for (const each of [state, backwards]) {
      expect(stateRoot({ hash: blake3 }, each)).toBe(rootAfter(vectors.state.after));
      expect([...stateChunks(each)].map(({ name, text }) => ({ name, text: fromUtf8(text) }))).toEqual(
        vectors.state.chunks,
      );
    }
    // Entities are known again by identity: this one has other ones.
    const [name] = state.groups.keys();
    const groups = new Map([...state.groups].map(([id, group]) => [id, id === name ? { ...group, setBy: 5 } : group]));
    expect(stateRoot({ hash: blake3 }, { ...state, groups })).not.toBe(rootAfter(vectors.state.after));
  });
});

describe.each(sodiums)('over $name', (sodium) => {
  const unused = () => {
    throw new Error('nothing random in reading');
  };
  const crypto = cryptoOf({ ...parts, sodium, random: unused });
  const founded = () => unwrap(openGenesis(crypto, organisation, binary(vectors.genesis), keys[0] ?? new Uint8Array()));

  test('the log of version 1 is read through its tile, over a rotation, to the roots that it had', () => {
    const { founding, preset } = founded();
    const draft = new StateDraft(genesisState(founding, preset));
    const roots = new Map<number, string>([[0, stateRoot(crypto, draft)]]);
    const epochs = new Set<number>();
    for (const stored of [...(decodeTile(tile) ?? []), ...vectors.entries.map(binary)]) {
      epochs.add(draft.directoryEpoch);
      // Where it has a root in it, that is compared here.
      apply(crypto, draft, stored);
      roots.set(draft.head.seq, stateRoot(crypto, draft));
    }
    expect(draft.head).toEqual({ seq: TILE_ENTRIES + vectors.entries.length, hash: vectors.head });
    expect([...epochs]).toEqual(keys.map((_, epoch) => epoch));
    expect(vectors.roots.length).toBeGreaterThan(2);
    for (const { after, root } of vectors.roots) expect(roots.get(after)).toBe(root);
  });

  test.each(vectors.snapshots)(
    '$name of version 1 opens, and leads on',
    async ({ name, seq, epoch, hash, bytes: text }) => {
      const stored = binary(text);
      expect([snapshotKey(seq), hex(blake3(stored))]).toEqual([name, hash]);
      const state = unwrap(await openSnapshot(crypto, organisation, directoryKey, seq, stored, pause));
      expect([state.head.seq, stateRoot(crypto, state)]).toEqual([seq - 1, rootAfter(seq - 1)]);
      if (seq - 1 === vectors.state.after) expect(state).toEqual(unwrap(parseState(chunks)));
      const draft = new StateDraft(state);
      const all = [...(decodeTile(tile) ?? []), ...vectors.entries.map(binary)];
      for (const entry of all.slice(seq - 1)) apply(crypto, draft, entry);
      expect([draft.head.hash, stateRoot(crypto, draft)]).toEqual([vectors.head, rootAfter(all.length)]);

      // With the nonces that it was made with, it is made again byte for byte.
      const nonces = decodeStoredSnapshot(stored)?.parts.map((part) => part.slice(0, 24)) ?? [];
      const again = cryptoOf({ ...parts, sodium, random: () => nonces.shift() ?? unused() });
      const key = directoryKey(epoch) ?? new Uint8Array();
      expect(Buffer.compare(sealSnapshot(again, { epoch, key }, seq, state) ?? new Uint8Array(), stored)).toBe(0);
      expect(nonces).toEqual([]);
    },
  );

  test.each(vectors.snapshots)(
    '$name of version 1, altered or in another place, is none',
    async ({ seq, epoch, bytes: text }) => {
      const stored = binary(text);
      const open = async (other: Uint8Array, place = seq, of: string = organisation, key = directoryKey) => {
        const opened = await openSnapshot(crypto, of as OrganisationId, key, place, other, pause);
        return opened.ok ? 'opened' : opened.error.code;
      };
      const changed = (at: number) => stored.map((byte, index) => (index === at ? byte ^ 1 : byte));
      for (const at of [0, 3, 4]) expect(await open(changed(at))).toBe('snapshot.frame');
      // A byte of every part: of its nonce, of what is in it, of its tag.
      let begins = 9;
      for (const part of decodeStoredSnapshot(stored)?.parts ?? []) {
        begins += 4;
        for (const at of [0, 24, part.length - 1]) expect(await open(changed(begins + at))).toBe('snapshot.key');
        begins += part.length;
      }
      expect(begins).toBe(stored.length);
      expect(await open(changed(8))).toBe('snapshot.key');
      expect(await open(stored.slice(0, -1))).toBe('snapshot.frame');
      expect(await open(concat([stored, Uint8Array.of(0)]))).toBe('snapshot.frame');
      expect(await open(stored, seq + 1)).toBe('snapshot.key');
      expect(await open(stored, seq, 'ab'.repeat(32))).toBe('snapshot.key');
      expect(await open(stored, seq, organisation, () => directoryKey(1 - epoch))).toBe('snapshot.key');
      expect(await open(stored, seq, organisation, () => null)).toBe('snapshot.key');
      expect(await open(stored)).toBe('opened');
    },
  );
});
