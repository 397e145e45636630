import { PACKAGE_LIMITS } from '../../src-shared/protocol/package-limits.ts';

const SEGMENT = PACKAGE_LIMITS.segmentBytes;

/** Bytes `offset` to `offset + length` of file number `file` are what a segment holds from its byte `from`. */
export interface Piece {
  readonly file: number;
  readonly offset: number;
  readonly length: number;
  readonly from: number;
}

/**
 * Where every file lies in a package's one stream: `starts[i]` is the first byte of file i, the last entry the length
 * of all. Files lie back to back in the order of the table.
 */
export function streamStarts(files: readonly { readonly size: number }[]): readonly number[] {
  const starts = [0];
  let position = 0;
  for (const file of files) {
    position += file.size;
    starts.push(position);
  }
  return starts;
}

export function segmentCount(total: number): number {
  return Math.ceil(total / SEGMENT);
}

/** Index of the last file that starts at or before `position`. */
function fileAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Is the piece all of its file? Such a file lies in one segment. */
export function isWhole(file: { readonly size: number }, piece: Piece): boolean {
  return piece.length === file.size;
}

/** Does a file have to be put together from several segments (or from none, being empty)? */
export function isScattered(starts: readonly number[], file: number): boolean {
  const start = starts[file] ?? 0;
  const end = starts[file + 1] ?? 0;
  return start === end || Math.floor(start / SEGMENT) !== Math.floor((end - 1) / SEGMENT);
}

/** What segment `number` is made of, in order; empty files take no part. */
export function segmentPieces(starts: readonly number[], number: number): readonly Piece[] {
  const total = starts.at(-1) ?? 0;
  const begin = number * SEGMENT;
  const end = Math.min(begin + SEGMENT, total);
  const pieces: Piece[] = [];
  if (begin >= end) return pieces;
  for (let file = fileAt(starts, begin); file < starts.length - 1; file += 1) {
    const start = starts[file] ?? 0;
    if (start >= end) break;
    const from = Math.max(start, begin);
    const to = Math.min(starts[file + 1] ?? 0, end);
    if (to > from) pieces.push({ file, offset: from - start, length: to - from, from: from - begin });
  }
  return pieces;
}

/** The segments that hold any byte of the chosen files, in order. */
export function segmentsOf(starts: readonly number[], chosen: Iterable<number>): readonly number[] {
  const numbers = new Set<number>();
  for (const file of chosen) {
    const start = starts[file] ?? 0;
    const end = starts[file + 1] ?? 0;
    for (let number = Math.floor(start / SEGMENT); number * SEGMENT < end && end > start; number += 1) {
      numbers.add(number);
    }
  }
  return [...numbers].sort((a, b) => a - b);
}
