import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { err, ok, type Result } from '../../src-shared/base/result.ts';

export interface WriteError {
  readonly code: 'save.full' | 'save.target';
  readonly detail: string;
}

/** A whole file on the disk, beside the one that it may become. */
export interface StagedFile {
  /** Puts it in its place, over what is there. */
  commit(): Promise<Result<void, WriteError>>;
  discard(): Promise<void>;
}

/** Writes the whole file or none of it, readable by its owner alone; replaces what the save dialog agreed to replace. */
export async function writePrivateFile(path: string, bytes: Uint8Array): Promise<Result<void, WriteError>> {
  const staged = await stagePrivateFile(path, bytes);
  return staged.ok ? staged.value.commit() : staged;
}

/** Writes all of it, readable by its owner alone, and leaves what is at `path` until `commit`. */
export async function stagePrivateFile(path: string, bytes: Uint8Array): Promise<Result<StagedFile, WriteError>> {
  const partial = `${path}.${randomUUID().slice(0, 8)}.part`;
  const discard = (): Promise<void> => rm(partial, { force: true });
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await discard();
    return err(faultOf(error));
  }
  return ok({
    async commit() {
      try {
        await rename(partial, path);
        return ok();
      } catch (error) {
        await discard();
        return err(faultOf(error));
      }
    },
    discard,
  });
}

function faultOf(error: unknown): WriteError {
  const system = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return { code: system === 'ENOSPC' || system === 'EDQUOT' ? 'save.full' : 'save.target', detail: system };
}
