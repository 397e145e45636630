import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { GetOptions } from '../port.ts';
import { FolderHubFailure, systemCode, throwIfCancelled } from './errors.ts';
import type { Root } from './root.ts';

/** O_NONBLOCK: opening a planted pipe answers at once. Windows knows neither flag and has no such pipes. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');

async function openObject(path: string): Promise<FileHandle | null> {
  try {
    if (constants.O_NOFOLLOW === undefined && (await lstat(path)).isSymbolicLink()) {
      throw new FolderHubFailure('hub.unsuitable', 'symbolicLink');
    }
    return await open(path, READ);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

/** Reads `length` bytes from `start`, or what is there if someone shortens the file meanwhile. */
async function readRange(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
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
  const file = (await root.holds(root.path(segments.slice(0, -1)))) ? await openObject(root.path(segments)) : null;
  if (file === null) {
    await root.confirmPresent();
    return null;
  }
  try {
    const status = await file.stat();
    // SECURITY: S25, never read from a pipe, a device or a folder.
    if (!status.isFile()) throw new FolderHubFailure('hub.unsuitable', 'notAFile');
    const start = Math.min(options.range?.start ?? 0, status.size);
    const length = Math.min(options.range?.length ?? status.size, status.size - start);
    if (length > options.maxBytes) throw new FolderHubFailure('hub.tooLarge', 'tooLarge');
    throwIfCancelled(options.signal);
    return await readRange(file, start, length);
  } finally {
    await file.close();
  }
}
