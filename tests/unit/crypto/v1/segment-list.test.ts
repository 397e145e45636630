import { describe, expect, it } from 'vitest';
import { MAX_SEGMENTS } from '../../../../src-main/crypto/v1/constants.ts';
import { decodeSegmentList, encodeSegmentList, segmentListSize } from '../../../../src-main/crypto/v1/segment-list.ts';
import { concat, u32, utf8 } from '../../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../../src-shared/base/result.ts';
import { testRandom } from '../support.ts';

const random = testRandom('segment list');
const hashes = [random(32), random(32), random(32)];

describe('a segment list', () => {
  it('decodes to the hashes in order', () => {
    for (const list of [[], hashes.slice(0, 1), hashes]) {
      const stored = encodeSegmentList(list);
      expect(stored).toHaveLength(segmentListSize(list.length));
      expect(unwrap(decodeSegmentList(stored))).toEqual(list);
    }
  });

  it('S21 is refused cut, extended, of another format or version, or with another count', () => {
    const stored = encodeSegmentList(hashes);
    for (let length = 0; length < stored.length; length += 1) {
      expect(decodeSegmentList(stored.subarray(0, length)).ok).toBe(false);
    }
    const rest = stored.subarray(12);
    const code = (bytes: Uint8Array) => {
      const decoded = decodeSegmentList(bytes);
      return decoded.ok ? 'ok' : decoded.error.code;
    };
    expect(code(concat([stored, new Uint8Array(1)]))).toBe('format.malformed');
    expect(code(concat([utf8('SPKG'), u32(1), u32(3), rest]))).toBe('format.malformed');
    expect(code(concat([utf8('SPSL'), u32(2), u32(3), rest]))).toBe('format.version');
    expect(code(concat([utf8('SPSL'), u32(1), u32(2), rest]))).toBe('format.malformed');
    expect(code(concat([utf8('SPSL'), u32(1), u32(MAX_SEGMENTS + 1), rest]))).toBe('format.tooLarge');
  });

  it('cannot be made of anything but hashes', () => {
    expect(() => encodeSegmentList([new Uint8Array(31)])).toThrow(RangeError);
  });
});
