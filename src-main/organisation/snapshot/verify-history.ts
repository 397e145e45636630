import { hex } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { HubError } from '../../hub/port.ts';
import { type CoverPorts, storedBytes } from '../entry-cover.ts';
import type { EntryStore } from '../entry-store.ts';
import { findFork } from '../guard-hub.ts';
import { fetchEntry } from '../hub-log.ts';
import type { LogPorts } from '../log-ports.ts';
import type { LogAlarm } from '../policy-log.ts';
import { Acceptance } from '../replay/acceptance.ts';
import { CLOCK_TOLERANCE, checkerOf, directoryKeys } from '../replay/log-checking.ts';
import { LogSource } from '../replay/log-source.ts';
import { mendStop } from '../replay/mend-stop.ts';
import { readOn } from '../replay/read-on.ts';
import { replayStored } from '../state-history.ts';
import { stateRoot } from './state-root.ts';
import type { StateStore } from './state-store.ts';

export interface HistoryPorts extends LogPorts {
  readonly store: EntryStore;
  readonly states: StateStore;
  readonly genesis: PolicyState;
}

/** What the log says of a state that it was begun with and does not lead to. It stands for good, with evidence or without. */
export const SNAPSHOT_MISMATCH = 'snapshot.mismatch';

/**
 * `evidence`: of a fork, the validly signed entry that contradicts ours; of a wrong root, the entry that committed to a
 * state which its own log does not lead to; null where there is none, or it is not to be had.
 */
export interface WrongHistory {
  readonly alarm: LogAlarm;
  readonly evidence: Uint8Array | null;
}

/**
 * Verifies, from genesis, what lies before the snapshot that this copy of the log began with, and compares the state that
 * it leads to. Goes on where an earlier run was stopped.
 */
export async function verifyHistory(
  ports: HistoryPorts,
  signal?: AbortSignal,
): Promise<Result<void, HubError | WrongHistory>> {
  const { hub, crypto, clock, store, states, genesis } = ports;
  const base = states.base();
  const began = states.load(base);
  if (base === 0) return ok();
  if (began === null) throw new Error(`no state at ${base}`);
  const source = new LogSource(hub, signal);
  const options = { until: base, ...(signal !== undefined && { signal }), ...checkerOf(ports) };
  for (;;) {
    const from = replayStored(store, genesis, store.lastUpTo(base));
    if (from.head.seq === base) return conclude(ports, began, from, signal);
    const latest = clock.now() + CLOCK_TOLERANCE;
    let reachedState = from;
    const acceptance = new Acceptance(
      {
        crypto,
        latest,
        directoryOf: directoryKeys(ports),
        keep: (rows, state) => {
          store.append(rows);
          reachedState = state;
        },
      },
      from,
    );
    const reading = await readOn(source, acceptance, options);
    if (reading.kind === 'failed') return err(reading.error);
    if (reading.kind === 'reached') return conclude(ports, began, reachedState, signal);
    if (reading.kind === 'end') {
      const detail = reading.beyond[0] === 'unsuitable' ? 'entry.unsuitable' : 'entry.withheld';
      const alarm = { code: 'log.refused', seq: reading.seq, detail } as const;
      return err({ alarm, evidence: null });
    }
    const again = await mendStop(ports, store, reachedState, source, reading);
    if (!again.ok) return again;
    if (again.value) continue;
    // SECURITY: S25. What was accepted before may be of another history than what is refused now.
    const stateAt = (seq: number) => replayStored(store, genesis, seq);
    const guard = { ...ports, stateAt, directoryOf: directoryKeys(ports) };
    const fork = await findFork(guard, reachedState.head.seq, signal);
    const proven = fork.ok ? fork.value : null;
    return err(proven ?? { alarm: reading.stop.alarm, evidence: null });
  }
}

/**
 * SECURITY: S25. Every entry up to here was validly signed. With another head than the snapshot's somebody signed two
 * histories, and the state that was begun with says nothing of it. With the same head it is the root that is not true: whoever
 * signed it lied, for a snapshot with another root was not begun with.
 */
async function conclude(
  ports: HistoryPorts,
  began: PolicyState,
  replayed: PolicyState,
  signal?: AbortSignal,
): Promise<Result<void, WrongHistory>> {
  const { seq, hash } = began.head;
  const forked = replayed.head.hash !== hash;
  if (!forked && stateRoot(ports.crypto, replayed) === stateRoot(ports.crypto, began)) {
    ports.states.setBase(0);
    return ok();
  }
  const alarm: LogAlarm = forked
    ? { code: 'log.forked', seq, detail: 'signed' }
    : { code: 'log.refused', seq: seq + 1, detail: SNAPSHOT_MISMATCH };
  return err({ alarm, evidence: await evidenceOf(ports, alarm.seq, signal) });
}

/**
 * The exact bytes of an entry that we hold, from the vault or else from the hub; null: of neither.
 *
 * SECURITY: S25. Whatever is wrong with either, it does not keep the alarm from being raised.
 */
export async function evidenceOf(
  ports: Pick<HistoryPorts, 'store' | 'hub'> & CoverPorts,
  seq: number,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const entry = ports.store.entry(seq);
  if (entry === null) return null;
  try {
    return storedBytes(ports, entry);
  } catch {
    // The vault contradicts itself: what it cannot make again, it still knows by its hash.
  }
  try {
    const fetched = await fetchEntry(ports.hub, seq, signal);
    const bytes = fetched.ok && fetched.value instanceof Uint8Array ? fetched.value : null;
    return bytes !== null && hex(ports.crypto.hash(bytes)) === entry.hash ? bytes : null;
  } catch {
    return null;
  }
}
