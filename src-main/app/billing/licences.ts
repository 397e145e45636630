import type { ClassId, MemberId } from '../../../src-shared/base/ids.ts';
import type { LicenceRow } from '../../../src-shared/ipc/billing-contract.ts';
import type { Request, Response } from '../../../src-shared/ipc/contract.ts';
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

/** Everybody who takes a licence, with the time of the entry by which they took it: activation, or a class that does. */
export function licenceRows(membership: Membership, cite: Citations): readonly LicenceRow[] {
  const state = membership.log.state();
  const activated = activations(state);
  const licensedSince = classesSince(membership);
  const rows: LicenceRow[] = [];
  for (const member of state.members.values()) {
    const { id, name, email, class: classId, status, setBy } = member;
    if (status === 'invited' || status === 'removed' || state.classes.get(classId)?.licensed !== true) continue;
    const since = Math.max(activated.get(id) ?? 0, setBy.class, licensedSince.get(classId) ?? 0);
    rows.push({ member: id, name, email, class: classId, since: cite(since).setAt });
  }
  return rows;
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
  for (const seq of createEntryStore(database).naming('"class.edit"', null, EDITS)) {
    for (const { type, class: id, licensed } of log.history(seq + 1, 1)[0]?.actions ?? []) {
      if (type === 'class.edit' && licensed === true && !since.has(id as ClassId)) since.set(id as ClassId, seq);
    }
  }
  return since;
}

export function licencesPage(
  state: Pick<PolicyState, 'classes' | 'licences' | 'licencesInUse'>,
  rows: readonly LicenceRow[],
  query: LicencesQuery,
): LicencesPage {
  const terms = folded(query.search).split(/\s+/).filter(Boolean);
  const classOf = ({ class: id }: LicenceRow): string => state.classes.get(id as ClassId)?.name ?? id;
  const found = rows.filter((row) => {
    const text = folded(`${row.name}\n${row.email}\n${classOf(row)}`);
    return terms.every((term) => text.includes(term));
  });
  const byName = (a: LicenceRow, b: LicenceRow): number => COLLATOR.compare(a.name, b.name);
  const orders: Readonly<Record<LicencesQuery['sort'], typeof byName>> = {
    name: byName,
    class: (a, b) => COLLATOR.compare(classOf(a), classOf(b)) || byName(a, b),
    since: (a, b) => (a.since ?? 0) - (b.since ?? 0) || byName(a, b),
  };
  found.sort(orders[query.sort]);
  if (query.descending) found.reverse();
  return {
    bought: state.licences.bought,
    inUse: state.licencesInUse,
    total: found.length,
    rows: found.slice(query.offset, query.offset + query.limit),
  };
}
