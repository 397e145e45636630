import { access, constants } from 'node:fs/promises';
import { zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';
import type { WorkError } from '../../crypto/port.ts';
import { packageIdBytes, rootKey, streamKey } from '../../crypto/v1/keys.ts';
import { jointWork } from '../joint-work.ts';
import { packageKeys } from '../keys.ts';
import type { PackageError } from '../port.ts';
import type { OutboxFile, OutboxJob } from '../store/outbox-rows.ts';
import { type Piece, segmentCount, segmentPieces, streamStarts } from '../stream.ts';
import type { SendContext } from './context.ts';
import { findChanged } from './scan.ts';

interface Stored {
  readonly number: number;
  readonly hash: Uint8Array;
}

const segmentSize = (total: number, number: number): number =>
  Math.min(PACKAGE_LIMITS.segmentBytes, total - number * PACKAGE_LIMITS.segmentBytes);

/** Puts the name, as the person knows it, in the place of a system code. */
async function nameFailure(
  error: WorkError,
  files: readonly OutboxFile[],
  pieces: readonly Piece[],
): Promise<PackageError> {
  if (error.code !== 'file.changed' && error.code !== 'file.read') return error;
  const involved = [...new Set(pieces.map((piece) => piece.file))].flatMap((index) => files[index] ?? []);
  const changed = await findChanged(involved);
  if (changed !== null) return { code: 'file.changed', detail: changed };
  for (const file of involved) {
    const readable = await access(file.source, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (!readable) return { code: 'file.read', detail: file.path };
  }
  return { code: error.code, detail: involved[0]?.path ?? '' };
}

/** What of an upload is durable; the vault learns of a segment only then, so that a power cut cannot make it lie. */
class Checkpoints {
  readonly #context: SendContext;
  readonly #job: OutboxJob;
  #stored: Stored[] = [];
  #since: number;
  #running: Promise<Result<void, PackageError>> | null = null;

  constructor(context: SendContext, job: OutboxJob) {
    this.#context = context;
    this.#job = job;
    this.#since = context.clock.now();
  }

  async #flush(): Promise<Result<void, PackageError>> {
    const batch = this.#stored;
    this.#stored = [];
    if (batch.length === 0) return ok();
    const flushed = await this.#context.hub.flush();
    if (!flushed.ok) return flushed;
    this.#context.rows.segmentsStored(this.#job.id, batch);
    return ok();
  }

  /** Notes a segment; now and then makes what came so far durable, while others are under way. */
  async add(stored: Stored): Promise<Result<void, PackageError>> {
    this.#stored.push(stored);
    const { tuning, clock } = this.#context;
    const due = this.#stored.length >= tuning.checkpointSegments || clock.now() - this.#since >= tuning.checkpointMs;
    if (!due || this.#running !== null) return ok();
    this.#since = clock.now();
    this.#running = this.#flush();
    const result = await this.#running;
    this.#running = null;
    return result;
  }

  async finish(): Promise<Result<void, PackageError>> {
    await this.#running;
    return this.#flush();
  }
}

/**
 * Seals and stores the segments that are not there yet: as many at once as there are slots, each sealed in a worker
 * straight from the files and put to the hub, so that no copy is ever made.
 *
 * INVARIANT: S27. A segment is sealed under the job's content key from the files as they were scanned; one that was
 * stored but not recorded is sealed again (under a fresh stream header) and replaces what is there.
 */
export async function uploadSegments(
  context: SendContext,
  job: OutboxJob,
  signal: AbortSignal,
): Promise<Result<void, PackageError>> {
  const { hub, workers, slots, book, crypto, rows } = context;
  const files = rows.files(job.id);
  const starts = streamStarts(files);
  const done = rows.segments(job.id);
  const pending: number[] = [];
  let bytesDone = 0;
  for (let number = 0; number < segmentCount(job.total); number += 1) {
    if (done.has(number)) bytesDone += segmentSize(job.total, number);
    else pending.push(number);
  }
  book.update(job.id, { phase: 'transferring', bytesDone });

  const id = packageIdBytes(job.id);
  const root = rootKey(crypto, job.contentKey, id, job.passwordKey);
  const stream = streamKey(crypto, root, id);
  const checkpoints = new Checkpoints(context, job);
  const joint = jointWork(signal);

  const store = async (number: number): Promise<void> => {
    const pieces = segmentPieces(starts, number);
    const extents = pieces.map((piece) => ({
      path: files[piece.file]?.source ?? '',
      offset: piece.offset,
      length: piece.length,
    }));
    const sealed = await workers.sealSegment(stream, number, extents, joint.signal);
    if (!sealed.ok) return joint.fail(await nameFailure(sealed.error, files, pieces));
    const key = packageKeys.segment(job.id, number);
    const put = await hub.put(key, sealed.value.ciphertext, { durable: 'flush', signal: joint.signal });
    const hash = Uint8Array.from(sealed.value.hash);
    workers.recycle(sealed.value);
    if (!put.ok) return joint.fail(put.error);
    book.advance(job.id, segmentSize(job.total, number));
    const recorded = await checkpoints.add({ number, hash });
    if (!recorded.ok) joint.fail(recorded.error);
  };

  const running: Promise<void>[] = [];
  try {
    for (const number of pending) {
      const release = await slots.take();
      if (signal.aborted || joint.failure !== null) {
        release();
        break;
      }
      running.push(store(number).finally(release));
    }
    await Promise.all(running);
    const stopped = signal.aborted || joint.failure !== null;
    const [finished, changed] = await Promise.all([
      // What got there is recorded even when the rest failed: it need not be sent again.
      checkpoints.finish(),
      // The workers saw that nothing was shorter; this sees any other change since the scan. All has been read by now.
      stopped ? null : findChanged(files, signal),
    ]);
    if (joint.failure !== null) return err(joint.failure);
    if (signal.aborted) return err({ code: 'work.cancelled', detail: '' });
    if (!finished.ok) return finished;
    return changed === null ? ok() : err({ code: 'file.changed', detail: changed });
  } finally {
    joint.end();
    zero(root, stream);
  }
}
