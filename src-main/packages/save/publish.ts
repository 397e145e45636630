import { link, mkdir, open, rename, rmdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { numberedName } from '../../../src-shared/base/safe-name.ts';
import { flushFolder } from '../../system/flush-folder.ts';
import { systemCode } from './system-error.ts';

/** Names tried before giving up. */
const MAX_TRIES = 10_000;
/** File systems without hard links say one of these. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EACCES',
  'EINVAL',
]);

async function placeFile(from: string, to: string): Promise<void> {
  try {
    // Takes the name only if nobody has it.
    await link(from, to);
    await unlink(from);
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error))) throw error;
    // The name is taken by an empty file first: never somebody else's that the rename would replace.
    await (await open(to, 'wx', 0o600)).close();
    await rename(from, to);
  }
}

async function placeFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  try {
    await rename(from, to);
  } catch (error) {
    // Windows does not rename onto a folder, not even an empty one.
    await rmdir(to);
    if (!['EPERM', 'EEXIST', 'EACCES', 'ENOTEMPTY'].includes(systemCode(error))) throw error;
    await rename(from, to);
  }
}

/**
 * Gives a finished file or folder its final name in `directory`, without ever replacing anything: a name that is taken
 * gets a number.
 *
 * INVARIANT: S25, S27. It is called only with what is verified and whole.
 *
 * @returns the name it got. @throws what the file system throws.
 */
export async function publish(from: string, directory: string, name: string, folder: boolean): Promise<string> {
  const place = folder ? placeFolder : placeFile;
  for (let number = 1; number < MAX_TRIES; number += 1) {
    const candidate = number === 1 ? name : numberedName(name, number);
    try {
      await place(from, path.join(directory, candidate));
      return candidate;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** Makes new names durable, as far as it can be done. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    await flushFolder(folder);
  } catch {
    // The files are whole and named; a power cut in the next seconds may undo the names, which then are hidden ones.
  }
}
