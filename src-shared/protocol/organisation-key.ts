import { concat, hex, u32, utf8 } from '../base/bytes.ts';
import { frameHeader, hasFrameHeader, readU32, FRAME_HEADER as START } from './frame.ts';

/*
 * A key of the organisation, sealed to each of its holders:
 *
 *   "SPOK" | version 1 | kind (1) | epoch (u32) | salt (32) | number of copies (u32) | 1 or 0 | previous (72), if 1
 *   | index: { tag (16) | BLAKE3 of the copy (32) } | copies (1168 each), in the order of the index
 *
 * What stands before the copies is the *head*. The policy log names the head's hash, so that whoever has fetched the head
 * can fetch their own copy alone and still know that it is the one that was meant.
 */

export const KEY_KINDS = ['directory', 'audit', 'recovery', 'billing'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export const KEY_OBJECT_VERSION = 1;
const MAGIC = 'SPOK';
const COPY_MAGIC = 'SPOC';
export const TAG_BYTES = 16;
export const SALT_BYTES = 32;
const HASH_BYTES = 32;
/** A 32-byte secret under `Crypto.sealTo`. */
export const COPY_BYTES = 1168;
/** The 32-byte secret of the epoch before under `Crypto.encrypt`. */
export const PREVIOUS_BYTES = 72;
export const COPIES_MAX = 32_768;
const ROW = TAG_BYTES + HASH_BYTES;
const OFFSET = { kind: START, epoch: START + 1, salt: START + 5, count: START + 5 + SALT_BYTES };
const FIXED = OFFSET.count + 5;
export const HEAD_MAX = FIXED + PREVIOUS_BYTES + COPIES_MAX * ROW;

export interface KeyHead {
  readonly kind: KeyKind;
  readonly epoch: number;
  readonly salt: Uint8Array;
  /**
   * The secret of the epoch before, encrypted under this one's; null for the first key of any other kind, and where its
   * maker had lost the one before. The directory's always has one.
   */
  readonly previous: Uint8Array | null;
  /** Sorted by tag, none twice. */
  readonly index: readonly { readonly tag: Uint8Array; readonly hash: Uint8Array }[];
}

export function encodeKeyHead({ kind, epoch, salt, previous, index }: KeyHead): Uint8Array {
  if (index.length > COPIES_MAX || (kind === 'directory' && previous === null)) {
    throw new RangeError('not the head of an organisation key');
  }
  return concat([
    frameHeader(MAGIC, KEY_OBJECT_VERSION),
    Uint8Array.of(KEY_KINDS.indexOf(kind)),
    u32(epoch),
    salt,
    u32(index.length),
    Uint8Array.of(previous === null ? 0 : 1),
    previous ?? new Uint8Array(),
    ...index.flatMap(({ tag, hash }) => [tag, hash]),
  ]);
}

/** Size of the head of an object that begins with these bytes (a few dozen suffice); null when it is none. */
export function keyHeadSize(start: Uint8Array): number | null {
  const kind = KEY_KINDS[start[OFFSET.kind] ?? KEY_KINDS.length];
  const epoch = readU32(start, OFFSET.epoch);
  const count = readU32(start, OFFSET.count);
  const previous = start[FIXED - 1] ?? 2;
  if (!hasFrameHeader(start, MAGIC, KEY_OBJECT_VERSION) || kind === undefined) return null;
  if (epoch === null || epoch < 1 || count === null || count > COPIES_MAX) return null;
  if (previous > 1 || (kind === 'directory' && previous === 0)) return null;
  return FIXED + previous * PREVIOUS_BYTES + count * ROW;
}

/** @returns null unless the bytes are a whole head, and nothing but that. */
export function decodeKeyHead(bytes: Uint8Array): KeyHead | null {
  const kind = KEY_KINDS[bytes[OFFSET.kind] ?? KEY_KINDS.length];
  if (kind === undefined || keyHeadSize(bytes) !== bytes.length) return null;
  const epoch = readU32(bytes, OFFSET.epoch) ?? 0;
  const start = FIXED + (bytes[FIXED - 1] ?? 0) * PREVIOUS_BYTES;
  const index: KeyHead['index'][number][] = [];
  for (let at = start; at < bytes.length; at += ROW) {
    const tag = bytes.subarray(at, at + TAG_BYTES);
    const last = index.at(-1);
    if (last !== undefined && compareTags(last.tag, tag) >= 0) return null;
    index.push({ tag, hash: bytes.subarray(at + TAG_BYTES, at + ROW) });
  }
  const salt = bytes.subarray(OFFSET.salt, OFFSET.count);
  return { kind, epoch, salt, index, previous: start === FIXED ? null : bytes.subarray(FIXED, start) };
}

/** Bytewise. */
export function compareTags(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < TAG_BYTES; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where in the object the copy at that place of the index lies. */
export function copyRange(headSize: number, place: number): { readonly start: number; readonly length: number } {
  return { start: headSize + place * COPY_BYTES, length: COPY_BYTES };
}

/** A copy for somebody who became a holder after the object was made: an object of its own. */
export function encodeAddedCopy(sealed: Uint8Array): Uint8Array {
  return concat([frameHeader(COPY_MAGIC, KEY_OBJECT_VERSION), sealed]);
}

export const ADDED_COPY_BYTES = START + COPY_BYTES;

/** @returns the sealed copy; null when this is none of this version. */
export function decodeAddedCopy(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length !== ADDED_COPY_BYTES || !hasFrameHeader(bytes, COPY_MAGIC, KEY_OBJECT_VERSION)) return null;
  return bytes.subarray(START);
}

/** First hexadecimal digits of the head's hash: two who rotate at once do not write over one another. */
const NAME_DIGITS = 16;

export const keysPrefix = (kind: KeyKind): string => `keys/${kind}/`;

/** @param copies the head's hash, hex: all of it, or its first 16 digits. */
export function keyObjectKey(kind: KeyKind, epoch: number, copies: string): string {
  return `${keysPrefix(kind)}${epoch.toString().padStart(10, '0')}-${copies.slice(0, NAME_DIGITS)}`;
}

export function addedCopyKey(kind: KeyKind, epoch: number, copies: string, tag: Uint8Array): string {
  return `${keyObjectKey(kind, epoch, copies)}.${hex(tag)}`;
}

export interface KeyObjectName {
  readonly epoch: number;
  /** The first 16 digits. */
  readonly copies: string;
  /** Hex; null: the object itself, not an added copy. */
  readonly tag: string | null;
}

/** @returns null when no such key is made by the functions above. */
export function parseKeyObjectKey(kind: KeyKind, key: string): KeyObjectName | null {
  if (!key.startsWith(keysPrefix(kind))) return null;
  const match = /^([0-9]{10})-([0-9a-f]{16})(?:\.([0-9a-f]{32}))?$/.exec(key.slice(keysPrefix(kind).length));
  const [, epoch, copies, tag] = match ?? [];
  return epoch === undefined || copies === undefined ? null : { epoch: Number(epoch), copies, tag: tag ?? null };
}

/** What everything about one key is bound to. */
export const keyParts = (organisation: string, kind: KeyKind, epoch: number): readonly Uint8Array[] => [
  utf8(organisation),
  utf8(kind),
  u32(epoch),
];
