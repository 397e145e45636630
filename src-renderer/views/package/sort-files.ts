import type { FileEntry } from '../../../src-shared/ipc/packages-contract.ts';

export type SortKey = 'name' | 'size' | 'modified';

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Another column starts ascending; the same one again turns round. */
export const nextSort = (sort: Sort, key: SortKey): Sort => ({
  key,
  descending: sort.key === key && !sort.descending,
});

/** A sorted copy; equals stay in the order of their paths. */
export function sortFiles(
  files: readonly FileEntry[],
  sort: Sort,
  compare: (a: string, b: string) => number,
): readonly FileEntry[] {
  const by = (a: FileEntry, b: FileEntry): number => {
    switch (sort.key) {
      case 'name':
        return 0;
      case 'size':
        return a.size - b.size;
      case 'modified':
        return a.modifiedAt - b.modifiedAt;
    }
  };
  const sign = sort.descending ? -1 : 1;
  return files.toSorted((a, b) => sign * (by(a, b) || compare(a.path, b.path)));
}
