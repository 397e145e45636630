import type { ClassId, MemberId } from '../../../src-shared/base/ids.ts';
import type { LicenceRow } from '../../../src-shared/ipc/billing-contract.ts';
import type { Request, Response } from '../../../src-shared/ipc/contract.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { createEntryStore } from '../../organisation/entry-store.ts';
import type { Membership } from '../../organisation/membership.ts';
import type { Citations } from '../admin/citations.ts';
import { folded } from '../admin/people-index.ts';

export type LicencesQuery = Request<'billing.licences'>;
export type LicencesPage = Response<'billing.licences'>;

const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
/** Edits of classes that are looked at: newest first. */
const EDITS = 1_000;

export interface Licences {
  page(query: LicencesQuery): LicencesPage;
  /** Of everybody. */
  rows(): readonly LicenceRow[];
}

/** Somebody who takes a licence. */
interface Holder {
  readonly member: Member;
  readonly className: string;
  /** What a search looks at. */
  readonly text: string;
  /** The entry by which they took it: activation, or a class that does. Entries are in the order of their times. */
  readonly since: number;
}

/** Who uses a licence since when. Worked out once a state, in the order of names; times are read of the rows that are shown. */
export function createLicences(membership: Membership, cite: Citations): Licences {
  const { log } = membership;
  let known: { readonly state: PolicyState; readonly holders: readonly Holder[] } | null = null;

  function holders(): readonly Holder[] {
    const state = log.state();
    if (known?.state !== state) known = { state, holders: holdersOf(membership, state) };
    return known.holders;
  }

  const rowOf = ({ member: { id, name, email, class: classId }, since }: Holder): LicenceRow => ({
    member: id,
    name,
    email,
    class: classId,
    since: cite(since).setAt,
  });

  return {
    rows: () => holders().map(rowOf),
    page(query) {
      const { licences, licencesInUse } = log.state();
      const terms = folded(query.search).split(/\s+/).filter(Boolean);
      const found = holders().filter(({ text }) => terms.every((term) => text.includes(term)));
      if (query.sort === 'class') found.sort((a, b) => COLLATOR.compare(a.className, b.className));
      if (query.sort === 'since') found.sort((a, b) => a.since - b.since);
      if (query.descending) found.reverse();
      return {
        bought: licences.bought,
        inUse: licencesInUse,
        total: found.length,
        rows: found.slice(query.offset, query.offset + query.limit).map(rowOf),
      };
    },
  };
}

/** By name. */
function holdersOf(membership: Membership, state: PolicyState): readonly Holder[] {
  const activated = activations(state);
  const licensedSince = classesSince(membership);
  const holders: Holder[] = [];
  for (const member of state.members.values()) {
    const { id, name, email, class: classId, status, setBy } = member;
    const held = state.classes.get(classId);
    if (status === 'invited' || status === 'removed' || held?.licensed !== true) continue;
    const since = Math.max(activated.get(id) ?? 0, setBy.class, licensedSince.get(classId) ?? 0);
    holders.push({ member, className: held.name, text: folded(`${name}\n${email}\n${held.name}`), since });
  }
  return holders.sort((a, b) => COLLATOR.compare(a.member.name, b.member.name));
}

/** A member's first device came with their activation, and none is ever dropped. */
function activations({ devices }: PolicyState): ReadonlyMap<MemberId, number> {
  const first = new Map<MemberId, number>();
  for (const { member, setBy } of devices.values()) first.set(member, Math.min(first.get(member) ?? setBy, setBy));
  return first;
}

/** The newest entry by which a class began to take licences; none: it has done so from the beginning. */
function classesSince({ database, log }: Membership): ReadonlyMap<ClassId, number> {
  const since = new Map<ClassId, number>();
  for (const seq of createEntryStore(database).ofKinds(['class.edit'], null, EDITS)) {
    for (const { type, class: id, licensed } of log.history(seq + 1, 1)[0]?.actions ?? []) {
      if (type === 'class.edit' && licensed === true && !since.has(id as ClassId)) since.set(id as ClassId, seq);
    }
  }
  return since;
}
