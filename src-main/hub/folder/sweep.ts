import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER_OBJECT } from './naming.ts';
import type { Root } from './root.ts';

/** Milliseconds. Longer than any write takes. */
const STALE = 24 * 60 * 60 * 1000;

/** Names end with a random id (see base/ids.ts); SECURITY: S25, nothing else is ours to remove. */
const OURS = /[0-9a-hjkmnp-tv-z]{26}(?:\.d)?$/;

/**
 * Removes what a writer that was killed left unfinished.
 *
 * @param now the file server's own time (of a file just made there), for its clock may differ from ours.
 */
export async function sweep(root: Root, folder: string, now: number): Promise<void> {
  if (!(await root.holds(folder))) return;
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (!OURS.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (now - (await lstat(path)).mtimeMs < STALE) continue;
    if (entry.isDirectory()) {
      // Made by a writer that names objects by folders.
      await unlink(join(path, FOLDER_OBJECT)).catch(() => undefined);
      await rmdir(path).catch(() => undefined);
    } else {
      await unlink(path);
    }
  }
}
