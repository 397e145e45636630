import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Chosen } from '../../src-shared/ipc/files-contract.ts';
import type { Handles } from './handles.ts';

/** What the page may know of a path that main holds for it; null when there is no file or folder (any more). */
export async function describe(handles: Handles, path: string, known?: string): Promise<Chosen | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) return null;
    const handle = known ?? handles.hold({ kind: 'path', path });
    const name = basename(path) === '' ? path.slice(0, 3) : basename(path); // a drive or `/` has no last part
    return found.isDirectory()
      ? { handle, name, kind: 'folder', size: null }
      : { handle, name, kind: 'file', size: found.size };
  } catch {
    return null;
  }
}

/** Describes many; those that are gone are left out. */
export async function describeAll(handles: Handles, paths: readonly string[]): Promise<Chosen[]> {
  const described: Chosen[] = [];
  for (const path of paths) {
    const chosen = await describe(handles, path);
    if (chosen !== null) described.push(chosen);
  }
  return described;
}
