import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { EntryDiff } from '../../../src-shared/ipc/admin-views.ts';
import type { Response } from '../../../src-shared/ipc/contract.ts';
import { diff } from '../../../src-shared/policy/query/diff.ts';
import { createEntryStore } from '../../organisation/entry-store.ts';
import type { LogEntryView } from '../../organisation/policy-log.ts';
import { nameIn } from '../people.ts';
import { actionLines } from './action-line.ts';
import { summarise } from './differences.ts';
import type { AdminPorts } from './ports.ts';

/** Entries that name the member, with the actions that do, and those that are their own, whole; newest first. */
export function memberHistory(
  { membership }: AdminPorts,
  member: MemberId,
  before: number | null,
  limit: number,
): Response<'admin.history'> {
  const { log, database } = membership;
  const state = log.state();
  const entries = createEntryStore(database)
    .naming(member, before, limit)
    .flatMap((seq) => log.history(seq + 1, 1));
  return entries.map((entry) => ({
    seq: entry.seq,
    at: entry.at,
    author: nameIn(state, entry.author),
    actions: actionLines(
      entry.actions.filter((action) => entry.author === member || names(action, member)),
      state,
    ),
  }));
}

function names(action: LogEntryView['actions'][number], member: MemberId): boolean {
  return JSON.stringify(action).includes(`"${member}"`);
}

/** Who gained and who lost what by one entry; null where this copy of the log does not reach. Genesis gave what is in it. */
export function entryDiff({ membership: { log } }: AdminPorts, seq: number): EntryDiff | null {
  const [entry] = log.history(seq + 1, 1);
  if (entry === undefined || entry.seq !== seq) return null;
  if (seq === 0) return summarise(log.stateAt(0), []);
  const [previous] = log.history(seq, 1);
  if (previous === undefined || previous.seq !== seq - 1) return null;
  const after = log.stateAt(seq);
  return summarise(after, diff(log.stateAt(seq - 1), after, entry.at));
}
