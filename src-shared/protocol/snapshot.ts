import { concat, fromUtf8, u32, utf8 } from '../base/bytes.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, readU32, SEALING_OVERHEAD } from './frame.ts';

/*
 * `snapshots/<10 digits>`: the state before the entry of that number, which commits to it (`state.root`). Believed for
 * that alone: anyone may write it.
 */

/** 10,000 members come to some 37 MiB. */
export const SNAPSHOT_MAX = 256 * 1024 * 1024;
/** A part, before it is encrypted. */
export const SNAPSHOT_PART_MAX = 32 * 1024 * 1024;
const SNAPSHOT_VERSION = 1;
const MAGIC = 'SPPS';
const U32 = 4;
const HEADER = FRAME_HEADER + U32;
export const SNAPSHOT_PREFIX = 'snapshots/';

export function snapshotKey(seq: number): string {
  return `${SNAPSHOT_PREFIX}${seq.toString().padStart(10, '0')}`;
}

/** @returns null when the key is not one that `snapshotKey` makes. */
export function seqOfSnapshot(key: string): number | null {
  return /^snapshots\/[0-9]{10}$/.test(key) ? Number(key.slice(SNAPSHOT_PREFIX.length)) : null;
}

export interface StoredSnapshot {
  /** Of the directory key. */
  readonly epoch: number;
  /** Encrypted, in order. */
  readonly parts: readonly Uint8Array[];
}

export function encodeStoredSnapshot({ epoch, parts }: StoredSnapshot): Uint8Array {
  const lengths = parts.flatMap((part) => [u32(part.length), part]);
  return concat([frameHeader(MAGIC, SNAPSHOT_VERSION), u32(epoch), ...lengths]);
}

/** @returns null when this is no snapshot of this version. */
export function decodeStoredSnapshot(bytes: Uint8Array): StoredSnapshot | null {
  const epoch = readU32(bytes, FRAME_HEADER);
  if (epoch === null || bytes.length > SNAPSHOT_MAX || !hasFrameHeader(bytes, MAGIC, SNAPSHOT_VERSION)) return null;
  const parts: Uint8Array[] = [];
  for (let at = HEADER; at < bytes.length; ) {
    const length = readU32(bytes, at);
    if (length === null || length > SNAPSHOT_PART_MAX + SEALING_OVERHEAD || length > bytes.length - at - U32)
      return null;
    parts.push(bytes.subarray(at + U32, at + U32 + length));
    at += U32 + length;
  }
  return { epoch, parts };
}

/** One chunk of a state's text with its name: what is encrypted. */
export interface NamedText {
  readonly name: string;
  readonly text: Uint8Array;
}

export function encodeNamedText({ name, text }: NamedText): Uint8Array {
  const bytes = utf8(name);
  return concat([u32(bytes.length), bytes, text]);
}

/** @returns null when it is not one. */
export function decodeNamedText(bytes: Uint8Array): NamedText | null {
  const length = readU32(bytes, 0);
  if (length === null || length > bytes.length - U32) return null;
  try {
    return { name: fromUtf8(bytes.subarray(U32, U32 + length)), text: bytes.subarray(U32 + length) };
  } catch {
    return null;
  }
}
