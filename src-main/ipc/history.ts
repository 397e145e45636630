import type { MemberId } from '../../src-shared/base/ids.ts';
import { ID_PATTERN } from '../../src-shared/base/ids.ts';
import type { Response } from '../../src-shared/ipc/contract.ts';
import type { MemberSession } from '../app/port.ts';
import type { LogEntryView } from '../organisation/policy-log.ts';

type HistoryEntry = Response<'policy.history'>[number];
type Params = HistoryEntry['actions'][number]['params'];

/** Fields of an action that a line may show: names, roles and times, never keys. A member's id is shown as a name. */
const SHOWN = ['member', 'name', 'email', 'role', 'expiresAt', 'epoch'] as const;

function params(action: LogEntryView['actions'][number], names: Pick<MemberSession, 'nameOf'>): Params {
  const shown: Params = {};
  for (const field of SHOWN) {
    const value = action[field];
    if (typeof value === 'number') shown[field] = value;
    if (typeof value === 'string') shown[field] = ID_PATTERN.test(value) ? names.nameOf(value as MemberId) : value;
  }
  return shown;
}

/** One line an action: `history.<type>` is a key of the catalogue. */
export const historyView = (entry: LogEntryView, names: Pick<MemberSession, 'nameOf'>): HistoryEntry => ({
  seq: entry.seq,
  hash: entry.hash,
  at: entry.at,
  author: names.nameOf(entry.author),
  actions: entry.actions.map((action) => ({ text: `history.${action.type}`, params: params(action, names) })),
});
