import { concat, u32, utf8 } from '../base/bytes.ts';
import { SIGNATURE } from './schema.ts';

/*
 * Two small layouts that policy entries and invitation bundles share.
 *
 * A *signed text* is what is encrypted: length of the text (u32, big-endian), the text (UTF-8 JSON), an Ed25519 signature
 * over exactly these bytes of text. A *framed* object is what is stored: four letters, a version byte, what the kind adds,
 * then the ciphertext.
 */

const LENGTH = 4;
export const MAGIC = 4;
export const FRAME_HEADER = MAGIC + 1;
/** What `Crypto.encrypt` adds: nonce and tag. */
export const SEALING_OVERHEAD = 40;

export interface SignedText {
  readonly text: Uint8Array;
  readonly signature: Uint8Array;
}

export function encodeSignedText({ text, signature }: SignedText): Uint8Array {
  return concat([u32(text.length), text, signature]);
}

/** @returns null unless text and signature fill the bytes exactly. */
export function decodeSignedText(bytes: Uint8Array): SignedText | null {
  const length = readU32(bytes, 0);
  if (length === null || bytes.length !== LENGTH + length + SIGNATURE) return null;
  return { text: bytes.subarray(LENGTH, LENGTH + length), signature: bytes.subarray(LENGTH + length) };
}

/** Four ASCII letters and the version. */
export function frameHeader(magic: string, version: number): Uint8Array {
  return concat([utf8(magic), Uint8Array.of(version)]);
}

/** Does the object begin with these letters and this version? */
export function hasFrameHeader(bytes: Uint8Array, magic: string, version: number): boolean {
  for (let i = 0; i < MAGIC; i += 1) if (bytes[i] !== magic.charCodeAt(i)) return false;
  return bytes[MAGIC] === version;
}

/** Unsigned 32-bit big-endian; null past the end. */
export function readU32(bytes: Uint8Array, offset: number): number | null {
  const [a, b, c, d] = [bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
