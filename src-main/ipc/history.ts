import type { MemberId } from '../../src-shared/base/ids.ts';
import type { Response } from '../../src-shared/ipc/contract.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { historyParams } from '../app/history-params.ts';
import type { LogEntryView } from '../organisation/policy-log.ts';

type HistoryEntry = Response<'policy.history'>[number];

/** One line an action: `history.<type>` is a key of the catalogue. Names are those of the state given. */
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
    actions: entry.actions.map((action) => ({
      text: `history.${action.type}`,
      params: historyParams(action, state, nameOf),
    })),
  };
}
