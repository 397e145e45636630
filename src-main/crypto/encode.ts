import { utf8 } from '../../src-shared/base/bytes.ts';

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
  const name = labelBytes(label);
  const encoded = new Uint8Array(parts.reduce((sum, { length }) => sum + 4 + length, name.length + 8));
  const numbers = new DataView(encoded.buffer);
  let at = 0;
  const number = (value: number) => {
    numbers.setUint32(at, value);
    at += 4;
  };
  const bytes = (part: Uint8Array) => {
    number(part.length);
    encoded.set(part, at);
    at += part.length;
  };
  bytes(name);
  number(parts.length);
  for (const part of parts) bytes(part);
  return encoded;
}
