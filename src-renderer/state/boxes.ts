import { create } from 'zustand';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import type { Box, PackageRow } from '../../src-shared/ipc/packages-contract.ts';
import { bridge } from './bridge.ts';

export interface BoxList {
  /** The rows known so far, from the newest on; `total` says how many there are. */
  readonly rows: readonly PackageRow[];
  readonly total: number;
  readonly next: string | null;
  readonly filter: string;
  readonly state: 'idle' | 'loading' | 'ready';
  readonly error: IpcError | null;
}

export interface Counts {
  readonly inbox: number;
  readonly unread: number;
  readonly sent: number;
  readonly briefcase: number;
  readonly outbox: number;
}

interface Boxes {
  readonly lists: Readonly<Record<Box, BoxList>>;
  readonly counts: Counts | null;
}

const FIRST = 100;
const PAGE = 500;
const BOXES = ['inbox', 'sent', 'briefcase'] as const satisfies readonly Box[];

const emptyList: BoxList = { rows: [], total: 0, next: null, filter: '', state: 'idle', error: null };
const initial: Boxes = { lists: { inbox: emptyList, sent: emptyList, briefcase: emptyList }, counts: null };

export const useBoxes = create<Boxes>(() => initial);

const patch = (box: Box, change: Partial<BoxList>): void =>
  useBoxes.setState((state) => ({ lists: { ...state.lists, [box]: { ...state.lists[box], ...change } } }));

/** Appends a page; a row that moved while pages were being fetched is kept where it was first seen. */
export function mergeRows(rows: readonly PackageRow[], page: readonly PackageRow[]): readonly PackageRow[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...page.filter((row) => !known.has(row.id))];
}

/** Fetches the newest rows again; the rest follows as it is scrolled to. */
export async function reloadBox(box: Box): Promise<void> {
  const { filter, rows, state } = useBoxes.getState().lists[box];
  if (state === 'idle') patch(box, { state: 'loading' });
  const limit = Math.min(PAGE, Math.max(FIRST, rows.length));
  const answer = await bridge().packagesList({ box, after: null, limit, filter });
  if (useBoxes.getState().lists[box].filter !== filter) return; // a newer question is under way
  patch(
    box,
    answer.ok
      ? { rows: answer.value.rows, total: answer.value.total, next: answer.value.next, state: 'ready', error: null }
      : { state: 'ready', error: answer.error },
  );
}

const fetching = new Set<Box>();

/** Fetches page after page until row `until` is known. */
export async function loadTo(box: Box, until: number): Promise<void> {
  if (fetching.has(box)) return;
  fetching.add(box);
  try {
    for (;;) {
      const { rows, next, filter } = useBoxes.getState().lists[box];
      if (next === null || rows.length > until) return;
      const answer = await bridge().packagesList({ box, after: next, limit: PAGE, filter });
      const current = useBoxes.getState().lists[box];
      if (!answer.ok || current.filter !== filter || current.next !== next) return;
      patch(box, {
        rows: mergeRows(current.rows, answer.value.rows),
        next: answer.value.next,
        total: answer.value.total,
      });
    }
  } finally {
    fetching.delete(box);
  }
}

export async function filterBox(box: Box, filter: string): Promise<void> {
  patch(box, { filter, rows: [], next: null });
  await reloadBox(box);
}

export async function loadCounts(): Promise<void> {
  const answer = await bridge().packagesCounts({});
  if (answer.ok) useBoxes.setState({ counts: answer.value });
}

/**
 * After main said that something changed: lists that were looked at are fetched again.
 *
 * @returns how many packages have arrived since counts were last known.
 */
export async function packagesChanged(box: Box | null): Promise<number> {
  const before = useBoxes.getState().counts;
  const stale = BOXES.filter((one) => (box === null || one === box) && useBoxes.getState().lists[one].state !== 'idle');
  await Promise.all([...stale.map(reloadBox), loadCounts()]);
  const after = useBoxes.getState().counts;
  return before === null || after === null ? 0 : Math.max(0, after.inbox - before.inbox);
}

/** SECURITY: S14. Forgets everything on lock. */
export function forgetBoxes(): void {
  useBoxes.setState(initial);
}
