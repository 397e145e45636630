import { readdir } from 'node:fs/promises';
import { isKeySegment, MAX_KEY_LENGTH } from '../key.ts';
import type { HubPage, ListOptions } from '../port.ts';
import { systemCode, throwIfCancelled } from './errors.ts';
import type { Root } from './root.ts';

/** Names in the order of the keys they begin: a folder's name carries its `/`, which sorts after `-` and `.`. */
async function sortedNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names: string[] = [];
    for (const entry of entries) {
      // Links, pipes, devices, and what file managers leave behind are nobody's objects.
      if (!isKeySegment(entry.name)) continue;
      if (entry.isFile()) names.push(entry.name);
      else if (entry.isDirectory()) names.push(`${entry.name}/`);
    }
    return names.sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** Index of the first name that is not before `wanted`. */
function lowerBound(names: readonly string[], wanted: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Collects keys after `after` until there are `limit + 1`: the one too many says that there is more. */
export async function listObjects(root: Root, prefix: readonly string[], options: ListOptions): Promise<HubPage> {
  const { after = '', limit, signal } = options;
  const keys: string[] = [];

  async function walk(segments: readonly string[]): Promise<void> {
    throwIfCancelled(signal);
    const base = `${segments.join('/')}/`;
    // INVARIANT: a whole subtree sorts on one side of `after`, unless `after` lies inside it.
    if (base.length >= MAX_KEY_LENGTH || (base < after && !after.startsWith(base))) return;
    const names = await sortedNames(root.path(segments));
    // Inside, start at the name that `after` begins with; it may be a folder that is only partly behind us.
    const rest = after.startsWith(base) ? after.slice(base.length) : '';
    const step = rest.includes('/') ? rest.slice(0, rest.indexOf('/') + 1) : rest;
    for (let index = lowerBound(names, step); index < names.length && keys.length <= limit; index += 1) {
      const name = names[index] ?? '';
      const key = base + name;
      if (name.endsWith('/')) await walk([...segments, name.slice(0, -1)]);
      else if (key > after && key.length <= MAX_KEY_LENGTH) keys.push(key);
    }
  }

  if (await root.holds(root.path(prefix))) await walk(prefix);
  if (keys.length === 0) await root.confirmPresent();
  return { keys: keys.slice(0, limit), more: keys.length > limit };
}
