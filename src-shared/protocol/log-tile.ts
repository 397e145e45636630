import { concat, u32 } from '../base/bytes.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, readU32 } from './frame.ts';
import { ENTRY_MAX } from './policy-entry.ts';

/*
 * `tiles/<10 digits>`: the stored bytes of 256 entries in one object, so that a long log is fetched with a fraction of the
 * requests. Tile n holds the entries 256 n + 1 to 256 n + 256. A tile says nothing of its own: each entry in it is verified
 * like any other, and whoever has the entries can make it.
 */

export const TILE_ENTRIES = 256;
/** Entries that are larger together make no tile and are fetched one by one. */
export const TILE_MAX = 16 * 1024 * 1024;
const TILE_VERSION = 1;
const MAGIC = 'SPPT';
const LENGTH = 4;
export const TILE_PREFIX = 'tiles/';

export function tileKey(tile: number): string {
  return `${TILE_PREFIX}${tile.toString().padStart(10, '0')}`;
}

/** @returns null when the key is not one that `tileKey` makes. */
export function tileOfKey(key: string): number | null {
  return /^tiles\/[0-9]{10}$/.test(key) ? Number(key.slice(TILE_PREFIX.length)) : null;
}

/** The tile that an entry is in. */
export const tileOf = (seq: number): number => Math.floor((seq - 1) / TILE_ENTRIES);

/** The first entry of a tile. */
export const firstOfTile = (tile: number): number => tile * TILE_ENTRIES + 1;

/**
 * `SPPT`, version, then of each entry its length (u32) and its bytes: the same bytes whoever makes it.
 *
 * @returns null when it would be too large.
 * @throws RangeError when these are not 256.
 */
export function encodeTile(entries: readonly Uint8Array[]): Uint8Array | null {
  if (entries.length !== TILE_ENTRIES) throw new RangeError(`a tile of ${entries.length} entries`);
  const size = entries.reduce((sum, { length }) => sum + LENGTH + length, FRAME_HEADER);
  if (size > TILE_MAX) return null;
  return concat([frameHeader(MAGIC, TILE_VERSION), ...entries.flatMap((entry) => [u32(entry.length), entry])]);
}

/** @returns null when this is no tile of this version, whole and nothing after it. */
export function decodeTile(bytes: Uint8Array): readonly Uint8Array[] | null {
  if (bytes.length > TILE_MAX || !hasFrameHeader(bytes, MAGIC, TILE_VERSION)) return null;
  const entries: Uint8Array[] = [];
  let at = FRAME_HEADER;
  while (entries.length < TILE_ENTRIES) {
    const length = readU32(bytes, at);
    if (length === null || length > ENTRY_MAX || length > bytes.length - at - LENGTH) return null;
    entries.push(bytes.subarray(at + LENGTH, at + LENGTH + length));
    at += LENGTH + length;
  }
  return at === bytes.length ? entries : null;
}
