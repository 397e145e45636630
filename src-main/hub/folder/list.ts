import { lstat } from 'node:fs/promises';
import { MAX_KEY_LENGTH } from '../key.ts';
import type { HubPage, ListOptions } from '../port.ts';
import { isAbsence, throwIfCancelled } from './errors.ts';
import { type Names, readNames } from './names.ts';
import type { Root } from './root.ts';

/** A mailbox of 100,000 is read page by page: folders this large are kept from one page to the next. */
const WORTH_KEEPING = 512;
const MAX_KEPT = 4;
/** Milliseconds. */
const KEPT_FOR = 10_000;
const MAX_CONTINUATIONS = 16;

interface Kept {
  readonly names: Names;
  readonly changedAt: number | null;
  readonly keptAt: number;
}

export interface Lister {
  list(prefix: readonly string[], options: ListOptions): Promise<HubPage>;
  /** This driver changed what is in there. */
  forget(folder: string): void;
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

async function changeTime(folder: string): Promise<number | null> {
  try {
    return (await lstat(folder)).mtimeMs;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

export function createLister(root: Root): Lister {
  const kept = new Map<string, Kept>();
  /**
   * `prefix` and last key of pages that said `more`. Only the call that continues exactly there may see a folder as
   * it was: whoever starts to list sees what is there now.
   */
  const continuations = new Set<string>();

  async function namesOf(folder: string, continues: boolean): Promise<Names> {
    const known = kept.get(folder);
    const changedAt = await changeTime(folder);
    if (continues && known?.changedAt === changedAt && performance.now() - known.keptAt < KEPT_FOR) return known.names;
    kept.delete(folder);
    const names = await readNames(folder);
    if (names.sorted.length >= WORTH_KEEPING) {
      kept.set(folder, { names, changedAt, keptAt: performance.now() });
      const oldest = kept.keys().next().value;
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    }
    return names;
  }

  return {
    forget: (folder) => void kept.delete(folder),
    async list(prefix, { after = '', limit, signal }) {
      throwIfCancelled(signal);
      const keys: string[] = [];
      const continues = continuations.delete(`${prefix.join('/')} ${after}`);

      async function walk(segments: readonly string[], inside: boolean): Promise<void> {
        throwIfCancelled(signal);
        const base = `${segments.join('/')}/`;
        // INVARIANT: all keys of a folder sort on one side of `after`, unless `after` lies inside.
        if (base.length >= MAX_KEY_LENGTH || (base < after && !after.startsWith(base))) return;
        const { sorted, isObject } = await namesOf(root.path(segments), continues);
        const own = base.slice(0, -1);
        if (isObject && inside && own > after) keys.push(own);
        // Begin at the name that `after` begins with: a folder may be behind us in part only.
        const rest = after.startsWith(base) ? after.slice(base.length) : '';
        const step = rest.includes('/') ? rest.slice(0, rest.indexOf('/') + 1) : rest;
        for (let index = lowerBound(sorted, step); index < sorted.length && keys.length <= limit; index += 1) {
          const name = sorted[index] ?? '';
          const key = base + name;
          if (name.endsWith('/')) await walk([...segments, name.slice(0, -1)], true);
          else if (key > after && key.length <= MAX_KEY_LENGTH) keys.push(key);
        }
      }

      // Collects one key too many: it says that there is more.
      if (await root.holds(root.path(prefix))) await walk(prefix, false);
      if (keys.length === 0) await root.confirmPresent();
      const more = keys.length > limit;
      if (more) {
        keys.length = limit;
        if (continuations.size >= MAX_CONTINUATIONS) continuations.clear();
        continuations.add(`${prefix.join('/')} ${keys[limit - 1]}`);
      }
      return { keys, more };
    },
  };
}
