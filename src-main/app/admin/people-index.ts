import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { Request, Response } from '../../../src-shared/ipc/contract.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import { rankOf } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { isOrphaned } from '../../../src-shared/policy/query/orphans.ts';
import { rowOf, STATES, stateOf } from './person-row.ts';

export type PeopleQuery = Request<'admin.people'>;
export type PeoplePage = Response<'admin.people'>;

/** One order for everybody, whatever language their window has: that of the Unicode root, which all Latin scripts share. */
const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Case, accents and width do not count in a search: `muller` finds Müller. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A member as a search needs them; the place of each in both orders is worked out once a state. */
interface Entry {
  readonly member: Member;
  readonly text: string;
  readonly rank: number;
  name: number;
  /** -1 until somebody sorts by it. */
  email: number;
}

const TEXTS = new WeakMap<Member, string>();
function textOf(member: Member): string {
  let text = TEXTS.get(member);
  if (text === undefined) {
    text = folded(`${member.name}\n${member.email}`);
    TEXTS.set(member, text);
  }
  return text;
}

/**
 * The people of one state, ready to be searched, filtered and sorted. The next state's index begins with the order of
 * this one, so that sorting it again costs little.
 */
export class PeopleIndex {
  #state: PolicyState | null = null;
  #entries: Entry[] = [];

  query(state: PolicyState, query: PeopleQuery, self: MemberId, now: number): PeoplePage {
    this.#take(state);
    const terms = folded(query.search).split(/\s+/).filter(Boolean);
    const found = this.#entries.filter((entry) => isMeant(state, entry, query, terms, now));
    if (query.sort === 'email') this.#sortByEmail();
    // By name they stand already.
    if (query.sort !== 'name') found.sort(orderOf(query.sort, now));
    if (query.descending) found.reverse();
    const page = found.slice(query.offset, query.offset + query.limit);
    return { total: found.length, rows: page.map(({ member }) => rowOf(state, member, self, now)) };
  }

  #take(state: PolicyState): void {
    if (this.#state === state) return;
    const known = new Set(this.#entries.map(({ member }) => member.id));
    const standing = this.#entries.flatMap(({ member }) => state.members.get(member.id) ?? []);
    const newcomers = [...state.members.values()].filter(({ id }) => !known.has(id));
    const entries = [...standing, ...newcomers].map(
      (member): Entry => ({ member, text: textOf(member), rank: rankOf(state, member).rank, name: 0, email: -1 }),
    );
    entries.sort((a, b) => COLLATOR.compare(a.member.name, b.member.name) || (a.member.id < b.member.id ? -1 : 1));
    for (const [place, entry] of entries.entries()) entry.name = place;
    this.#entries = entries;
    this.#state = state;
  }

  #sortByEmail(): void {
    if (this.#entries[0]?.email !== -1) return;
    const sorted = this.#entries.slice().sort((a, b) => COLLATOR.compare(a.member.email, b.member.email));
    for (const [place, entry] of sorted.entries()) entry.email = place;
  }
}

function isMeant(
  state: PolicyState,
  { member, text }: Entry,
  query: PeopleQuery,
  terms: readonly string[],
  now: number,
): boolean {
  if (!terms.every((term) => text.includes(term))) return false;
  if (query.states.length === 0 ? member.status === 'removed' : !isIn(state, member, query.states, now)) return false;
  if (query.class !== null && member.class !== query.class) return false;
  if (query.role !== null && !member.roles.some(({ id }) => id === query.role)) return false;
  return query.group === null || member.groups.some(({ id }) => id === query.group);
}

function isIn(state: PolicyState, member: Member, states: PeopleQuery['states'], now: number): boolean {
  return states.includes(stateOf(member, now)) || (states.includes('orphaned') && isOrphaned(state, member, now));
}

function orderOf(sort: Exclude<PeopleQuery['sort'], 'name'>, now: number): (a: Entry, b: Entry) => number {
  switch (sort) {
    case 'email':
      return (a, b) => a.email - b.email;
    case 'role':
      return (a, b) => b.rank - a.rank || a.name - b.name;
    case 'state': {
      const place = ({ member }: Entry): number => STATES.indexOf(stateOf(member, now));
      return (a, b) => place(a) - place(b) || a.name - b.name;
    }
  }
}
