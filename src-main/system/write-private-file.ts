import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { err, ok, type Result } from '../../src-shared/base/result.ts';

export interface WriteError {
  readonly code: 'save.full' | 'save.target';
  readonly detail: string;
}

/** Writes the whole file or none of it, readable by its owner alone; replaces what the save dialog agreed to replace. */
export async function writePrivateFile(path: string, bytes: Uint8Array): Promise<Result<void, WriteError>> {
  const partial = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return ok();
  } catch (error) {
    await rm(partial, { force: true });
    const system = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err({ code: system === 'ENOSPC' || system === 'EDQUOT' ? 'save.full' : 'save.target', detail: system });
  }
}
