import type { PackageId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';
import type { WorkError } from '../../crypto/port.ts';
import type { HubError } from '../../hub/port.ts';
import { jointWork } from '../joint-work.ts';
import { packageKeys } from '../keys.ts';
import type { FileEntry, PackageError } from '../port.ts';
import { isWhole, segmentPieces } from '../stream.ts';
import type { SaveContext } from './context.ts';
import { createEarlySync } from './early-sync.ts';
import type { Partial } from './partial.ts';

export interface SegmentRequest {
  readonly id: PackageId;
  readonly transfer: string;
  readonly stream: Uint8Array;
  readonly starts: readonly number[];
  /** Segments to fetch, and the hashes of all. */
  readonly numbers: readonly number[];
  readonly hashes: readonly Uint8Array[];
  /** Files wanted, by their index in the table. */
  readonly chosen: ReadonlyMap<number, FileEntry>;
  readonly partial: Partial;
}

/** Faults that may pass while a save is under way; tried again this often before the save fails. */
const PASSING: ReadonlySet<string> = new Set(['hub.io', 'hub.unreachable']);
const TRIES = 3;

function openFailure(error: WorkError, name: string): PackageError {
  switch (error.code) {
    case 'crypto.refused':
    case 'crypto.malformed':
      return { code: 'package.tampered', detail: name };
    case 'file.full':
      return { code: 'save.full', detail: error.detail };
    case 'file.write':
      return { code: 'save.target', detail: error.detail };
    default:
      return error;
  }
}

/**
 * Fetches segments and writes what is wanted of them, as many at once as there are slots. A segment is verified whole,
 * by its hash in the signed list and by its own authentication, before a byte of it is written.
 */
export async function fetchSegments(
  context: SaveContext,
  request: SegmentRequest,
  signal: AbortSignal,
): Promise<Result<void, PackageError>> {
  const { hub, workers, slots, book, timer, tuning } = context;
  const joint = jointWork(signal);

  const early = createEarlySync(joint.fail);

  async function fetch(number: number, into: Uint8Array): Promise<Result<Uint8Array | null, HubError>> {
    for (let attempt = 1; ; attempt += 1) {
      const got = await hub.get(packageKeys.segment(request.id, number), {
        maxBytes: PACKAGE_LIMITS.sealedSegmentBytes,
        into,
        signal: joint.signal,
      });
      if (got.ok || !PASSING.has(got.error.code) || attempt === TRIES || joint.signal.aborted) return got;
      const delay = tuning.retryDelays[attempt - 1] ?? 1000;
      await new Promise<void>((resolve) => {
        timer.after(delay, resolve);
      });
    }
  }

  async function open(number: number, memory: Uint8Array): Promise<void> {
    const wanted = segmentPieces(request.starts, number).flatMap((piece) => {
      const entry = request.chosen.get(piece.file);
      return entry === undefined ? [] : [{ piece, entry }];
    });
    const name = wanted[0]?.entry.path ?? '';
    const got = await fetch(number, memory);
    if (!got.ok)
      return joint.fail(got.error.code === 'hub.tooLarge' ? { code: 'package.tampered', detail: name } : got.error);
    if (got.value === null) return joint.fail({ code: 'package.gone', detail: name });
    const hash = request.hashes[number];
    if (hash === undefined) throw new Error('a segment without a hash');
    const pieces = wanted.map(({ piece, entry }) => ({
      from: piece.from,
      to: { path: request.partial.file(entry), offset: piece.offset, length: piece.length },
      ...(isWhole(entry, piece) ? { whole: { modifiedAt: entry.modifiedAt, sync: request.partial.syncs(entry) } } : {}),
    }));
    const opened = await workers.openSegment(request.stream, number, got.value, hash, pieces, joint.signal);
    if (!opened.ok) return joint.fail(openFailure(opened.error, name));
    for (const { piece, entry } of wanted) {
      if (!isWhole(entry, piece) && request.partial.syncs(entry)) early.note(request.partial.file(entry), piece.length);
    }
    book.advance(
      request.transfer,
      wanted.reduce((sum, { piece }) => sum + piece.length, 0),
    );
  }

  const running: Promise<void>[] = [];
  try {
    for (const number of request.numbers) {
      const release = await slots.take();
      if (joint.signal.aborted) {
        release();
        break;
      }
      const memory = workers.segmentMemory();
      const done = open(number, memory).finally(() => {
        workers.recycle({ ciphertext: memory });
        release();
      });
      running.push(done);
    }
    await Promise.all(running);
    await early.settled();
    return joint.failure === null ? ok() : err(joint.failure);
  } finally {
    joint.end();
  }
}
