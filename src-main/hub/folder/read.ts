import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { GetOptions } from '../port.ts';
import { FolderHubFailure, isAbsence, systemCode, throwIfCancelled } from './errors.ts';
import { FOLDER_OBJECT } from './naming.ts';
import type { Root } from './root.ts';

/** O_NONBLOCK: opening a planted pipe answers at once. Windows knows neither flag and has no such pipes. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

interface Opened {
  readonly file: FileHandle;
  readonly size: number;
}

/** `folder` when it is one; null when there is nothing. SECURITY: S25, reads from no link, pipe or device. */
async function openFile(path: string): Promise<Opened | 'folder' | null> {
  try {
    if (constants.O_NOFOLLOW === undefined) {
      const status = await lstat(path);
      if (status.isSymbolicLink()) throw new FolderHubFailure('hub.unsuitable', 'symbolicLink');
      if (status.isDirectory()) return 'folder';
    }
    const file = await open(path, READ);
    const status = await file.stat();
    if (status.isFile()) return { file, size: status.size };
    await file.close();
    if (status.isDirectory()) return 'folder';
  } catch (error) {
    if (isAbsence(error)) return null;
    // What opening a socket, or a pipe without a writer, answers.
    if (systemCode(error) !== 'ENXIO') throw error;
  }
  throw new FolderHubFailure('hub.unsuitable', 'notAFile');
}

async function openObject(root: Root, segments: readonly string[]): Promise<Opened | null> {
  if (!(await root.holds(root.path(segments.slice(0, -1))))) return null;
  const path = root.path(segments);
  let opened = await openFile(path);
  if (opened === 'folder') opened = (await root.holds(path)) ? await openFile(join(path, FOLDER_OBJECT)) : null;
  return opened === 'folder' ? null : opened;
}

/** Reads `length` bytes from `start`, or what is there if someone shortens the file meanwhile. */
async function readRange(file: FileHandle, start: number, length: number, into?: Uint8Array): Promise<Uint8Array> {
  const bytes = into !== undefined && into.length >= length ? into.subarray(0, length) : new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) return bytes.slice(0, filled);
    filled += bytesRead;
  }
  return bytes;
}

/** @returns null when there is no such object. */
export async function readObject(
  root: Root,
  segments: readonly string[],
  options: GetOptions,
): Promise<Uint8Array | null> {
  throwIfCancelled(options.signal);
  const opened = await openObject(root, segments);
  if (opened === null) {
    await root.confirmPresent();
    return null;
  }
  const { file, size } = opened;
  try {
    const start = Math.min(options.range?.start ?? 0, size);
    const length = Math.min(options.range?.length ?? size, size - start);
    if (length > options.maxBytes) throw new FolderHubFailure('hub.tooLarge', 'tooLarge');
    throwIfCancelled(options.signal);
    const bytes = await readRange(file, start, length, options.into);
    throwIfCancelled(options.signal);
    return bytes;
  } finally {
    await file.close();
  }
}
