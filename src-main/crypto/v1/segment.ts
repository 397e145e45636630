import { u32, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { encodeParts } from '../encode.ts';
import { LABEL } from '../labels.ts';
import { KEY_BYTES } from '../port.ts';
import { type Sodium, STREAM_HEADER_BYTES, STREAM_OVERHEAD_BYTES } from '../sodium/port.ts';
import { MAX_SEGMENTS, MESSAGE_BYTES, SEALED_MESSAGE_BYTES, SEALED_SEGMENT_BYTES, SEGMENT_BYTES } from './constants.ts';
import type { FormatError } from './error.ts';

/** Size of a sealed segment for `plain` bytes of plaintext, 1 to `SEGMENT_BYTES`. */
export function sealedSegmentSize(plain: number): number {
  if (!Number.isInteger(plain) || plain < 1 || plain > SEGMENT_BYTES) throw new RangeError('segment size');
  return STREAM_HEADER_BYTES + plain + Math.ceil(plain / MESSAGE_BYTES) * STREAM_OVERHEAD_BYTES;
}

/** Size of the plaintext of a sealed segment of that many bytes; null when no segment has that size. */
export function openedSegmentSize(sealed: number): number | null {
  if (!Number.isInteger(sealed) || sealed > SEALED_SEGMENT_BYTES) return null;
  const body = sealed - STREAM_HEADER_BYTES;
  if (body < STREAM_OVERHEAD_BYTES + 1) return null;
  const messages = Math.ceil(body / SEALED_MESSAGE_BYTES);
  const last = body - (messages - 1) * SEALED_MESSAGE_BYTES;
  // A last message without content is another way to write the segment without it: there is one way.
  return last <= STREAM_OVERHEAD_BYTES ? null : body - messages * STREAM_OVERHEAD_BYTES;
}

/** The key of one segment; `streamKey` comes from `streamKey()` of keys.ts. */
function segmentKey(sodium: Sodium, streamKey: Uint8Array, index: number): Uint8Array {
  return sodium.keyedHash(streamKey, encodeParts(LABEL.packageSegment, [u32(index)]), KEY_BYTES);
}

function checkIndex(streamKey: Uint8Array, index: number): void {
  if (streamKey.length !== KEY_BYTES) throw new RangeError('stream key must be 32 bytes');
  if (!Number.isInteger(index) || index < 0 || index >= MAX_SEGMENTS) throw new RangeError('segment index');
}

/** Where plaintext comes from: fills `into` with the next bytes. */
export type Fill<E> = (into: Uint8Array) => Result<void, E>;

/**
 * Seals one segment into `sealed`, whose length is `sealedSegmentSize` of the plaintext.
 *
 * @param header 24 random bytes. SECURITY: fresh each time, because a segment that is sealed again after a failure
 *   may have other content under the same key.
 * @param buffer scratch of `MESSAGE_BYTES`, overwritten with plaintext.
 */
export function sealSegment<E>(
  sodium: Sodium,
  streamKey: Uint8Array,
  index: number,
  header: Uint8Array,
  fill: Fill<E>,
  buffer: Uint8Array,
  sealed: Uint8Array,
): Result<void, E> {
  checkIndex(streamKey, index);
  const plain = openedSegmentSize(sealed.length);
  if (plain === null || header.length !== STREAM_HEADER_BYTES) throw new RangeError('segment size');
  const key = segmentKey(sodium, streamKey, index);
  const stream = sodium.sealStream(key, header);
  try {
    sealed.set(header);
    let from = 0;
    for (let to = STREAM_HEADER_BYTES; from < plain; to += SEALED_MESSAGE_BYTES) {
      const message = buffer.subarray(0, Math.min(MESSAGE_BYTES, plain - from));
      const filled = fill(message);
      if (!filled.ok) return filled;
      from += message.length;
      stream.push(message, from === plain, sealed.subarray(to, to + message.length + STREAM_OVERHEAD_BYTES));
    }
    return ok();
  } finally {
    stream.destroy();
    zero(key);
  }
}

/**
 * Opens a segment message by message. `place` says where each message goes, by its offset and length in the plaintext
 * of the segment; it is called for a message only after all earlier ones verified.
 *
 * SECURITY: what was placed may be used only once the whole has succeeded: a truncated segment fails at its end.
 *
 * @returns the length of the plaintext.
 */
export function openSegmentMessages(
  sodium: Sodium,
  streamKey: Uint8Array,
  index: number,
  sealed: Uint8Array,
  place: (offset: number, length: number) => Uint8Array,
): Result<number, FormatError> {
  checkIndex(streamKey, index);
  const plain = openedSegmentSize(sealed.length);
  if (plain === null) return err({ code: 'format.malformed', detail: 'segment size' });
  const key = segmentKey(sodium, streamKey, index);
  const stream = sodium.openStream(key, sealed.subarray(0, STREAM_HEADER_BYTES));
  try {
    let to = 0;
    for (let from = STREAM_HEADER_BYTES; to < plain; from += SEALED_MESSAGE_BYTES) {
      const length = Math.min(MESSAGE_BYTES, plain - to);
      const message = sealed.subarray(from, from + length + STREAM_OVERHEAD_BYTES);
      const tag = stream.pull(message, place(to, length));
      to += length;
      // INVARIANT: the final tag stands on the last message and on no other.
      if (tag !== (to === plain ? 'final' : 'message')) return err({ code: 'format.refused', detail: 'segment' });
    }
    return ok(plain);
  } finally {
    stream.destroy();
    zero(key);
  }
}

/** Opens a whole segment into the front of `plain`, and answers with how many bytes that were. */
export function openSegment(
  sodium: Sodium,
  streamKey: Uint8Array,
  index: number,
  sealed: Uint8Array,
  plain: Uint8Array,
): Result<number, FormatError> {
  const size = openedSegmentSize(sealed.length);
  if (size !== null && plain.length < size) throw new RangeError('buffer too small for the segment');
  const opened = openSegmentMessages(sodium, streamKey, index, sealed, (offset, length) =>
    plain.subarray(offset, offset + length),
  );
  // SECURITY: nothing of a segment that failed stays where a caller could use it by mistake.
  if (!opened.ok && size !== null) plain.fill(0, 0, size);
  return opened;
}
