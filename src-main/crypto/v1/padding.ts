import { u32 } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { FormatError } from './error.ts';

const LENGTH_BYTES = 4;
/** So that short texts look alike. */
const LEAST = 512;

/**
 * Padmé (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019,
 * section 4): rounds up so that a length tells O(log log n) bits; at most 12 % longer, less the longer it is.
 */
export function paddedSize(length: number): number {
  if (!Number.isInteger(length) || length < 0 || length > 0x7fff_ffff) throw new RangeError('length to pad');
  if (length <= LEAST) return LEAST;
  const exponent = 31 - Math.clz32(length);
  const mantissa = 32 - Math.clz32(exponent);
  const step = 2 ** (exponent - mantissa);
  return Math.ceil(length / step) * step;
}

/** `u32(length) content zeros`, as long as Padmé says. */
export function pad(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedSize(LENGTH_BYTES + content.length));
  padded.set(u32(content.length));
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/** Strict inverse: another padded length or a byte other than zero in the padding is refused. A view, not a copy. */
export function unpad(padded: Uint8Array): Result<Uint8Array, FormatError> {
  const malformed = err({ code: 'format.malformed', detail: 'padding' } as const);
  if (padded.length < LENGTH_BYTES) return malformed;
  const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);
  const end = LENGTH_BYTES + length;
  if (end > padded.length || paddedSize(end) !== padded.length) return malformed;
  for (let at = end; at < padded.length; at += 1) if (padded[at] !== 0) return malformed;
  return ok(padded.subarray(LENGTH_BYTES, end));
}
