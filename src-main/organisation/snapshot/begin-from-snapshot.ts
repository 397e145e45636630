import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyHead, PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  decodeStoredSnapshot,
  SNAPSHOT_MAX,
  SNAPSHOT_PREFIX,
  seqOfSnapshot,
  snapshotKey,
} from '../../../src-shared/protocol/snapshot.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError } from '../../hub/port.ts';
import { pause } from '../../system/pause.ts';
import { openEntry } from '../entry-codec.ts';
import { createEntryStore, type EntryRow } from '../entry-store.ts';
import { type Fetched, fetchEntry } from '../hub-log.ts';
import { keysOnTrial, keyThat } from '../keys/keys-on-trial.ts';
import type { LogPorts } from '../log-ports.ts';
import { Acceptance } from '../replay/acceptance.ts';
import { CLOCK_TOLERANCE, checkerOf, directoryKeys } from '../replay/log-checking.ts';
import { LogSource } from '../replay/log-source.ts';
import { readOn } from '../replay/read-on.ts';
import { openSnapshot } from './snapshot-codec.ts';
import { createStateStore } from './state-store.ts';

/** Tried from the newest on; anybody may have written any of them. */
const TRIED = 4;
const LIST_PAGE = 1_000;
/** A hub that lists without end is not believed without end. */
const LISTED_MOST = 20_000;

/**
 * For a newcomer: begins with the newest snapshot whose root stands in the log at or below the head that the invitation
 * pins, and verifies every entry from there to that head. What came before is for `verifyHistory` to fetch and verify.
 *
 * SECURITY: S25. A snapshot counts when the entry of its number commits to it, and the chain from that entry leads to the
 * pinned head: then it is the state that the author of that entry signed for, and that the inviter's client compared with
 * its own. A snapshot that is missing, damaged or wrong costs time and nothing else: the log is then read from genesis.
 *
 * @returns whether the vault now holds the log from a snapshot on.
 */
export async function beginFromSnapshot(ports: LogPorts, pinned: PolicyHead): Promise<Result<boolean, HubError>> {
  const store = createEntryStore(ports.database);
  if (store.head()?.seq !== 0) return ok(false);
  const listed = await listSnapshots(ports.hub, pinned.seq);
  if (!listed.ok) return isOfOneObject(listed.error) ? ok(false) : listed;
  for (const seq of listed.value.slice(0, TRIED)) {
    const began = await tryAt(ports, seq, pinned);
    if (!began.ok) return began;
    if (began.value === null) continue;
    const { state, rows, keepKeys } = began.value;
    const states = createStateStore(ports.database);
    const count = await states.prepare(state, pause);
    ports.database.transaction(() => {
      states.setBase(state.head.seq);
      count();
      keepKeys();
      store.append(rows);
    });
    return ok(true);
  }
  return ok(false);
}

/** Numbers of the snapshots at or below `newest`, newest first. */
export async function listSnapshots(hub: Hub, newest: number): Promise<Result<readonly number[], HubError>> {
  const found: number[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await hub.list(SNAPSHOT_PREFIX, { limit: LIST_PAGE, ...(after !== undefined && { after }) });
    if (!page.ok) return err(page.error);
    for (const key of page.value.keys) {
      const seq = seqOfSnapshot(key);
      if (seq !== null && seq <= newest) found.push(seq);
    }
    after = page.value.keys.at(-1);
    if (!page.value.more || after === undefined || found.length > LISTED_MOST) return ok(found.sort((a, b) => b - a));
  }
}

interface Begun {
  readonly state: PolicyState;
  readonly rows: readonly EntryRow[];
  /** That it was read with, where the vault did not hold them. */
  readonly keepKeys: () => void;
}

async function tryAt(held: LogPorts, seq: number, pinned: PolicyHead): Promise<Result<Begun | null, HubError>> {
  const { ports, keep: keepKeys } = keysOnTrial(held);
  const { hub, crypto, clock } = ports;
  const got = await hub.get(snapshotKey(seq), { maxBytes: SNAPSHOT_MAX });
  if (!got.ok) return isOfOneObject(got.error) ? ok(null) : got;
  const state = got.value === null ? null : await stateIn(ports, seq, got.value);
  if (state === null) return ok(null);
  const first = await fetchEntry(hub, seq);
  if (!first.ok) return first;
  if (!(await hasKeyOf(ports, state, first.value))) return ok(null);
  const rows: EntryRow[] = [];
  const latest = clock.now() + CLOCK_TOLERANCE;
  const keep = (more: readonly EntryRow[]) => void rows.push(...more);
  const acceptance = new Acceptance({ crypto, directoryOf: directoryKeys(ports), latest, keep }, state);
  const reading = await readOn(new LogSource(hub), acceptance, { until: pinned.seq, ...checkerOf(ports) });
  if (reading.kind === 'failed') return err(reading.error);
  // The first entry compared its root with this state, or it was not accepted; one without a root proves nothing.
  const proven = rows[0]?.root !== undefined && rows[0].seq === seq;
  const reached = reading.kind === 'reached' && rows.at(-1)?.hash === pinned.hash;
  return ok(proven && reached ? { state, rows, keepKeys } : null);
}

/** The state that a snapshot holds, by the key of its epoch or by one that may be it. */
async function stateIn(ports: LogPorts, seq: number, stored: Uint8Array): Promise<PolicyState | null> {
  const { crypto, organisation } = ports;
  const epoch = decodeStoredSnapshot(stored)?.epoch;
  const found: { state: PolicyState | null } = { state: null };
  const opens = async (key: Uint8Array): Promise<boolean> => {
    const opened = await openSnapshot(crypto, organisation, () => key, seq, stored, pause);
    found.state = opened.ok ? opened.value : null;
    return opened.ok;
  };
  const key = epoch === undefined ? null : await keyThat(ports, epoch, opens);
  if (key !== null && found.state === null) await opens(key);
  return found.state;
}

/** Is the directory key there that the state names? Who began in a later epoch knows it by the entry that it opens. */
async function hasKeyOf(ports: LogPorts, state: PolicyState, first: Fetched): Promise<boolean> {
  const { crypto, organisation } = ports;
  const { head, directoryEpoch: epoch } = state;
  const opens = (key: Uint8Array): boolean =>
    first instanceof Uint8Array && openEntry(crypto, organisation, { epoch, key }, head.seq + 1, first).ok;
  return (await keyThat(ports, epoch, opens)) !== null;
}
