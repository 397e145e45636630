import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../src-shared/base/clock.ts';
import { ID_PATTERN } from '../../src-shared/base/ids.ts';

/** Making a vault takes seconds; a folder without one that is older than this was left behind by a process that died. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Removes folders in which a vault was begun and never finished (S27): without `vault.json`, which is written last, there
 * is no key to anything in them. Best effort.
 */
export async function sweepAbandoned(root: string, clock: Clock): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names) {
    if (!ID_PATTERN.test(name)) continue;
    const folder = join(root, name);
    const [found, vault] = await Promise.all([
      stat(folder).catch(() => null),
      stat(join(folder, 'vault.json')).catch(() => null),
    ]);
    if (found?.isDirectory() !== true || vault !== null || clock.now() - found.mtimeMs < ABANDONED_MS) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
