import { hex } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import type { HubError } from '../hub/port.ts';
import type { DirectoryKey } from './entry-codec.ts';
import { storedBytes } from './entry-cover.ts';
import type { EntryStore } from './entry-store.ts';
import { type Fetched, fetchEntry, listMissing, putBack } from './hub-log.ts';
import type { LogPorts } from './log-ports.ts';
import type { LogAlarm } from './policy-log.ts';
import { verifyEntry } from './verify-entry.ts';

export interface GuardPorts extends LogPorts {
  readonly store: EntryStore;
  /** Up to here we may hold some entries and not others: our copy began with a snapshot. 0: we hold all. */
  readonly base: number;
  /** Look at every entry's presence, not only at the head's: once a process, and when something is missing. */
  readonly list: boolean;
  readonly stateAt: (seq: number) => PolicyState;
  readonly directoryOf: (epoch: number) => DirectoryKey | null;
}

/** `evidence`: the signed entry that contradicts ours. */
export interface Caught {
  readonly alarm: LogAlarm;
  readonly evidence: Uint8Array | null;
}

export type ProvenFork = Caught & { readonly evidence: Uint8Array };

/**
 * SECURITY: S25. Does the hub still hold what we have seen? One read of our head in the good case. What is missing, or has
 * a link in its place, is put back; where another entry stands, that is an alarm, and a proof when it is validly signed.
 *
 * @returns how many entries were put back.
 */
export async function guardHub(
  ports: GuardPorts,
  head: number,
  signal?: AbortSignal,
): Promise<Result<number, HubError | Caught>> {
  const standing = await fetchEntry(ports.hub, head, signal);
  if (!standing.ok) return standing;
  const gone = standing.value === 'absent' || standing.value === 'unsuitable';
  if (!gone && !isOurs(ports, head, standing.value)) return forkFrom(ports, head, standing.value, signal);
  // Who holds genesis alone has nothing to miss.
  if (!gone && (head === 0 || !ports.list)) return ok(0);
  return restore(ports, head, signal);
}

/**
 * SECURITY: S25. Does the hub show another validly signed entry where we hold one, at `seq` or before it? For somebody whose
 * entries the log does not go on from: they may be those of another history.
 *
 * @returns the first that the hub shows otherwise; null: none, or none that is validly signed.
 */
export async function findFork(
  ports: Omit<GuardPorts, 'base' | 'list'>,
  seq: number,
  signal?: AbortSignal,
): Promise<Result<ProvenFork | null, HubError>> {
  const all = { ...ports, base: 0, list: false };
  const standing = await fetchEntry(ports.hub, seq, signal);
  if (!standing.ok) return standing;
  if (!(standing.value instanceof Uint8Array) || isOurs(all, seq, standing.value)) return ok(null);
  const judged = await forkFrom(all, seq, standing.value, signal);
  if (judged.ok) return judged;
  if (!('alarm' in judged.error)) return err(judged.error);
  const { alarm, evidence } = judged.error;
  return ok(evidence === null ? null : { alarm, evidence });
}

/** By its hash: that needs no key, and does not make the bytes again. */
function isOurs({ store, crypto }: GuardPorts, seq: number, fetched: Fetched): boolean {
  const hash = store.hashAt(seq);
  if (hash === null) throw new RangeError(`no accepted entry ${seq}`);
  return fetched instanceof Uint8Array && hex(crypto.hash(fetched)) === hash;
}

function bytesOf(ports: GuardPorts, seq: number): Uint8Array {
  const row = ports.store.entry(seq);
  if (row === null) throw new RangeError(`no accepted entry ${seq}`);
  return storedBytes(ports, row);
}

async function restore(
  ports: GuardPorts,
  head: number,
  signal?: AbortSignal,
): Promise<Result<number, HubError | Caught>> {
  const genesis = await fetchEntry(ports.hub, 0, signal);
  if (!genesis.ok) return genesis;
  // An empty folder where a share should be mounted looks like this: nothing is written into it.
  if (genesis.value === 'absent') return caught('log.rolledBack', 0, 'genesis.absent');
  const unsuitable = genesis.value === 'unsuitable';
  if (!unsuitable && !isOurs(ports, 0, genesis.value)) return caught('log.forked', 0, 'genesis.foreign');
  const missing = await listMissing(ports.hub, head, signal);
  if (!missing.ok) return missing;
  const held = missing.value.filter((seq) => seq > ports.base || ports.store.entry(seq) !== null);
  const ours = unsuitable ? [0, ...held] : held;
  const [first] = ours;
  if (first === undefined) return ok(0);
  const put = await putBack(ports.hub, storedRows(ports, ours));
  if (put.ok) return ok(ours.length);
  if (put.error.code === 'other') return judgeFork(ports, put.error.seq, put.error.bytes);
  const refused = put.error.code === 'hub.readOnly' || put.error.code === 'hub.denied' || put.error.code === 'hub.full';
  return refused ? caught('log.rolledBack', first, put.error.code) : err(put.error);
}

function* storedRows(ports: GuardPorts, seqs: readonly number[]) {
  for (const seq of seqs) yield { seq, stored: bytesOf(ports, seq) };
}

/** Our head differs from the hub's: finds the first entry that does, by halving. */
async function forkFrom(
  ports: GuardPorts,
  head: number,
  atHead: Fetched,
  signal?: AbortSignal,
): Promise<Result<never, HubError | Caught>> {
  // What we do not hold ourselves, we cannot compare.
  let same = ports.base > 0 ? ports.base : -1;
  let different = head;
  let found = atHead;
  while (different - same > 1) {
    const middle = Math.floor((same + different) / 2);
    const standing = await fetchEntry(ports.hub, middle, signal);
    if (!standing.ok) return standing;
    if (isOurs(ports, middle, standing.value)) same = middle;
    else {
      different = middle;
      found = standing.value;
    }
  }
  return judgeFork(ports, different, found);
}

/** Is the other entry validly signed? Then somebody with a certified device wrote two histories. */
function judgeFork(ports: GuardPorts, seq: number, other: Fetched): Result<never, Caught> {
  if (seq === 0 || !(other instanceof Uint8Array)) return caught('log.forked', seq, 'damaged');
  const draft = new StateDraft(ports.stateAt(seq - 1));
  const directory = ports.directoryOf(draft.directoryEpoch);
  const signed = directory !== null && verifyEntry(ports.crypto, draft, directory, other).ok;
  const alarm: LogAlarm = { code: 'log.forked', seq, detail: signed ? 'signed' : 'damaged' };
  return err({ alarm, evidence: signed ? other : null });
}

function caught(code: LogAlarm['code'], seq: number, detail: string): Result<never, Caught> {
  return err({ alarm: { code, seq, detail }, evidence: null });
}
