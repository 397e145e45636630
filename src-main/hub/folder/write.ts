import { constants } from 'node:fs';
import { type FileHandle, link, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { randomId } from '../../../src-shared/base/ids.ts';
import type { Random } from '../../../src-shared/base/random.ts';
import type { PutOptions } from '../port.ts';
import { FolderHubFailure, systemCode, throwIfCancelled } from './errors.ts';
import type { Flusher } from './flusher.ts';
import { type Root, syncFolder } from './root.ts';

export interface Writer {
  put(segments: readonly string[], body: Uint8Array, options: PutOptions): Promise<'stored' | 'exists'>;
}

interface Temporary {
  readonly file: FileHandle;
  readonly path: string;
}

const NEW_FILE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The object is whole in a temporary file before its name exists; the name appears by one atomic call. */
export function createWriter(root: Root, flusher: Flusher, random: Random): Writer {
  async function createTemporary(): Promise<Temporary> {
    const path = join(root.temporary, randomId(random));
    const mode = await root.fileMode();
    const file = await open(path, NEW_FILE, mode);
    if (((await file.stat()).mode & 0o777) !== mode) await file.chmod(mode).catch(() => undefined);
    return { file, path };
  }

  /** Only a folder that is missing, or a hub that is, costs more than the one call. */
  async function openTemporary(): Promise<Temporary> {
    if (!(await root.holds(root.temporary))) await root.prepare();
    return createTemporary();
  }

  /** A share that loses an answer repeats the call and says EEXIST of our own link: look whether it is ours. */
  async function isSameFile(a: string, b: string): Promise<boolean> {
    const [first, second] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
    return first.ino === second.ino && first.dev === second.dev && first.ino !== 0n;
  }

  async function name(temporary: string, path: string, ifAbsent: boolean): Promise<'stored' | 'exists'> {
    if (!ifAbsent) {
      await rename(temporary, path);
      return 'stored';
    }
    try {
      await link(temporary, path);
      return 'stored';
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
      return (await isSameFile(temporary, path).catch(() => false)) ? 'stored' : 'exists';
    }
  }

  /** Makes sure of the object's folder. Answers with the folders that have new entries. */
  async function prepareFolder(segments: readonly string[]): Promise<readonly string[]> {
    const folders = segments.slice(0, -1);
    const folder = root.path(folders);
    if (await root.holds(folder)) return [folder];
    await root.confirmPresent();
    const changed = await root.makeFolder(folders);
    if (!(await root.holds(folder))) throw new FolderHubFailure('hub.io', 'folder');
    return [folder, ...changed];
  }

  return {
    async put(segments, body, options) {
      const path = root.path(segments);
      throwIfCancelled(options.signal);
      const temporary = await openTemporary();
      let open = true;
      try {
        await temporary.file.writeFile(body);
        const later = options.durable === 'flush';
        if (!later) await temporary.file.sync();
        throwIfCancelled(options.signal);
        const folders = await prepareFolder(segments);
        const outcome = await name(temporary.path, path, options.ifAbsent === true);
        if (outcome === 'exists') return outcome;
        flusher.forget(path);
        if (later) {
          open = false;
          await flusher.add(temporary.file, path, folders);
        } else {
          for (const folder of folders) await syncFolder(folder);
        }
        return outcome;
      } finally {
        if (open) await temporary.file.close().catch(() => undefined);
        await unlink(temporary.path).catch(() => undefined);
      }
    },
  };
}
