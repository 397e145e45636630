import { putU32, utf8 } from '../../src-shared/base/bytes.ts';

/** Labels are few, and each is encoded a hundred thousand times when a long log is read. */
const labels = new Map<string, Uint8Array>();

function labelBytes(label: string): Uint8Array {
  const known = labels.get(label);
  if (known !== undefined) return known;
  const bytes = utf8(label);
  labels.set(label, bytes);
  return bytes;
}

/**
 * The one encoding of a label and a list of parts:
 *
 *     u32(length of label) label u32(number of parts) { u32(length of part) part }
 *
 * all numbers big-endian. No two different inputs encode alike, so what is signed or derived has one meaning.
 */
export function encodeParts(label: string, parts: readonly Uint8Array[]): Uint8Array {
  return encodeInto(label, parts, (length) => new Uint8Array(length));
}

/** Larger than what a policy entry usually is; what is larger still gets memory of its own. */
const SCRATCH_BYTES = 16 * 1024;

/**
 * `encodeParts` into memory that the next call uses again: for what is read at once, as a signature's message is when it is
 * verified. Making the memory takes longer than filling it.
 */
export function scratchEncoder(): typeof encodeParts {
  const scratch = new Uint8Array(SCRATCH_BYTES);
  const take = (length: number) => (length > SCRATCH_BYTES ? new Uint8Array(length) : scratch.subarray(0, length));
  return (label, parts) => encodeInto(label, parts, take);
}

function encodeInto(label: string, parts: readonly Uint8Array[], take: (length: number) => Uint8Array): Uint8Array {
  const name = labelBytes(label);
  let length = name.length + 8;
  for (const part of parts) length += 4 + part.length;
  const encoded = take(length);
  let at = put(encoded, 0, name);
  putU32(encoded, at, parts.length);
  at += 4;
  for (const part of parts) at = put(encoded, at, part);
  return encoded;
}

/** @returns where the next one goes. */
function put(encoded: Uint8Array, at: number, part: Uint8Array): number {
  putU32(encoded, at, part.length);
  encoded.set(part, at + 4);
  return at + 4 + part.length;
}
