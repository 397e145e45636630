import { closeSync, constants, fsyncSync, futimesSync, openSync, readSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Extent, SegmentPiece, WorkError } from '../port.ts';

/**
 * SECURITY: a file that was replaced by a link or a pipe since it was looked at is not followed and does not block.
 * The constants are absent on Windows.
 */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const WRITE = constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
const CREATE = WRITE | constants.O_CREAT | constants.O_EXCL;

/** The system's name of an error (`EACCES`), never its message, which holds a path (S20). */
function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

/** Reads extents one after the other, keeping one file open. Close it in `finally`. */
export interface ExtentReader {
  /** Fills `into` with the next bytes; `file.changed` when a file is shorter than its extent says. */
  fill(into: Uint8Array): Result<void, WorkError>;
  close(): void;
}

export function extentReader(extents: readonly Extent[]): ExtentReader {
  let next = 0;
  let open: { readonly descriptor: number; position: number; left: number } | null = null;
  const close = () => {
    if (open !== null) closeSync(open.descriptor);
    open = null;
  };
  const readPart = (into: Uint8Array): Result<number, WorkError> => {
    if (open === null) {
      const extent = extents[next];
      if (extent === undefined) throw new RangeError('extents are shorter than the segment');
      open = { descriptor: openSync(extent.path, READ), position: extent.offset, left: extent.length };
      next += 1;
    }
    const wanted = Math.min(into.length, open.left);
    const got = wanted === 0 ? 0 : readSync(open.descriptor, into, 0, wanted, open.position);
    if (got === 0 && wanted > 0) return err({ code: 'file.changed', detail: 'shorter than it was' });
    open.position += got;
    open.left -= got;
    if (open.left === 0) close();
    return ok(got);
  };
  return {
    fill: (into) => {
      try {
        let done = 0;
        while (done < into.length) {
          const part = readPart(into.subarray(done));
          if (!part.ok) return part;
          done += part.value;
        }
        return ok();
      } catch (error) {
        if (error instanceof RangeError) throw error;
        return err({ code: 'file.read', detail: systemCode(error) });
      }
    },
    close,
  };
}

/**
 * Threads that write parts of one file wait for each other, and Linux makes them wait busily: with whole segments two
 * threads took five times as long as one, with a mebibyte at a time they take no longer (measured on ext4).
 */
const WRITE_BYTES = 1024 * 1024;

function writeFully(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, Math.min(WRITE_BYTES, bytes.length - done), position + done);
  }
}

/** Writes pieces of `plain` into files that exist, or that it makes. */
export function writePieces(plain: Uint8Array, pieces: readonly SegmentPiece[]): Result<void, WorkError> {
  for (const { from, to, whole } of pieces) {
    let descriptor: number | null = null;
    try {
      descriptor = whole === undefined ? openSync(to.path, WRITE) : openSync(to.path, CREATE, 0o600);
      writeFully(descriptor, plain.subarray(from, from + to.length), to.offset);
      if (whole === undefined) continue;
      futimesSync(descriptor, whole.modifiedAt / 1000, whole.modifiedAt / 1000);
      if (whole.sync) fsyncSync(descriptor);
    } catch (error) {
      const detail = systemCode(error);
      return err({ code: detail === 'ENOSPC' || detail === 'EDQUOT' ? 'file.full' : 'file.write', detail });
    } finally {
      if (descriptor !== null) closeSync(descriptor);
    }
  }
  return ok();
}
