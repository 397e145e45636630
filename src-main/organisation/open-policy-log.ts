import { assertNever } from '../../src-shared/base/assert-never.ts';
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
import { pause } from '../system/pause.ts';
import { type Signer, sealEntry } from './entry-codec.ts';
import { createEntryStore, type EntryRow, type EntryStore, type StoredAlarm } from './entry-store.ts';
import { openGenesis } from './genesis-codec.ts';
import { guardHub } from './guard-hub.ts';
import { type Fetched, fetchEntry, isSame, keyOf } from './hub-log.ts';
import { ensureLogKey } from './keys/log-key.ts';
import { createLeaseStore, type Lease, leaseOf } from './lease.ts';
import { historyOf } from './log-history.ts';
import type { LogPorts } from './log-ports.ts';
import {
  isAlarm,
  type LogAlarm,
  type MakeActions,
  type ProposeError,
  type SyncReport,
  type WritableLog,
} from './policy-log.ts';
import { Acceptance, isStop } from './replay/acceptance.ts';
import { CLOCK_TOLERANCE, checkerOf, directoryKeys } from './replay/log-checking.ts';
import { FIRST_WINDOW, LogSource } from './replay/log-source.ts';
import { mendStop } from './replay/mend-stop.ts';
import { readOn } from './replay/read-on.ts';
import { stateInterval } from './snapshot/intervals.ts';
import { createStateStore } from './snapshot/state-store.ts';
import { evidenceOf, SNAPSHOT_MISMATCH, verifyHistory } from './snapshot/verify-history.ts';
import { StateHistory } from './state-history.ts';
import { describeRefusal, verifyEntry } from './verify-entry.ts';

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
  store.append([{ seq: 0, hash: organisation, payload: stored, stored, cover: null }]);
}

/** Stands for good: nothing that goes well takes it back, and nothing else that goes wrong replaces it. */
const isFinal = ({ alarm: { code, detail }, evidence }: StoredAlarm): boolean =>
  evidence !== null || detail === SNAPSHOT_MISMATCH || (code === 'log.forked' && detail === 'signed');

const refusal = (seq: number, detail: string): LogAlarm => ({ code: 'log.refused', seq, detail });

