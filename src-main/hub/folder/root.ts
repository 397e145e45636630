import { constants } from 'node:fs';
import { chmod, lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder } from '../../system/flush-folder.ts';
import { isKeySegment, TEMPORARY_SEGMENT } from '../key.ts';
import { FolderHubFailure, isAbsence, systemCode } from './errors.ts';

/** The folder of the hub: whether it is there, whether it is really it, and folders made inside it. */
export interface Root {
  /** Where an object, or the folder of a prefix, is. */
  path(segments: readonly string[]): string;
  /** Where objects are before they have a name. */
  readonly temporary: string;
  /**
   * Whether this folder inside the hub exists.
   *
   * SECURITY: S25, a hostile member of the share plants links.
   * @throws FolderHubFailure `hub.unsuitable` when a symbolic link on the way leads elsewhere.
   */
  holds(folder: string): Promise<boolean>;
  /** @throws FolderHubFailure `hub.unreachable` when what looks like an absent object is an absent hub. */
  confirmPresent(): Promise<void>;
  /** As `confirmPresent`; then makes the folder of unfinished objects, by which an empty folder becomes a hub. */
  prepare(): Promise<void>;
  /** Makes the folder of an object. Answers with the folders that have new entries. */
  makeFolder(segments: readonly string[]): Promise<readonly string[]>;
  /** Permission bits for new files: those of the hub's own folder, so that a group that shares it keeps sharing. */
  fileMode(): Promise<number>;
}

export interface RootOptions {
  readonly path: string;
  /** `existing`: this folder has been a hub before, so an empty one is a share that is not mounted. */
  readonly expect: 'existing' | 'any';
}

const PERMISSIONS = 0o777;
const READ_WRITE = 0o666;

export function createRoot({ path, expect }: RootOptions): Root {
  const temporary = join(path, TEMPORARY_SEGMENT);
  let real: string | null = null;
  let mode: number | null = null;
  // INVARIANT: once this folder was seen to be a hub, an empty folder in its place is not one.
  let known = expect === 'existing';

  /** The mark of a hub is `tmp/`; where a tidy hand removed it, a file at the top (the genesis) will do. */
  async function isMarked(): Promise<boolean> {
    try {
      if ((await lstat(temporary)).isDirectory()) return true;
    } catch (error) {
      if (!isAbsence(error)) throw error;
    }
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries.some((entry) => entry.isFile() && isKeySegment(entry.name));
    } catch (error) {
      if (isAbsence(error)) throw new FolderHubFailure('hub.unreachable', systemCode(error) ?? '');
      throw error;
    }
  }

  async function confirmPresent(): Promise<void> {
    if (await isMarked()) known = true;
    else if (known) throw new FolderHubFailure('hub.unreachable', 'notMounted');
  }

  async function rootMode(): Promise<number> {
    mode ??= (await stat(path)).mode & PERMISSIONS;
    return mode;
  }

  /** False when it is there already. */
  async function make(folder: string): Promise<boolean> {
    try {
      const wanted = await rootMode();
      await mkdir(folder, { mode: wanted });
      // The umask took its part; give the folder what the hub's own folder has. Refused on some shares: no matter.
      await chmod(folder, wanted).catch(() => undefined);
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Compared without case: a file system that ignores it answers with the case on disk. */
  async function isInPlace(folder: string, found: string, fresh: boolean): Promise<boolean> {
    if (fresh || real === null) real = await realpath(path);
    return found.toLowerCase() === join(real, folder.slice(path.length)).toLowerCase();
  }

  async function holds(folder: string): Promise<boolean> {
    try {
      const found = await realpath(folder);
      // Asked twice: the way to the hub itself may contain links, and those may change.
      if ((await isInPlace(folder, found, false)) || (await isInPlace(folder, found, true))) return true;
    } catch (error) {
      if (isAbsence(error)) return false;
      throw error;
    }
    throw new FolderHubFailure('hub.unsuitable', 'symbolicLink');
  }

  return {
    temporary,
    path: (segments) => join(path, ...segments),
    confirmPresent,
    holds,
    async prepare() {
      await confirmPresent();
      await make(temporary);
      known = true;
    },
    async makeFolder(segments) {
      const changed: string[] = [];
      for (let depth = 1; depth <= segments.length; depth += 1) {
        const folder = join(path, ...segments.slice(0, depth));
        // What is there already may be a link: look before a step is made through it.
        if (await make(folder)) changed.push(dirname(folder));
        else await holds(folder);
      }
      return changed;
    },
    async fileMode() {
      return (await rootMode()) & READ_WRITE;
    },
  };
}

/** As `flushFolder`, of a folder that others write to. */
export const syncFolder = (folder: string): Promise<void> => flushFolder(folder, constants.O_NOFOLLOW);
