import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { err, ok, type Result } from '../../src-shared/base/result.ts';

export interface ReadError {
  readonly code:
    | 'file.tooLarge'
    | 'file.notPlain' // a folder, a link, a device
    | 'file.read';
  /** The system's error code. */
  readonly detail: string;
}

/** A small file in one piece, of at most so many bytes: no link is followed, no more is read when it grows meanwhile. */
export async function readWhole(path: string, most: number): Promise<Result<Uint8Array, ReadError>> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await file.stat()).isFile()) return err({ code: 'file.notPlain', detail: '' });
      const bytes = new Uint8Array(most + 1);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
        if (bytesRead === 0) return ok(bytes.slice(0, length));
        length += bytesRead;
      }
      return err({ code: 'file.tooLarge', detail: '' });
    } finally {
      await file.close();
    }
  } catch (error) {
    return err({
      code: 'file.read',
      detail: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
    });
  }
}
