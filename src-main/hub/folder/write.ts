import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { randomId } from '../../../src-shared/base/ids.ts';
import type { Random } from '../../../src-shared/base/random.ts';
import type { PutOptions } from '../port.ts';
import { FolderHubFailure, isAbsence, systemCode, throwIfCancelled } from './errors.ts';
import type { Flusher } from './flusher.ts';
import { type Link, nameByFolder, nameByLink, nameByReplacing } from './naming.ts';
import { type Root, syncFolder } from './root.ts';

export interface Writer {
  put(segments: readonly string[], body: Uint8Array, options: PutOptions): Promise<'stored' | 'exists'>;
}

export interface WriterPorts {
  readonly root: Root;
  readonly flusher: Flusher;
  readonly random: Random;
  readonly link: Link;
  /** Called with each temporary file; its times are those of the file server, whatever our own clock says. */
  readonly onTemporary: (file: FileHandle) => Promise<void>;
}

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** One call for the whole body where the system takes it: `FileHandle.writeFile` cuts it into half mebibytes. */
async function writeAll(file: FileHandle, body: Uint8Array): Promise<void> {
  for (let offset = 0; offset < body.length; ) {
    const { bytesWritten } = await file.write(body, offset, body.length - offset, offset);
    offset += bytesWritten;
  }
}

/** An object is whole, in a temporary file, before its name exists; the name appears by one atomic call. */
export function createWriter({ root, flusher, random, link, onTemporary }: WriterPorts): Writer {
  let hasLinks = true;
  /** Whether files come out with other permissions than asked for (the umask, or the share's own idea). */
  let needsChmod: boolean | null = null;

  async function openTemporary(path: string): Promise<FileHandle> {
    if (!(await root.holds(root.temporary))) await root.prepare();
    const mode = await root.fileMode();
    const file = await open(path, NEW_FILE, mode);
    needsChmod ??= ((await file.stat()).mode & 0o777) !== mode;
    if (needsChmod) await file.chmod(mode).catch(() => undefined);
    return file;
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

  async function put(segments: readonly string[], body: Uint8Array, options: PutOptions): Promise<'stored' | 'exists'> {
    const { ifAbsent = false, durable = 'now', signal } = options;
    throwIfCancelled(signal);
    const path = root.path(segments);
    const temporary = join(root.temporary, randomId(random));
    const file = await openTemporary(temporary);
    let ours = true;
    const close = async (): Promise<void> => {
      if (ours) await file.close();
      ours = false;
    };
    try {
      await onTemporary(file);
      await writeAll(file, body);
      if (durable === 'now') await file.sync();
      const folders = await prepareFolder(segments);
      // Past this line the object may exist; there is no cancelling it any more.
      throwIfCancelled(signal);
      let outcome: 'stored' | 'exists' | null = null;
      if (!ifAbsent) outcome = await nameByReplacing(temporary, path);
      else if (hasLinks) outcome = await nameByLink(link, temporary, path);
      if (outcome === null) {
        hasLinks = false;
        await file.sync();
        await close();
        outcome = await nameByFolder(temporary, path);
      }
      if (outcome === 'exists') return outcome;
      flusher.forget(path);
      if (ours && durable === 'flush') {
        ours = false;
        await flusher.add(file, path, folders);
      } else {
        await Promise.all(folders.map(syncFolder));
      }
      return outcome;
    } finally {
      await close().catch(() => undefined);
      await unlink(temporary).catch(() => undefined);
    }
  }

  return {
    async put(segments, body, options) {
      try {
        return await put(segments, body, options);
      } catch (error) {
        // Folders do not vanish on their own: look whether the hub did, under our hands.
        if (isAbsence(error) || systemCode(error) === 'EXDEV') await root.confirmPresent();
        throw error;
      }
    },
  };
}
