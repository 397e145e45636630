import { create } from 'zustand';
import type { PeopleState, PersonRow } from '../../src-shared/ipc/admin-views.ts';
import type { Request } from '../../src-shared/ipc/contract.ts';
import type { IpcError } from '../../src-shared/ipc/contract-fields.ts';
import { bridge } from './bridge.ts';

export type PeopleSort = Request<'admin.people'>['sort'];

/** What the list of people is asked for. */
export interface PeopleQuery {
  readonly search: string;
  /** None: everybody but those who were removed. */
  readonly states: readonly PeopleState[];
  readonly role: string | null;
  readonly group: string | null;
  readonly class: string | null;
  readonly sort: PeopleSort;
  readonly descending: boolean;
}

export const EVERYBODY: PeopleQuery = {
  search: '',
  states: [],
  role: null,
  group: null,
  class: null,
  sort: 'name',
  descending: false,
};

interface AdminPeople {
  readonly query: PeopleQuery;
  readonly total: number;
  /** Pages of `PAGE` rows by their number; those that nobody has looked at are not there. */
  readonly pages: ReadonlyMap<number, readonly PersonRow[]>;
  readonly state: 'idle' | 'loading' | 'ready';
  readonly error: IpcError | null;
}

/** Rows a page: one question to main brings as many. */
export const PAGE = 100;
const MOST = 500;

const initial: AdminPeople = { query: EVERYBODY, total: 0, pages: new Map(), state: 'idle', error: null };
export const useAdminPeople = create<AdminPeople>(() => initial);
const set = useAdminPeople.setState;

/** Which questions are still of interest: an answer to an older one is dropped. */
let generation = 0;
const fetching = new Set<number>();

/** The row at an index; null where its page is not here. */
export const rowAt = (pages: AdminPeople['pages'], index: number): PersonRow | null =>
  pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;

/** The pages that hold the rows from `first` to before `end`, of `total`. */
export function pagesFor(first: number, end: number, total: number): readonly number[] {
  const last = Math.ceil(Math.min(end, total) / PAGE);
  return Array.from({ length: Math.max(0, last - Math.floor(first / PAGE)) }, (_, i) => Math.floor(first / PAGE) + i);
}

const ask = (query: PeopleQuery, offset: number, limit: number) =>
  bridge().adminPeople({ ...query, states: [...query.states], offset, limit });

async function fetchPage(page: number): Promise<void> {
  if (fetching.has(page)) return;
  fetching.add(page);
  const asked = generation;
  const answer = await ask(useAdminPeople.getState().query, page * PAGE, PAGE);
  if (asked !== generation) return;
  fetching.delete(page);
  if (!answer.ok) return set({ error: answer.error, state: 'ready' });
  const pages = new Map(useAdminPeople.getState().pages).set(page, answer.value.rows);
  set({ pages, total: answer.value.total, state: 'ready', error: null });
}

/** Fetches what is in view and not yet here. */
export function showPeople(first: number, end: number): void {
  const { pages, total } = useAdminPeople.getState();
  for (const page of pagesFor(first, end, total)) if (!pages.has(page)) void fetchPage(page);
}

/** Asks anew, from the first page and those in view; the rows that are here stay until the answer is. */
export async function reloadAdminPeople(first = 0, end = PAGE): Promise<void> {
  generation += 1;
  fetching.clear();
  const asked = generation;
  const { query, state } = useAdminPeople.getState();
  if (state === 'idle') set({ state: 'loading' });
  const begin = Math.floor(first / PAGE) * PAGE;
  const limit = Math.min(MOST, Math.max(PAGE, Math.ceil((end - begin) / PAGE) * PAGE));
  const answer = await ask(query, begin, limit);
  if (asked !== generation) return;
  if (!answer.ok) return set({ error: answer.error, state: 'ready' });
  set({ pages: paged(answer.value.rows, begin), total: answer.value.total, state: 'ready', error: null });
}

/** Rows from a whole page's beginning on, cut into pages. */
export function paged(rows: readonly PersonRow[], begin: number): ReadonlyMap<number, readonly PersonRow[]> {
  const pages = new Map<number, readonly PersonRow[]>();
  for (let at = 0; at < rows.length; at += PAGE) pages.set((begin + at) / PAGE, rows.slice(at, at + PAGE));
  return pages;
}

/** Asks something else; the rows that are here stay until the answer is, which is sooner than an empty list is seen. */
export async function askPeople(change: Partial<PeopleQuery>): Promise<void> {
  set({ query: { ...useAdminPeople.getState().query, ...change } });
  await reloadAdminPeople();
}

/** Every row that answers the query: for choosing all of them. null: one of the questions failed, see `error`. */
export async function allRows(): Promise<readonly PersonRow[] | null> {
  const asked = generation;
  const { query } = useAdminPeople.getState();
  const rows: PersonRow[] = [];
  for (;;) {
    const answer = await ask(query, rows.length, MOST);
    if (asked !== generation) return null;
    if (!answer.ok) {
      set({ error: answer.error });
      return null;
    }
    rows.push(...answer.value.rows);
    if (rows.length >= answer.value.total || answer.value.rows.length === 0) return rows;
  }
}

/** SECURITY: S14. Forgets everything on lock. */
export function forgetAdminPeople(): void {
  generation += 1;
  fetching.clear();
  set(initial);
}
