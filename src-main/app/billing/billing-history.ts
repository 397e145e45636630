import type { BillingRequest } from '../../../src-shared/ipc/billing-contract.ts';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import { isPermission, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import type { EntryKind } from '../../organisation/entry-kinds.ts';
import { createEntryStore } from '../../organisation/entry-store.ts';
import type { Membership } from '../../organisation/membership.ts';
import type { LogEntryView } from '../../organisation/policy-log.ts';
import { actionLines } from '../admin/action-line.ts';
import { nameIn } from '../people.ts';

const TYPES = ['licence.set', 'privilege.request', 'privilege.answer', 'billing.record', 'billing.void'] as const;
/** Own requests that are looked back at. */
const REQUESTS = 1_000;

/** Entries that hold an action of one of these kinds, newest first. */
function entriesWith(
  { database, log }: Membership,
  kinds: readonly EntryKind[],
  before: number | null,
  limit: number,
): readonly LogEntryView[] {
  return createEntryStore(database)
    .ofKinds(kinds, before, limit)
    .flatMap((seq) => log.history(seq + 1, 1));
}

/** What was done with licences, requests for billing rights and records; of each entry the actions that did. */
export function billingHistory(
  membership: Membership,
  before: number | null,
  limit: number,
): Response<'billing.history'> {
  const state = membership.log.state();
  const types: readonly string[] = TYPES;
  const entries = entriesWith(membership, TYPES, before, limit);
  const next = entries.length < limit ? null : (entries.at(-1)?.seq ?? null);
  const lines = entries.map(({ seq, at, author, actions }) => ({
    seq,
    at,
    author: nameIn(state, author),
    actions: actionLines(
      actions.filter(({ type }) => types.includes(type)),
      state,
    ),
  }));
  return { entries: lines.filter(({ actions }) => actions.length > 0), next };
}

/** What this member asked for and what they were answered, newest request first. */
export function ownRequests(membership: Membership): readonly BillingRequest[] {
  const { keyset, log } = membership;
  const state = log.state();
  const found: BillingRequest[] = [];
  const answers = new Map<Permission, NonNullable<BillingRequest['answer']>>();
  for (const { author, at, actions } of entriesWith(membership, TYPES.slice(1, 3), null, REQUESTS)) {
    for (const { type, member, permission, granted } of actions) {
      if (typeof permission !== 'string' || !isPermission(permission)) continue;
      if (type === 'privilege.answer' && member === keyset.memberId) {
        answers.set(permission, { granted: granted === true, by: nameIn(state, author), at });
      }
      if (type === 'privilege.request' && author === keyset.memberId) {
        found.push({ permission, at, answer: answers.get(permission) ?? null });
        answers.delete(permission);
      }
    }
  }
  return found;
}
