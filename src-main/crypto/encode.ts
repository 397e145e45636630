import { concat, u32, utf8 } from '../../src-shared/base/bytes.ts';

/**
 * The one encoding of a label and a list of parts:
 *
 *     u32(length of label) label u32(number of parts) { u32(length of part) part }
 *
 * all numbers big-endian. No two different inputs encode alike, so what is signed or derived has one meaning.
 */
export function encodeParts(label: string, parts: readonly Uint8Array[]): Uint8Array {
  const name = utf8(label);
  return concat([u32(name.length), name, u32(parts.length), ...parts.flatMap((part) => [u32(part.length), part])]);
}
