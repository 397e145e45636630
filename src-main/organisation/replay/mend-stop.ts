import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { HubError } from '../../hub/port.ts';
import type { EntryStore } from '../entry-store.ts';
import { ensureLogKey } from '../keys/log-key.ts';
import type { LogPorts } from '../log-ports.ts';
import type { LogSource } from './log-source.ts';
import type { Reading } from './read-on.ts';

/**
 * Can reading go on where it stopped? What came from a tile is looked at again as an entry of its own, and a directory
 * key that we lack is looked for on the hub.
 */
export async function mendStop(
  ports: Pick<LogPorts, 'directoryKey' | 'obtainDirectoryKey' | 'member'>,
  store: Pick<EntryStore, 'entry'>,
  state: PolicyState,
  source: LogSource,
  { stop, tile }: Extract<Reading, { kind: 'stopped' }>,
): Promise<Result<boolean, HubError>> {
  if (stop.missingEpoch !== null) {
    const key = await ensureLogKey(ports, store, state);
    return key.ok ? ok(key.value === 'held') : key;
  }
  if (tile === null) return ok(false);
  source.distrust(tile);
  return ok(true);
}
