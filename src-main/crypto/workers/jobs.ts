import { randomBytes } from 'node:crypto';
import { equalBytes, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Blake3 } from '../blake3.ts';
import { passwordKey } from '../kdf.ts';
import type { WorkError } from '../port.ts';
import { sealTo } from '../sealed.ts';
import { loadKem } from '../sodium/kem.ts';
import { type Sodium, STREAM_HEADER_BYTES } from '../sodium/port.ts';
import { MESSAGE_BYTES, SEALED_MESSAGE_BYTES, SEGMENT_BYTES } from '../v1/constants.ts';
import { openSegment, sealedSegmentSize, sealSegment } from '../v1/segment.ts';
import { discard } from './discard.ts';
import { extentReader, writePieces } from './files.ts';
import { CANCELLED, type Job, type JobValue } from './messages.ts';
import { overSharedMemory } from './shared-memory.ts';

export interface JobTools {
  readonly sodium: Sodium;
  readonly blake3: Blake3;
  /** Scratch memory, made when first needed and kept: a message, a sealed message, a segment. */
  readonly scratch: { message: Uint8Array | null; sealed: Uint8Array | null; segment: Uint8Array | null };
  readonly cancelled: () => boolean;
}

type Of<K extends Job['kind']> = Extract<Job, { kind: K }>;
type Outcome<K extends Job['kind']> = Result<JobValue[K], WorkError>;

export function runPassword(job: Of<'password'>, { sodium }: JobTools): Outcome<'password'> {
  try {
    return passwordKey(sodium, job.password, job.parameters);
  } finally {
    zero(job.password);
  }
}

export function runSeal(job: Of<'seal'>, { sodium, blake3, scratch, cancelled }: JobTools): Outcome<'seal'> {
  const size = sealedSegmentSize(job.extents.reduce((sum, extent) => sum + extent.length, 0));
  const sealed = new Uint8Array(job.output, 0, size);
  scratch.message ??= new Uint8Array(MESSAGE_BYTES);
  scratch.sealed ??= new Uint8Array(SEALED_MESSAGE_BYTES);
  const reader = extentReader(job.extents);
  const fill = (into: Uint8Array) => (cancelled() ? err(CANCELLED) : reader.fill(into));
  try {
    const header = randomBytes(STREAM_HEADER_BYTES);
    const done = sealSegment<WorkError>(
      overSharedMemory(sodium, scratch.sealed),
      job.key,
      job.index,
      header,
      fill,
      scratch.message,
      sealed,
    );
    return done.ok ? ok({ length: size, hash: blake3(sealed) }) : done;
  } finally {
    reader.close();
    zero(job.key);
  }
}

export function runOpen(job: Of<'open'>, { sodium, blake3, scratch, cancelled }: JobTools): Outcome<'open'> {
  try {
    if (!equalBytes(blake3(job.ciphertext), job.hash)) return err({ code: 'crypto.refused', detail: 'segment hash' });
    scratch.segment ??= new Uint8Array(SEGMENT_BYTES);
    scratch.sealed ??= new Uint8Array(SEALED_MESSAGE_BYTES);
    const opened = openSegment(
      overSharedMemory(sodium, scratch.sealed),
      job.key,
      job.index,
      job.ciphertext,
      scratch.segment,
    );
    if (!opened.ok) {
      const code = opened.error.code === 'format.malformed' ? 'crypto.malformed' : 'crypto.refused';
      return err({ code, detail: opened.error.detail });
    }
    if (job.pieces.some(({ from, to }) => from < 0 || to.length < 0 || from + to.length > opened.value)) {
      throw new RangeError('a piece reaches beyond the segment');
    }
    if (cancelled()) return err(CANCELLED);
    const written = writePieces(scratch.segment, job.pieces);
    return written.ok ? ok(null) : written;
  } finally {
    zero(job.key);
    discard(job.ciphertext.buffer);
  }
}

export async function runWrap(job: Of<'wrap'>, { sodium, cancelled }: JobTools): Promise<Outcome<'wrap'>> {
  const kem = await loadKem();
  const wraps: Uint8Array[] = [];
  try {
    for (const [at, recipient] of job.recipients.entries()) {
      if (cancelled()) return err(CANCELLED);
      const randomness = job.randomness[at];
      if (randomness === undefined) throw new RangeError('randomness for each recipient');
      const wrap = sealTo(sodium, kem, recipient, job.secret, job.associated, randomness);
      if (wrap === null) return err({ code: 'crypto.malformed', detail: `sealing key ${at}` });
      wraps.push(wrap);
    }
    return ok(wraps);
  } finally {
    zero(job.secret, ...job.randomness);
  }
}
