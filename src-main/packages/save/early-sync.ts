import { open } from 'node:fs/promises';
import type { PackageError } from '../port.ts';
import { targetError } from './system-error.ts';

/** Bytes written between two requests. */
const EVERY = 32 * 1024 * 1024;

/**
 * Has large files written to the disk while the rest of them is still being fetched, so that the wait at the end is
 * short.
 *
 * INVARIANT: S27. The system tells of a failed write only once: `onFailure` must fail the save.
 */
export function createEarlySync(onFailure: (error: PackageError) => void) {
  let written = 0;
  let running: Promise<void> | null = null;

  async function synchronise(path: string): Promise<void> {
    try {
      const file = await open(path, 'r+');
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      onFailure(targetError(error));
    }
  }

  return {
    /** So many bytes of a file have been written. */
    note(path: string, bytes: number): void {
      written += bytes;
      if (written < EVERY || running !== null) return;
      written = 0;
      running = synchronise(path).finally(() => {
        running = null;
      });
    },
    /** Resolves when nothing is under way. */
    settled: async (): Promise<void> => {
      await running;
    },
  };
}
