import { lstat, mkdir, open, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { FileEntry } from '../port.ts';
import { systemCode } from './system-error.ts';

const PREFIX = '.sealpost-';
const SUFFIX = '.part';
const PARTIAL_NAME = /^\.sealpost-[0-9a-hjkmnp-tv-z]{26}\.part$/;
const AT_ONCE = 32;

/** Hidden folder next to where the files will be: the same file system, so that naming them is one rename. */
export function partialFolder(directory: string, id: string): string {
  return path.join(directory, `${PREFIX}${id}${SUFFIX}`);
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    // All are awaited before the first failure is thrown: nothing runs on behind the caller's back.
    const settled = await Promise.allSettled(items.slice(from, from + AT_ONCE).map(work));
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
  }
}

/** Where a path of a file table lies below a folder; `FileEntry.path` was made safe, and is checked once more. */
function below(folder: string, relative: string): string {
  const target = path.join(folder, relative);
  // SECURITY: S23.
  if (!target.startsWith(folder + path.sep)) throw new Error('a path would leave its folder');
  return target;
}

/**
 * Every file is on the disk before it gets its name, when there are few. Of very many small ones only the large are:
 * thousands of waits for the disk would take minutes, and what a power cut spoils can be saved again from the hub.
 */
const SYNCED_FILES = 256;
const ALWAYS_SYNCED_BYTES = 1024 * 1024;

export interface Partial {
  readonly folder: string;
  /** Where the bytes of an entry go. */
  file(entry: FileEntry): string;
  /** Must the file be on the disk before it gets its name? */
  syncs(entry: FileEntry): boolean;
}

/**
 * Makes the hidden folder, in it every folder, and those files that no worker makes as a whole: empty ones, and ones in
 * several segments. For their owner alone.
 *
 * @throws what the file system throws; the caller removes the folder.
 */
export async function createPartial(
  folder: string,
  entries: readonly FileEntry[],
  scattered: readonly FileEntry[],
): Promise<Partial> {
  await mkdir(folder, { mode: 0o700 });
  const folders = new Set<string>();
  for (const entry of entries) {
    folders.add(entry.folder ? entry.path : entry.path.slice(0, Math.max(0, entry.path.lastIndexOf('/'))));
  }
  folders.delete('');
  // Parents sort before what is in them.
  for (const each of [...folders].sort()) await mkdir(below(folder, each), { recursive: true, mode: 0o700 });
  await inBatches(scattered, async (entry) => {
    // SECURITY: the executable bit is never set, whatever the sender's was.
    const file = await open(below(folder, entry.path), 'wx', 0o600);
    await file.close();
  });
  const few = entries.length <= SYNCED_FILES;
  return {
    folder,
    file: (entry) => below(folder, entry.path),
    syncs: (entry) => few || entry.size >= ALWAYS_SYNCED_BYTES,
  };
}

/** Times as the sender's: folders last, since writing in one changes its time. */
export async function finishPartial(
  partial: Partial,
  entries: readonly FileEntry[],
  scattered: readonly FileEntry[],
): Promise<void> {
  await inBatches(scattered, async (entry) => {
    const file = await open(partial.file(entry), 'r+');
    try {
      const time = entry.modifiedAt / 1000;
      await file.utimes(time, time);
      if (partial.syncs(entry)) await file.sync();
    } finally {
      await file.close();
    }
  });
  const folders = entries.filter((entry) => entry.folder).sort((a, b) => (a.path < b.path ? 1 : -1));
  for (const entry of folders) {
    const time = entry.modifiedAt / 1000;
    await utimes(partial.file(entry), time, time);
  }
}

/**
 * Removes a folder of partial files. Nothing but a folder of that name is ever removed.
 *
 * @returns false when it could not be, and should be tried again another time.
 */
export async function removePartial(folder: string): Promise<boolean> {
  if (!PARTIAL_NAME.test(path.basename(folder))) return true;
  try {
    if (!(await lstat(folder)).isDirectory()) return true;
    await rm(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    // The disk it was on may be away: its parent folder is then missing too.
    if (systemCode(error) !== 'ENOENT') return false;
    return lstat(path.dirname(folder)).then(
      () => true,
      () => false,
    );
  }
}
