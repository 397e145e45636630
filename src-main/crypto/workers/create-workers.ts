import { availableParallelism } from 'node:os';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { checkPasswordParameters } from '../kdf.ts';
import { HASH_BYTES, KEY_BYTES, type WorkError, type Workers } from '../port.ts';
import { MAX_SEGMENTS, SEALED_SEGMENT_BYTES } from '../v1/constants.ts';
import { sealedSegmentSize } from '../v1/segment.ts';
import type { AnyValue, Job, JobValue } from './messages.ts';
import { createPool } from './pool.ts';

export interface WorkersOptions {
  /** The bundled `workers/worker.ts`. */
  readonly workerFile: string | URL;
  /** Threads; by default one per core, 2 to 4. Memory: about 32 MiB each at the most. */
  readonly count?: number;
}

/** For sealed segments: kept for the next, so that memory stays flat. */
function memoryStore(limit: number) {
  const free: SharedArrayBuffer[] = [];
  return {
    take: (): SharedArrayBuffer => free.pop() ?? new SharedArrayBuffer(SEALED_SEGMENT_BYTES),
    giveBack: (buffer: ArrayBufferLike): void => {
      if (!(buffer instanceof SharedArrayBuffer) || buffer.byteLength !== SEALED_SEGMENT_BYTES) return;
      if (free.length < limit && !free.includes(buffer)) free.push(buffer);
    },
  };
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new RangeError(`workers: ${what}`);
}

function demandSegment(key: Uint8Array, index: number): void {
  demand(key.length === KEY_BYTES, 'key must be 32 bytes');
  demand(Number.isInteger(index) && index >= 0 && index < MAX_SEGMENTS, 'segment index');
}

/** Bytes with a buffer of their own, which may be transferred; a copy of what shares one. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return whole ? new Uint8Array(buffer) : Uint8Array.from(bytes);
}

/** A job's kind decides the kind of its value; the pool does not look. */
function jobValue<K extends Job['kind']>(outcome: Result<AnyValue, WorkError>): Result<JobValue[K], WorkError> {
  return outcome as Result<JobValue[K], WorkError>;
}

export function createWorkers({ workerFile, count }: WorkersOptions): Workers {
  const concurrency = count ?? Math.min(4, Math.max(2, availableParallelism()));
  const pool = createPool(workerFile, concurrency);
  const memory = memoryStore(concurrency + 2);

  return {
    concurrency,
    segmentMemory: () => new Uint8Array(memory.take()),
    recycle: ({ ciphertext }) => memory.giveBack(ciphertext.buffer),
    close: pool.close,

    passwordKey: async (password, parameters) => {
      // SECURITY: S22. Refused here, before a thread is asked.
      const checked = checkPasswordParameters(parameters);
      if (!checked.ok) return err(checked.error);
      return jobValue<'password'>(
        await pool.run(() => ({ job: { kind: 'password', password, parameters }, transfer: [] })),
      );
    },

    sealSegment: async (key, index, extents, signal) => {
      demandSegment(key, index);
      sealedSegmentSize(extents.reduce((sum, { length }) => sum + length, 0));
      const output = memory.take();
      const outcome = await pool.run(() => ({ job: { kind: 'seal', key, index, extents, output }, transfer: [] }), {
        signal,
      });
      const sealed = jobValue<'seal'>(outcome);
      if (!sealed.ok) {
        memory.giveBack(output);
        return sealed;
      }
      const { length, hash } = sealed.value;
      return ok({ ciphertext: new Uint8Array(output, 0, length), hash });
    },

    openSegment: async (key, index, ciphertext, hash, pieces, signal) => {
      demandSegment(key, index);
      demand(hash.length === HASH_BYTES, 'hash must be 32 bytes');
      const outcome = await pool.run(
        () => {
          const job = { kind: 'open', key, index, hash, pieces } as const;
          if (ciphertext.buffer instanceof SharedArrayBuffer) return { job: { ...job, ciphertext }, transfer: [] };
          const own = owned(ciphertext);
          return { job: { ...job, ciphertext: own }, transfer: [own.buffer] };
        },
        { signal },
      );
      return outcome.ok ? ok() : outcome;
    },

    wrapForAll: async (recipients, secret, associated, randomness, signal) => {
      demand(recipients.length === randomness.length, 'randomness for each recipient');
      demand(
        randomness.every(({ length }) => length === KEY_BYTES),
        'randomness must be 32 bytes each',
      );
      const job = { kind: 'wrap', recipients, secret, associated, randomness } as const;
      return jobValue<'wrap'>(await pool.run(() => ({ job, transfer: [] }), { signal }));
    },

    checkEntries: async (batch, signal) =>
      jobValue<'entries'>(
        await pool.run(() => ({ job: { kind: 'entries', batch }, transfer: [batch.bytes.buffer] }), {
          signal,
          short: true,
        }),
      ),
  };
}
