import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareTags,
  decodeKeyHead,
  encodeKeyHead,
  HEAD_MAX,
  KEY_KINDS,
  keyHeadSize,
} from '../../../src-shared/protocol/organisation-key.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const head = fc
  .record({
    kind: fc.constantFrom(...KEY_KINDS),
    epoch: fc.integer({ min: 1, max: 1_000_000 }),
    salt: bytes(32),
    previous: bytes(72),
    hasPrevious: fc.boolean(),
    index: fc.uniqueArray(fc.record({ tag: bytes(16), hash: bytes(32) }), {
      maxLength: 40,
      comparator: (a, b) => compareTags(a.tag, b.tag) === 0,
    }),
  })
  .map(({ hasPrevious, index, previous, ...rest }) => ({
    ...rest,
    previous: hasPrevious || rest.kind === 'directory' ? previous : null,
    index: index.toSorted((a, b) => compareTags(a.tag, b.tag)),
  }));

describe('S21: the head of an organisation key', () => {
  test('is read back as it was written, from its first bytes on', () => {
    fc.assert(
      fc.property(head, (written) => {
        const encoded = encodeKeyHead(written);
        expect(decodeKeyHead(encoded)).toEqual(written);
        expect(keyHeadSize(encoded.subarray(0, 64))).toBe(encoded.length);
      }),
    );
  });

  test('is refused when a byte is missing or too many, or the index is not in order', () => {
    fc.assert(
      fc.property(head, fc.nat(), (written, cut) => {
        const encoded = encodeKeyHead(written);
        expect(decodeKeyHead(encoded.subarray(0, cut % encoded.length))).toBeNull();
        expect(decodeKeyHead(Uint8Array.from([...encoded, 0]))).toBeNull();
        if (written.index.length < 2) return;
        expect(decodeKeyHead(encodeKeyHead({ ...written, index: written.index.toReversed() }))).toBeNull();
      }),
    );
  });

  test('never asks for more than its bound, whatever the bytes say', () => {
    fc.assert(
      fc.property(head, fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), (written, noise, at) => {
        const encoded = encodeKeyHead(written).slice();
        encoded.set(noise.subarray(0, Math.max(0, encoded.length - (at % encoded.length))), at % encoded.length);
        const size = keyHeadSize(encoded);
        expect(size === null || size <= HEAD_MAX).toBe(true);
        const read = decodeKeyHead(encoded);
        expect(read === null || encodeKeyHead(read).length === encoded.length).toBe(true);
      }),
    );
  });
});
