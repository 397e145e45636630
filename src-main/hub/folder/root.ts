import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isKeySegment, TEMPORARY_SEGMENT } from '../key.ts';
import { FolderHubFailure, systemCode } from './errors.ts';

/** What the other parts of the driver need to know of the folder. */
export interface Root {
  /** Where an object, or the folder of a prefix, is. */
  path(segments: readonly string[]): string;
  readonly temporary: string;
  /**
   * The folder exists, is really at this place, and is a folder: no symbolic link on the way leads out of the hub.
   * False when it does not exist. SECURITY: S25, a hostile member of the share plants links.
   */
  holds(folder: string): Promise<boolean>;
  /** @throws FolderHubFailure `hub.unreachable` when what looks like an absence is an absent hub. */
  confirmPresent(): Promise<void>;
  /** As `confirmPresent`, and makes the folder for unfinished objects; an empty folder becomes a hub if it may. */
  prepare(): Promise<void>;
  /** Makes the folder of an object. Answers with the folders whose entries changed. */
  makeFolder(segments: readonly string[]): Promise<readonly string[]>;
  /** Permission bits for new files: those of the hub's own folder, so that a group that shares it keeps sharing. */
  fileMode(): Promise<number>;
}

const PERMISSIONS = 0o777;
const READ_WRITE = 0o666;

export interface RootOptions {
  readonly path: string;
  /** `existing`: this folder has been a hub before, so an empty one is a share that is not mounted. */
  readonly expect: 'existing' | 'any';
}

export function createRoot({ path, expect }: RootOptions): Root {
  const temporary = join(path, TEMPORARY_SEGMENT);
  let real: string | null = null;
  let mode: number | null = null;
  // INVARIANT: once this folder was seen to be a hub, an empty folder in its place is not one.
  let known = expect === 'existing';

  async function exists(folder: string): Promise<boolean> {
    try {
      return (await lstat(folder)).isDirectory();
    } catch (error) {
      if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
      throw error;
    }
  }

  /** True: a hub. False: an empty folder. The marker is `tmp/`; if a tidy hand removed it, a file at the top will do. */
  async function isHub(): Promise<boolean> {
    if (await exists(temporary)) return true;
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries.some((entry) => entry.isFile() && isKeySegment(entry.name));
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') throw new FolderHubFailure('hub.unreachable', code);
      throw error;
    }
  }

  async function confirmPresent(): Promise<void> {
    if (await isHub()) known = true;
    else if (known) throw new FolderHubFailure('hub.unreachable', 'notMounted');
  }

  async function folderMode(): Promise<number> {
    mode ??= (await stat(path)).mode & PERMISSIONS;
    return mode;
  }

  async function make(folder: string): Promise<boolean> {
    try {
      const wanted = await folderMode();
      await mkdir(folder, { mode: wanted });
      // The umask took its part; give the folder what the hub's own folder has. Refused on some shares: no matter.
      await chmod(folder, wanted).catch(() => undefined);
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  return {
    temporary,
    path: (segments) => join(path, ...segments),
    confirmPresent,
    async holds(folder) {
      try {
        real ??= await realpath(path);
        const found = await realpath(folder);
        // Case-insensitive file systems answer with the case on disk, which is not ours to insist on.
        if (found.toLowerCase() === join(real, folder.slice(path.length)).toLowerCase()) return true;
        // The hub itself may have moved behind a link that the person owns.
        real = await realpath(path);
        if (found.toLowerCase() === join(real, folder.slice(path.length)).toLowerCase()) return true;
        throw new FolderHubFailure('hub.unsuitable', 'symbolicLink');
      } catch (error) {
        if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
        throw error;
      }
    },
    async prepare() {
      await confirmPresent();
      await make(temporary);
      known = true;
    },
    async makeFolder(segments) {
      const changed: string[] = [];
      for (let depth = 1; depth <= segments.length; depth += 1) {
        const folder = join(path, ...segments.slice(0, depth));
        if (await make(folder)) changed.push(join(path, ...segments.slice(0, depth - 1)));
      }
      return changed;
    },
    async fileMode() {
      return (await folderMode()) & READ_WRITE;
    },
  };
}

/** Codes of systems and file systems on which a folder cannot be synchronised, and need not or cannot be helped. */
const UNSYNCABLE = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EBADF']);

/** Makes the entries of a folder survive a power cut. Windows has no such call, and NTFS journals its folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } catch (error) {
    if (!UNSYNCABLE.has(systemCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
