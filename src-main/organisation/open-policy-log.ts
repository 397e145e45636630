import type { OrganisationId } from '../../src-shared/base/ids.ts';
import { createQueue } from '../../src-shared/base/queue.ts';
import { err, ok, type Result, unwrap } from '../../src-shared/base/result.ts';
import type { Action } from '../../src-shared/policy/action/action.ts';
import { rehearse } from '../../src-shared/policy/apply/apply.ts';
import { genesisState } from '../../src-shared/policy/model/genesis-state.ts';
import { type PolicyHead, type PolicyState, RULES } from '../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import { ACTIONS_MAX, ENTRY_MAX, LOG_PREFIX, seqOfKey } from '../../src-shared/protocol/policy-entry.ts';
import type { HubError } from '../hub/port.ts';
import { type DirectoryKey, type Signer, sealEntry } from './entry-codec.ts';
import { createEntryStore, type EntryRow, type EntryStore } from './entry-store.ts';
import { openGenesis } from './genesis-codec.ts';
import { guardHub } from './guard-hub.ts';
import { fetchEntry, fetchWindow, isSame, keyOf } from './hub-log.ts';
import { historyOf } from './log-history.ts';
import type { LogPorts } from './log-ports.ts';
import type { LogAlarm, MakeActions, ProposeError, SyncReport, WritableLog } from './policy-log.ts';
import { replayStored, StateHistory } from './state-history.ts';
import { describeRefusal, verifyEntry } from './verify-entry.ts';

/** An entry may be dated this much ahead of our clock: time zones mistaken for UTC, and a day. */
export const CLOCK_TOLERANCE = 2 * 86_400_000;
const FIRST_WINDOW = 4;
const LARGEST_WINDOW = 64;
/** Every round lost means that somebody else wrote; so many in a row is a machine gone wild. */
const PROPOSE_ROUNDS = 64;

/** The log as the vault holds it, without asking the hub; null when the vault holds none. */
export function openPolicyLog(ports: LogPorts): WritableLog | null {
  const store = createEntryStore(ports.database);
  const genesis = store.entry(0);
  const key = ports.directoryKey(0);
  if (genesis === null || key === null) return null;
  const { founding, preset } = unwrap(openGenesis(ports.crypto, ports.organisation, genesis.stored, key));
  const first = genesisState(founding, preset);
  return createLog(ports, store, first);
}

/** For a newcomer: fetches genesis, verifies it against the organisation's id, and keeps it. */
export async function fetchGenesis(ports: LogPorts): Promise<Result<void, HubError | LogAlarm>> {
  const store = createEntryStore(ports.database);
  if (store.entry(0) !== null) return ok();
  const fetched = await fetchEntry(ports.hub, 0);
  if (!fetched.ok) return fetched;
  const key = ports.directoryKey(0);
  if (!(fetched.value instanceof Uint8Array) || key === null) return err(refusal(0, `genesis.absent`));
  const opened = openGenesis(ports.crypto, ports.organisation, fetched.value, key);
  if (!opened.ok) return err(refusal(0, opened.error.code));
  if (opened.value.founding.at > ports.clock.now() + CLOCK_TOLERANCE) {
    return err({ code: 'log.future', seq: 0, detail: 'genesis.future' });
  }
  keepGenesis(store, ports.organisation, fetched.value);
  return ok();
}

export function keepGenesis(store: EntryStore, organisation: OrganisationId, stored: Uint8Array): void {
  store.append([{ seq: 0, hash: organisation, payload: stored, stored }]);
}

const refusal = (seq: number, detail: string): LogAlarm => ({ code: 'log.refused', seq, detail });

