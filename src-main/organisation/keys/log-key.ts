import { ok, type Result } from '../../../src-shared/base/result.ts';
import { type PolicyState, RULES } from '../../../src-shared/policy/model/state.ts';
import { parseEntryPayload } from '../../../src-shared/protocol/policy-entry.ts';
import type { HubError } from '../../hub/port.ts';
import type { EntryStore } from '../entry-store.ts';
import type { LogPorts } from '../log-ports.ts';

/**
 * - `held`: the log can be read and written on.
 * - `missing`: nobody has sealed the key to this member (yet), or the hub withholds it.
 * - `left`: nobody will; this member is shut out, and what they can read ends here.
 */
export type LogKey = 'held' | 'missing' | 'left';

/** Sees to it that the directory key of what follows this state is in the vault. */
export async function ensureLogKey(
  ports: Pick<LogPorts, 'directoryKey' | 'obtainDirectoryKey' | 'member'>,
  store: Pick<EntryStore, 'entry'>,
  state: PolicyState,
): Promise<Result<LogKey, HubError>> {
  const epoch = state.directoryEpoch;
  if (ports.directoryKey(epoch) !== null) return ok('held');
  const copies = namedIn(store, state.directorySetBy, epoch);
  if (copies !== null && ports.obtainDirectoryKey !== undefined) {
    const obtained = await ports.obtainDirectoryKey(epoch, copies);
    if (!obtained.ok) return obtained;
    if (obtained.value) return ok('held');
  }
  const status = ports.member === undefined ? undefined : state.members.get(ports.member)?.status;
  return ok(status === 'disabled' || status === 'locked' || status === 'removed' ? 'left' : 'missing');
}

function namedIn(store: Pick<EntryStore, 'entry'>, seq: number, epoch: number): string | null {
  const row = seq === 0 ? null : store.entry(seq);
  const parsed = row === null ? null : parseEntryPayload(row.payload, RULES);
  if (parsed === null || !parsed.ok) return null;
  for (const action of parsed.value.actions) {
    if (action.type === 'key.rotate' && action.key === 'directory' && action.epoch === epoch) return action.copies;
  }
  return null;
}
