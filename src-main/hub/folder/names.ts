import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isKeySegment } from '../key.ts';
import { FolderHubFailure, isAbsence } from './errors.ts';
import { FOLDER_OBJECT } from './naming.ts';

/** What one folder holds. */
export interface Names {
  /** In the order of the keys they begin: files by their names, folders by their names with `/`. */
  readonly sorted: readonly string[];
  /** The folder itself is an object (see naming.ts). */
  readonly isObject: boolean;
}

/** SECURITY: S21, a hostile share does not fill our memory; no honest folder comes near. */
const MAX_ENTRIES = 2_000_000;
/** Entries fetched at once: fewer trips to the thread pool. */
const BUFFERED = 4_096;

const NOTHING: Names = { sorted: [], isObject: false };

async function holdsObject(folder: string): Promise<boolean> {
  try {
    return (await lstat(join(folder, FOLDER_OBJECT))).isFile();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** `a/` sorts after `a-b` and `a.b`; but where the folder `a` is an object, the object sorts before them. */
async function placeFolderObjects(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const objects = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (!name.endsWith('/')) continue;
    const bare = name.slice(0, -1);
    if (names[index - 1]?.startsWith(bare) && (await holdsObject(join(folder, bare)))) objects.add(name);
  }
  if (objects.size === 0) return names;
  return names.map((name) => (objects.has(name) ? name.slice(0, -1) : name)).sort();
}

/** Links, pipes, devices, and what file managers leave behind are nobody's objects. An absent folder holds nothing. */
export async function readNames(folder: string): Promise<Names> {
  const names: string[] = [];
  let isObject = false;
  let entries = 0;
  try {
    const directory = await opendir(folder, { bufferSize: BUFFERED });
    try {
      // Entry by entry: the iterator that it also offers takes twice as long.
      for (let entry = await directory.read(); entry !== null; entry = await directory.read()) {
        entries += 1;
        if (entries > MAX_ENTRIES) throw new FolderHubFailure('hub.tooLarge', 'folder');
        if (entry.name === FOLDER_OBJECT) isObject = entry.isFile();
        else if (!isKeySegment(entry.name)) continue;
        else if (entry.isFile()) names.push(entry.name);
        else if (entry.isDirectory()) names.push(`${entry.name}/`);
      }
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (isAbsence(error)) return NOTHING;
    throw error;
  }
  return { sorted: await placeFolderObjects(folder, names.sort()), isObject };
}
