import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { flushFolder } from '../../system/flush-folder.ts';
import { type VaultError, vaultError } from '../error.ts';

/**
 * Replaces a small file so that kill -9 or a power cut at any point leaves the old one or the new one, whole: written
 * beside it, flushed, renamed over it, and the folder flushed. One writer at a time (the profile's lock sees to it).
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<Result<void, VaultError>> {
  const temporary = `${file}.new`;
  try {
    await writeThrough(temporary, bytes);
    await rename(temporary, file);
    await flushFolder(path.dirname(file));
    return ok();
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return err(diskFault(error));
  }
}

/** @returns null when there is no such file. Reads at most `maxBytes + 1` bytes: a longer file shows as longer. */
export async function readSmallFile(file: string, maxBytes: number): Promise<Result<Uint8Array | null, VaultError>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const buffer = new Uint8Array(maxBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) return ok(buffer.slice(0, length));
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? ok(null) : err(diskFault(error));
  } finally {
    await handle?.close();
  }
}

/** A system error as the vault names it; `detail` is its code alone. */
export function diskFault(error: unknown): VaultError {
  const code = errorCode(error);
  // EFBIG: a limit on file size, which is a full disk to the person.
  return vaultError(['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code) ? 'vault.full' : 'vault.io', code);
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
