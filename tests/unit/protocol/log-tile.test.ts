import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, u32 } from '../../../src-shared/base/bytes.ts';
import {
  decodeTile,
  encodeTile,
  firstOfTile,
  TILE_ENTRIES,
  tileKey,
  tileOf,
  tileOfKey,
} from '../../../src-shared/protocol/log-tile.ts';

const entries = Array.from({ length: TILE_ENTRIES }, (_, index) => new Uint8Array(index % 7).fill(index));
const tile = encodeTile(entries) ?? new Uint8Array();

test('a tile gives back its 256 entries, and is the same bytes whoever makes it', () => {
  expect(decodeTile(tile)).toEqual(entries);
  expect(encodeTile(entries.map((entry) => entry.slice()))).toEqual(tile);
});

test('a tile that is cut off, too long, of another kind or version is none', () => {
  for (let length = 0; length < tile.length; length += 1) expect(decodeTile(tile.slice(0, length))).toBeNull();
  expect(decodeTile(concat([tile, Uint8Array.of(0)]))).toBeNull();
  expect(decodeTile(concat([Uint8Array.of(0), tile.slice(1)]))).toBeNull();
  expect(decodeTile(concat([tile.slice(0, 4), Uint8Array.of(2), tile.slice(5)]))).toBeNull();
});

test('lengths beyond the end or beyond any entry are refused before anything is allocated', () => {
  for (const length of [7, 5 << 20, 0xffff_ffff]) {
    expect(decodeTile(concat([tile.slice(0, 5), u32(length), tile.slice(9)]))).toBeNull();
  }
});

test('no bytes whatever break the reader', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => void expect(decodeTile(bytes)).toBeNull()));
});

test('too large entries make no tile, and a tile of another number of entries is a mistake', () => {
  const large = new Uint8Array(1 << 20);
  expect(encodeTile(entries.map((entry, index) => (index < 16 ? large : entry)))).toBeNull();
  expect(() => encodeTile(entries.slice(1))).toThrow(RangeError);
});

test('keys and places of tiles', () => {
  expect([1, 256, 257, 512, 513].map(tileOf)).toEqual([0, 0, 1, 1, 2]);
  expect([0, 1, 2].map(firstOfTile)).toEqual([1, 257, 513]);
  expect(tileKey(3)).toBe('tiles/0000000003');
  expect(['tiles/0000000003', 'tiles/3', 'tiles/00000000x3', 'log/0000000003'].map(tileOfKey)).toEqual([
    3,
    null,
    null,
    null,
  ]);
});