function createLog(ports: LogPorts, store: EntryStore, genesis: PolicyState): WritableLog {
  const { hub, crypto, clock, organisation } = ports;
  const states = new StateHistory(store, genesis);
  const inTurn = createQueue();
  let state = replayStored(store, genesis, store.head()?.seq ?? 0);
  let listed = false;

  /** Verifies in order and keeps what holds; the alarm says at which entry and why it stopped. */
  function accept(entries: readonly Uint8Array[]): LogAlarm | null {
    const draft = new StateDraft(state);
    const rows: EntryRow[] = [];
    const latest = clock.now() + CLOCK_TOLERANCE;
    let alarm: LogAlarm | null = null;
    for (const stored of entries) {
      const directory = directoryOf(draft.directoryEpoch);
      const seq = draft.head.seq + 1;
      const verified = directory === null ? null : verifyEntry(crypto, draft, directory, stored, latest);
      if (verified?.ok !== true) {
        const refused = verified === null ? 'entry.key' : describeRefusal(verified.error);
        alarm = refused === 'entry.future' ? { code: 'log.future', seq, detail: refused } : refusal(seq, refused);
        break;
      }
      rows.push({ seq, hash: verified.value.hash, payload: verified.value.text, stored });
    }
    if (rows.length > 0) {
      store.append(rows);
      state = draft.freeze();
    }
    return alarm;
  }

  function directoryOf(epoch: number): DirectoryKey | null {
    const key = ports.directoryKey(epoch);
    return key === null ? null : { epoch, key };
  }

  function raise(alarm: LogAlarm, evidence: Uint8Array | null): Result<never, LogAlarm> {
    store.setAlarm({ alarm, evidence });
    return err(alarm);
  }

  /** Everything that stands after our head, in growing windows; the next one is on its way while this one is verified. */
  async function fetchNew(signal?: AbortSignal): Promise<Result<void, HubError | LogAlarm>> {
    let size = FIRST_WINDOW;
    let coming = fetchWindow(hub, state.head.seq + 1, size, signal);
    for (;;) {
      const fetched = await coming;
      if (!fetched.ok) return fetched;
      const first = state.head.seq + 1;
      const end = fetched.value.findIndex((entry) => !(entry instanceof Uint8Array));
      const whole = end < 0 ? fetched.value : fetched.value.slice(0, end);
      if (end < 0) {
        const next = first + size;
        size = Math.min(2 * size, LARGEST_WINDOW);
        coming = fetchWindow(hub, next, size, signal);
      }
      const alarm = accept(whole.filter((entry) => entry instanceof Uint8Array));
      if (alarm !== null) return raise(alarm, null);
      if (end < 0) continue;
      const stopped = await explainEnd(first + end, fetched.value.slice(end), signal);
      if (!stopped.ok) return stopped;
      if (stopped.value === 'end') return ok();
      size = FIRST_WINDOW;
      coming = fetchWindow(hub, first + end, size, signal);
    }
  }

  /** Nothing at this place: is it the end, a hole that a hub made, or did somebody write just now? */
  async function explainEnd(
    seq: number,
    [first, ...later]: readonly (Uint8Array | 'absent' | 'oversized')[],
    signal?: AbortSignal,
  ): Promise<Result<'end' | 'again', HubError | LogAlarm>> {
    if (first === 'oversized') return raise(refusal(seq, 'entry.frame'), null);
    if (later.length < FIRST_WINDOW - 1) return ok('again');
    if (later.every((entry) => entry === 'absent')) {
      if (listed) return ok('end');
      const beyond = await hub.list(LOG_PREFIX, { after: keyOf(seq), limit: 16 });
      if (!beyond.ok) return beyond;
      // Network shares leave files of their own in folders.
      if (!beyond.value.keys.some((key) => seqOfKey(key) !== null)) return ok('end');
    }
    const again = await fetchEntry(hub, seq, signal);
    if (!again.ok) return again;
    return again.value === 'absent' ? raise(refusal(seq, 'entry.withheld'), null) : ok('again');
  }

  async function syncNow(signal?: AbortSignal): Promise<Result<SyncReport, HubError | LogAlarm>> {
    const standing = store.alarm();
    if (standing !== null && standing.evidence !== null) return err(standing.alarm);
    const before = state.head.seq;
    const guarded = await guardHub({ ...ports, store, list: !listed, stateAt, directoryOf }, state.head.seq, signal);
    if (!guarded.ok) {
      return 'alarm' in guarded.error ? raise(guarded.error.alarm, guarded.error.evidence) : err(guarded.error);
    }
    const fetched = await fetchNew(signal);
    if (!fetched.ok) return fetched;
    listed = true;
    if (standing !== null) store.setAlarm(null);
    return ok({ head: state.head, added: state.head.seq - before, restored: guarded.value });
  }

  async function proposeNow(
    wanted: readonly Action[] | MakeActions,
    signer: Signer,
  ): Promise<Result<PolicyHead, ProposeError>> {
    for (let round = 0; round < PROPOSE_ROUNDS; round += 1) {
      const synced = await syncNow();
      if (!synced.ok) return synced;
      const directory = directoryOf(state.directoryEpoch);
      if (directory === null) return err(refusal(state.head.seq + 1, 'entry.key'));
      const made = typeof wanted === 'function' ? await wanted(state) : ok(wanted);
      if (!made.ok) return made;
      const actions = made.value;
      const by = { author: signer.member, device: signer.device, at: Math.max(clock.now(), state.at) };
      const permitted = rehearse(state, by, actions);
      if (!permitted.ok) return permitted;
      const { seq: last, hash: prev } = state.head;
      const payload = { ...by, seq: last + 1, prev, rules: RULES, actions };
      const stored = sealEntry(crypto, organisation, directory, payload, signer.secretKey);
      if (stored.length > ENTRY_MAX || actions.length > ACTIONS_MAX) {
        return err({ code: 'policy.tooLarge', detail: `${actions.length} actions` });
      }
      // INVARIANT: nothing is written that a reader would refuse: that would stop the log for everybody.
      const own = verifyEntry(crypto, new StateDraft(state), directory, stored);
      if (!own.ok) throw new Error(`an entry that every reader would refuse: ${describeRefusal(own.error)}`);
      const won = await append(last + 1, stored);
      if (!won.ok) return won;
      if (won.value) return ok(state.head);
    }
    return err({ code: 'policy.contended', detail: `${PROPOSE_ROUNDS} rounds` });
  }

  /** false: somebody else was first. A put that reports a failure may have succeeded all the same: look. */
  async function append(seq: number, stored: Uint8Array): Promise<Result<boolean, HubError | LogAlarm>> {
    const put = await hub.put(keyOf(seq), stored.slice(), { ifAbsent: true, durable: 'now' });
    if (!put.ok || put.value === 'exists') {
      const standing = await fetchEntry(hub, seq);
      if (!standing.ok || !isSame(standing.value, stored)) return put.ok ? ok(false) : put;
    }
    const alarm = accept([stored]);
    return alarm === null ? ok(true) : err(alarm);
  }

  function stateAt(seq: number): PolicyState {
    if (seq === state.head.seq) return state;
    if (seq < 0 || seq > state.head.seq) throw new RangeError(`no accepted entry ${seq}`);
    return states.at(seq);
  }

  return {
    organisation,
    state: () => state,
    alarm: () => store.alarm()?.alarm ?? null,
    sync: (signal) => inTurn(() => syncNow(signal)),
    knows(head) {
      const hash = store.hashAt(head.seq);
      return hash === null ? null : hash === head.hash;
    },
    stateAt,
    history: (before, limit) => historyOf(store, genesis, before, limit),
    propose: (actions, signer) => inTurn(() => proposeNow(actions, signer)),
  };
}
