import { concat, equalBytes, u32, utf8 } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { HASH_BYTES } from '../port.ts';
import { FORMAT_VERSION, MAX_SEGMENTS } from './constants.ts';
import type { FormatError } from './error.ts';

const MAGIC = utf8('SPSL');
const OFFSET = { magic: 0, version: 4, count: 8, hashes: 12 } as const;

/** Of the stored list: the bound to fetch it with, for a reader who knows the number of segments. */
export function segmentListSize(count: number): number {
  return OFFSET.hashes + count * HASH_BYTES;
}

/** BLAKE3 of every sealed segment, in order. Its own hash stands in the signed envelope. */
export function encodeSegmentList(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length > MAX_SEGMENTS) throw new RangeError('number of segments');
  if (hashes.some(({ length }) => length !== HASH_BYTES)) throw new RangeError('size of a hash');
  return concat([MAGIC, u32(FORMAT_VERSION), u32(hashes.length), ...hashes]);
}

/** Views into the stored bytes. */
export function decodeSegmentList(bytes: Uint8Array): Result<readonly Uint8Array[], FormatError> {
  const malformed = err({ code: 'format.malformed', detail: 'segment list' } as const);
  if (bytes.length < OFFSET.hashes || !equalBytes(bytes.subarray(OFFSET.magic, OFFSET.version), MAGIC)) {
    return malformed;
  }
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = numbers.getUint32(OFFSET.version);
  if (version !== FORMAT_VERSION) return err({ code: 'format.version', detail: `segment list ${version}` });
  const count = numbers.getUint32(OFFSET.count);
  if (count > MAX_SEGMENTS) return err({ code: 'format.tooLarge', detail: 'segment list' });
  if (bytes.length !== segmentListSize(count)) return malformed;
  const at = (index: number) => OFFSET.hashes + index * HASH_BYTES;
  return ok(Array.from({ length: count }, (_, index) => bytes.subarray(at(index), at(index + 1))));
}
