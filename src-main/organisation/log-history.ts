import { unwrap } from '../../src-shared/base/result.ts';
import { type PolicyState, RULES } from '../../src-shared/policy/model/state.ts';
import { parseEntryPayload } from '../../src-shared/protocol/policy-entry.ts';
import type { EntryRow, EntryStore } from './entry-store.ts';
import type { LogEntryView } from './policy-log.ts';

/** Accepted entries older than `before` (null: from the newest), newest first. */
export function historyOf(
  store: EntryStore,
  genesis: PolicyState,
  before: number | null,
  limit: number,
): readonly LogEntryView[] {
  const last = before === null ? (store.head()?.seq ?? 0) : before - 1;
  const rows = store.range(Math.max(0, last - limit + 1), last);
  return rows.map((row) => (row.seq === 0 ? genesisView(genesis, row) : entryView(row))).reverse();
}

function entryView({ seq, hash, payload }: EntryRow): LogEntryView {
  const { at, author, device, actions } = unwrap(parseEntryPayload(payload, RULES));
  return { seq, hash, at, author, device, actions: actions.map((action) => ({ ...action })) };
}

function genesisView(genesis: PolicyState, { seq, hash }: EntryRow): LogEntryView {
  const owner = genesis.members.get(genesis.owner);
  const [device] = genesis.devices.values();
  if (owner === undefined || device === undefined) throw new Error('genesis without its owner');
  const founded = { type: 'organisation.found', name: genesis.name, member: owner.id, ownerName: owner.name };
  return { seq, hash, at: genesis.at, author: owner.id, device: device.id, actions: [founded] };
}
