import { link as hardLink, lstat, mkdir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsence, systemCode } from './errors.ts';

/*
 * How a finished temporary file gets the name of its object, atomically. Where the file system has hard links, `link`
 * refuses an existing name. Where it has none (macOS over SMB, exFAT), the file is put into a folder of its own and
 * that folder is renamed: no system replaces a folder that is not empty, or a file by a folder. Both ways exclude each
 * other too, so machines that differ in this can share a hub. An object is thus a file, or a folder with this in it:
 */
export const FOLDER_OBJECT = '.object';

/** The system's `link`; another one stands in for a file system without hard links. */
export type Link = (existing: string, name: string) => Promise<void>;
export const systemLink: Link = hardLink;

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);
const IS_FOLDER = new Set(['EISDIR', 'EPERM', 'EACCES']);

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** A share that loses an answer repeats the call, and says EEXIST of our own link. */
async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
  return first.ino !== 0n && first.ino === second.ino && first.dev === second.dev;
}

/** @returns null where there are no hard links. */
export async function nameByLink(link: Link, temporary: string, path: string): Promise<'stored' | 'exists' | null> {
  try {
    await link(temporary, path);
    return 'stored';
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'EEXIST') return (await isSameFile(temporary, path).catch(() => false)) ? 'stored' : 'exists';
    if (NO_LINKS.has(code)) return null;
    throw error;
  }
}

/** The temporary file is closed: Windows renames no folder that holds an open file. */
export async function nameByFolder(temporary: string, path: string): Promise<'stored' | 'exists'> {
  const folder = `${temporary}.d`;
  await mkdir(folder);
  try {
    await rename(temporary, join(folder, FOLDER_OBJECT));
    await rename(folder, path);
    return 'stored';
  } catch (error) {
    if (!isAbsence(error) && (await isThere(path))) return 'exists';
    if (systemCode(error) === 'ENOTDIR' && (await isThere(path))) return 'exists';
    throw error;
  } finally {
    await unlink(join(folder, FOLDER_OBJECT)).catch(() => undefined);
    await rmdir(folder).catch(() => undefined);
  }
}

/** Replaces what is there, in whichever form it is. */
export async function nameByReplacing(temporary: string, path: string): Promise<'stored'> {
  try {
    await rename(temporary, path);
  } catch (error) {
    if (!IS_FOLDER.has(systemCode(error) ?? '')) throw error;
    const inner = join(path, FOLDER_OBJECT);
    // Without this a folder of objects would become an object.
    if (!(await isThere(inner))) throw error;
    await rename(temporary, inner);
  }
  return 'stored';
}

/** Succeeds when there is no such object, or a folder of objects. */
export async function removeObject(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!IS_FOLDER.has(systemCode(error) ?? '')) throw error;
    const status = await lstat(path);
    if (!status.isDirectory()) throw error;
    try {
      await unlink(join(path, FOLDER_OBJECT));
    } catch (inner) {
      if (isAbsence(inner)) return;
      throw inner;
    }
    // An empty folder is no object; the next writer of this name may take it over meanwhile.
    await rmdir(path).catch(() => undefined);
  }
}