function createLog(ports: LogPorts, store: EntryStore, genesis: PolicyState): WritableLog {
  const { hub, crypto, clock, organisation } = ports;
  const kept = createStateStore(ports.database);
  const states = new StateHistory(store, kept, genesis);
  const leases = createLeaseStore(ports.database);
  const inTurn = createQueue();
  const directoryOf = directoryKeys(ports);
  let state = states.at(store.head()?.seq ?? 0);
  let listed = false;
  let proofSought = false;

  function keep(rows: readonly EntryRow[], after: PolicyState): void {
    store.append(rows);
    state = after;
  }

  const accepting = () => new Acceptance({ crypto, directoryOf, keep, latest: clock.now() + CLOCK_TOLERANCE }, state);

  /** In the vault and not in memory: the history is verified while syncs run, and either may have raised one meanwhile. */
  function standingForGood(): StoredAlarm | null {
    const standing = store.alarm();
    return standing !== null && isFinal(standing) ? standing : null;
  }

  /** @returns the alarm that stands now. */
  function raise(alarm: LogAlarm, evidence: Uint8Array | null): Result<never, LogAlarm> {
    const final = standingForGood();
    if (final !== null) return err(final.alarm);
    store.setAlarm({ alarm, evidence });
    return err(alarm);
  }

  /** What was wrong is right now, at the places that `of` tells. */
  function clear(of: (seq: number) => boolean): void {
    const standing = store.alarm();
    if (standing !== null && !isFinal(standing) && of(standing.alarm.seq)) store.setAlarm(null);
  }

  /** Everything that stands after our head. */
  async function fetchNew(signal?: AbortSignal): Promise<Result<void, HubError | LogAlarm>> {
    const source = new LogSource(hub, signal);
    const options = { ...(signal !== undefined && { signal }), ...checkerOf(ports) };
    for (;;) {
      const reading = await readOn(source, accepting(), options);
      switch (reading.kind) {
        case 'reached':
          return ok();
        case 'failed':
          return err(reading.error);
        case 'stopped': {
          if (reading.stop.missingEpoch !== null) {
            const key = await haveKey();
            if (!key.ok || key.value === 'left') return key.ok ? ok() : key;
            break;
          }
          const again = await mendStop(ports, store, state, source, reading);
          if (!again.ok) return again;
          if (!again.value) return raise(reading.stop.alarm, null);
          break;
        }
        case 'end': {
          const stopped = await explainEnd(reading.seq, reading.beyond, signal);
          if (!stopped.ok) return stopped;
          if (stopped.value === 'end') return ok();
          source.beginAgain();
          break;
        }
        default:
          return assertNever(reading);
      }
    }
  }

  /** Nothing at this place: is it the end, a hole that a hub made, or did somebody write just now? */
  async function explainEnd(
    seq: number,
    [first, ...later]: readonly Fetched[],
    signal?: AbortSignal,
  ): Promise<Result<'end' | 'again', HubError | LogAlarm>> {
    if (first === 'oversized') return raise(refusal(seq, 'entry.frame'), null);
    // What stands there may be a link over an entry that others hold and put back: who has not seen it cannot tell.
    if (first === 'unsuitable') return raise(refusal(seq, 'entry.unsuitable'), null);
    if (later.length < FIRST_WINDOW - 1) return ok('again');
    if (later.every((entry) => entry === 'absent' || entry === 'unsuitable')) {
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

  /** Whoever reads on, or writes, needs the directory key that the newest entry leaves in force. */
  async function haveKey(): Promise<Result<'held' | 'left', HubError | LogAlarm>> {
    const key = await ensureLogKey(ports, store, state);
    if (!key.ok) return key;
    return key.value === 'missing' ? raise(refusal(state.head.seq + 1, 'entry.key'), null) : ok(key.value);
  }

  async function syncNow(signal?: AbortSignal): Promise<Result<SyncReport, HubError | LogAlarm>> {
    const standing = standingForGood();
    if (standing !== null) return err(standing.alarm);
    const before = state.head.seq;
    const guard = { ...ports, store, base: kept.base(), list: !listed, stateAt, directoryOf };
    const guarded = await guardHub(guard, state.head.seq, signal);
    if (!guarded.ok) {
      return 'alarm' in guarded.error ? raise(guarded.error.alarm, guarded.error.evidence) : err(guarded.error);
    }
    const fetched = await fetchNew(signal);
    if (!fetched.ok) return fetched;
    const key = await haveKey();
    if (!key.ok) return key;
    const meanwhile = standingForGood();
    if (meanwhile !== null) return err(meanwhile.alarm);
    leases.renew(clock.now());
    listed = true;
    clear((seq) => seq > kept.base());
    await keepState();
    return ok({ head: state.head, added: state.head.seq - before, restored: guarded.value });
  }

  /** Now and then the whole state goes into the vault, so that the next start replays a tail and not the log. */
  async function keepState(): Promise<void> {
    const last = kept.places().at(-1) ?? 0;
    if (state.head.seq - last >= stateInterval(state)) await kept.save(state, pause);
  }

  async function verifyWhole(signal?: AbortSignal): Promise<Result<void, HubError | LogAlarm>> {
    const standing = standingForGood();
    if (standing !== null) {
      await seekProof(standing, signal);
      return err(standing.alarm);
    }
    const base = kept.base();
    const verified = await verifyHistory({ ...ports, store, states: kept, genesis }, signal);
    if (verified.ok) {
      if (base > 0) clear((seq) => seq <= base);
      return ok();
    }
    if (!('alarm' in verified.error)) return err(verified.error);
    const { alarm, evidence } = verified.error;
    // It was looked for just now.
    if (isFinal({ alarm, evidence })) proofSought = true;
    return raise(alarm, evidence);
  }

  /** For an alarm that stands for good without: once a session, for it needs a vault that was mended or a hub that answers. */
  async function seekProof({ alarm, evidence }: StoredAlarm, signal?: AbortSignal): Promise<void> {
    if (evidence !== null || proofSought) return;
    const found = await evidenceOf({ ...ports, store }, alarm.seq, signal);
    proofSought = signal?.aborted !== true;
    if (found !== null && store.alarm()?.evidence === null) store.setAlarm({ alarm, evidence: found });
  }

  async function proposeNow(
    wanted: readonly Action[] | MakeActions,
    signer: Signer,
  ): Promise<Result<PolicyHead, ProposeError>> {
    for (let round = 0; round < PROPOSE_ROUNDS; round += 1) {
      const synced = await syncNow();
      if (!synced.ok && lease().expired && !isAlarm(synced.error)) {
        return err({ code: 'policy.leaseExpired', detail: synced.error.code });
      }
      if (!synced.ok) return synced;
      const made = typeof wanted === 'function' ? await wanted(state) : ok(wanted);
      if (!made.ok) return made;
      const actions = made.value;
      if (actions.length === 0) return ok(state.head);
      const meanwhile = standingForGood();
      if (meanwhile !== null) return err(meanwhile.alarm);
      const by = { author: signer.member, device: signer.device, at: Math.max(clock.now(), state.at) };
      const permitted = rehearse(state, by, actions);
      if (!permitted.ok) return permitted;
      // After the judgement: whoever was shut out has no key for what followed, and is to hear of the first.
      const directory = directoryOf(state.directoryEpoch);
      if (directory === null) return err(refusal(state.head.seq + 1, 'entry.key'));
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
    const acceptance = accepting();
    const outcome = acceptance.add(stored, null);
    acceptance.flush();
    return isStop(outcome) ? err(outcome.alarm) : ok(true);
  }

  function stateAt(seq: number): PolicyState {
    if (seq === state.head.seq) return state;
    if (seq < 0 || seq > state.head.seq || store.hashAt(seq) === null) throw new RangeError(`no accepted entry ${seq}`);
    return states.at(seq);
  }

  const lease = (): Lease => leaseOf(state.settings, leases.renewedAt() ?? state.at, clock.now());

  return {
    organisation,
    state: () => state,
    lease,
    alarm: () => store.alarm()?.alarm ?? null,
    sync: (signal) => inTurn(() => syncNow(signal)),
    isWhole: () => kept.base() === 0,
    verifyHistory: (signal) => verifyWhole(signal),
    lastRoot: () => store.lastRoot(),
    knows(head) {
      // SECURITY: S25. What lies before a snapshot may be of another history until it has led to that.
      if (head.seq > 0 && head.seq <= kept.base()) return null;
      const hash = store.hashAt(head.seq);
      return hash === null ? null : hash === head.hash;
    },
    stateAt,
    history: (before, limit) => historyOf(store, genesis, before, limit),
    propose: (actions, signer) => inTurn(() => proposeNow(actions, signer)),
  };
}
