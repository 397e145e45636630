import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentCount, segmentPieces, segmentsOf, streamStarts } from '../../../src-main/packages/stream.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';

const size = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 4 * PACKAGE_LIMITS.segmentBytes }),
  fc.constantFrom(PACKAGE_LIMITS.segmentBytes - 1, PACKAGE_LIMITS.segmentBytes, PACKAGE_LIMITS.segmentBytes + 1),
);
const files = fc.array(
  size.map((bytes) => ({ size: bytes })),
  { maxLength: 60 },
);

describe('the package stream', () => {
  it('covers every byte of every file once, in order, when cut into segments', () => {
    fc.assert(
      fc.property(files, (table) => {
        const starts = streamStarts(table);
        const total = starts.at(-1) ?? 0;
        let position = 0;
        for (let number = 0; number < segmentCount(total); number += 1) {
          let inside = 0;
          for (const piece of segmentPieces(starts, number)) {
            expect(piece.from).toBe(inside);
            expect((starts[piece.file] ?? 0) + piece.offset).toBe(position);
            expect(piece.length).toBeGreaterThan(0);
            inside += piece.length;
            position += piece.length;
          }
          expect(inside).toBe(Math.min(PACKAGE_LIMITS.segmentBytes, total - number * PACKAGE_LIMITS.segmentBytes));
        }
        expect(position).toBe(total);
      }),
      { numRuns: 500 },
    );
  });

  it('names exactly the segments that hold a byte of the chosen files', () => {
    fc.assert(
      fc.property(files, fc.array(fc.nat(59), { maxLength: 10 }), (table, picks) => {
        const starts = streamStarts(table);
        const chosen = new Set(picks.filter((pick) => pick < table.length));
        const expected: number[] = [];
        for (let number = 0; number < segmentCount(starts.at(-1) ?? 0); number += 1) {
          if (segmentPieces(starts, number).some((piece) => chosen.has(piece.file))) expected.push(number);
        }
        expect(segmentsOf(starts, chosen)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
