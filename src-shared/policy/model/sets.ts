import type { Assigned } from './entities.ts';

/** Sets as the state keeps them: each in the order of code units, the same on every platform. */

/** A copy in that order. */
export function sorted<T extends string>(texts: readonly T[]): readonly T[] {
  return [...texts].sort();
}

/** Where null stands for all that there are. */
export function sortedOrAll<T extends string>(texts: readonly T[] | null): readonly T[] | null {
  return texts === null ? null : sorted(texts);
}

export function assigned<Id extends string>(ids: readonly Id[], setBy: number): readonly Assigned<Id>[] {
  return sorted(ids).map((id) => ({ id, setBy }));
}

/** What is to be added, and removed; an id that is named as both is added. */
export interface Reassignment<Id extends string> {
  readonly add: readonly Id[];
  readonly remove: readonly Id[];
}

/** What is added cites `setBy` even where it was assigned before. Whether all of it was due is the caller's to ask. */
export function assignedAfter<Id extends string>(
  before: readonly Assigned<Id>[],
  { add, remove }: Reassignment<Id>,
  setBy: number,
): readonly Assigned<Id>[] {
  const touched = new Set([...add, ...remove]);
  const kept = before.filter(({ id }) => !touched.has(id));
  return [...kept, ...assigned(add, setBy)].sort((a, b) => (a.id < b.id ? -1 : 1));
}
