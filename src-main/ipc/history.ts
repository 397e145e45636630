import type { MemberId } from '../../src-shared/base/ids.ts';
import type { Response } from '../../src-shared/ipc/contract.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { actionLines } from '../app/admin/action-line.ts';
import type { LogEntryView } from '../organisation/policy-log.ts';

type HistoryEntry = Response<'policy.history'>[number];

/** `history.<type>` is a key of the catalogue. Names are those of the state given. */
export function historyView(
  entry: LogEntryView,
  state: PolicyState,
  nameOf: (member: MemberId) => string,
): HistoryEntry {
  return {
    seq: entry.seq,
    hash: entry.hash,
    at: entry.at,
    author: nameOf(entry.author),
    actions: actionLines(entry.actions, state, nameOf),
  };
}
