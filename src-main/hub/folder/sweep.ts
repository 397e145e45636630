import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER_OBJECT } from './naming.ts';

/** Milliseconds. Longer than any write takes. */
const STALE = 24 * 60 * 60 * 1000;

/**
 * Removes what a writer that was killed left unfinished.
 *
 * @param now the file server's own time (of a file just made there), for its clock may differ from ours.
 */
export async function sweep(folder: string, now: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (now - (await lstat(path)).mtimeMs < STALE) continue;
    if (entry.isDirectory()) {
      await unlink(join(path, FOLDER_OBJECT)).catch(() => undefined);
      await rmdir(path).catch(() => undefined);
    } else {
      await unlink(path);
    }
  }
}
