import { createQueue } from '../../../src-shared/base/queue.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import { isEntitled, KEY_PERMISSION } from '../../../src-shared/policy/model/key-holders.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';
import type { HubError } from '../../hub/port.ts';
import type { LogAlarm } from '../policy-log.ts';
import { adoptKey } from './adopt.ts';
import { addCopies, fetchOrRestore, reportCopies } from './copies.ts';
import type { Custodian } from './custodian.ts';
import { rotatedBy } from './holders.ts';
import { isKeptFromMe } from './kept-from-me.ts';
import { namedCopies } from './named-copies.ts';
import { rotateKey } from './rotate.ts';
import { directoryLostAt, type EntryFacts, rotateFrom } from './rotation-due.ts';

/*
 * What every client does for the organisation's keys, after a sync: takes what it should have, seals it to those who should
 * have it and do not, and makes a new one when somebody has it who should not any more. No client is needed for it, and
 * any two that do the same thing at once do it once.
 */

/** Who may make a new directory key: as `authorise` says. */
const DIRECTORY_PERMISSIONS: readonly Permission[] = ['user.state', 'user.remove', 'security.edit'];
/** Copies are looked at again after this long, though nothing has changed in the log. */
const LOOK_AGAIN_MS = 10 * 60_000;
/** By somebody else, at no time that is known. */
const LONG_AGO: EntryFacts = { author: null, at: 0 };

export interface KeyTender {
  /**
   * Errors: those of the hub, and of a log that cannot be trusted; what the policy refuses (a threshold, say) is left
   * undone.
   * @param mine this client has just shut somebody out, or taken a right: it does not wait for anybody
   */
  tend(mine?: boolean): Promise<Result<void, HubError | LogAlarm>>;
}

export function createKeyTender(custodian: Custodian): KeyTender {
  const { me, clock, log } = custodian;
  const inTurn = createQueue();
  const noticed = new Map<KeyKind, number>();
  let looked: { readonly head: string; readonly at: number } | null = null;
  /** When something that has to wait is due; null: nothing waits. */
  let dueAt: number | null = null;

  const may = (permission: Permission): boolean => decide(log.state(), me, permission, { at: clock.now() }).allowed;
  const mayRotate = (kind: KeyKind): boolean => {
    if (kind === 'directory') return DIRECTORY_PERMISSIONS.some(may);
    const self = log.state().members.get(me);
    return self !== undefined && isEntitled(log.state(), self, kind) && may(KEY_PERMISSION[kind]);
  };

  /** What the policy refuses, or others keep beating us to, is no error: it is looked at again with the next change. */
  async function rotate(
    kind: KeyKind,
    due: (state: PolicyState) => boolean,
  ): Promise<Result<void, HubError | LogAlarm>> {
    const rotated = await rotateKey(custodian, kind, due);
    if (rotated.ok) {
      noticed.delete(kind);
      if (kind === 'directory') return ok();
      // Where somebody else was first, theirs is the one to have.
      const adopted = await adoptKey(custodian, kind);
      return adopted.ok ? ok() : adopted;
    }
    const { error } = rotated;
    return error.code.startsWith('policy.') ? ok() : err(error as HubError | LogAlarm);
  }

  function wait(from: number): void {
    dueAt = Math.min(dueAt ?? from, from);
  }

  function factsOf(seq: number): EntryFacts | null {
    const [entry] = log.history(seq + 1, 1);
    return entry === undefined || entry.seq !== seq ? null : entry;
  }

  /** Somebody has a key who should not: now, or once others had time to act on it. */
  async function replace(kind: KeyKind, seq: number, mine: boolean): Promise<Result<void, HubError | LogAlarm>> {
    const now = clock.now();
    const since = noticed.get(kind) ?? now;
    noticed.set(kind, since);
    const last = factsOf(seq);
    const cause: EntryFacts = mine ? { author: me, at: since } : { ...LONG_AGO, at: since };
    const from = rotateFrom(me, cause, seq === 0 ? null : last);
    if (now < from) {
      wait(from);
      return ok();
    }
    return rotate(kind, (state) => rotatedBy(state, kind) === seq);
  }

  async function tendDirectory(mine: boolean): Promise<Result<void, HubError | LogAlarm>> {
    const state = log.state();
    if (!mayRotate('directory')) return ok();
    const lost = directoryLostAt(state);
    if (lost !== null) {
      // An entry that is not in the vault is one from before the snapshot that this client began with.
      const cause = factsOf(lost) ?? LONG_AGO;
      const last = state.directorySetBy === 0 ? null : factsOf(state.directorySetBy);
      const from = rotateFrom(me, cause, last);
      if (clock.now() < from) wait(from);
      else return rotate('directory', (next) => directoryLostAt(next) !== null);
    }
    const copies = namedCopies(custodian, 'directory');
    const fetched =
      copies === null ? ok(null) : await fetchOrRestore(custodian, 'directory', state.directoryEpoch, copies);
    if (!fetched.ok || fetched.value === null) return fetched.ok ? ok() : fetched;
    const report = await reportCopies(custodian, state, 'directory', fetched.value);
    if (!report.ok) return report;
    // Who lost their place since then is told of by their status, above; this is a copy that nobody should have made.
    if (report.value.foreign && lost === null) return replace('directory', state.directorySetBy, mine);
    return addCopies(custodian, 'directory', fetched.value, report.value.missing);
  }

  async function tendSealing(
    kind: Exclude<KeyKind, 'directory'>,
    mine: boolean,
  ): Promise<Result<void, HubError | LogAlarm>> {
    if (!mayRotate(kind)) return ok();
    if (log.state().keys[kind] === null) {
      // The billing key is made by whoever keeps the first record: many organisations never keep one.
      if (kind === 'billing') return ok();
      return rotate(kind, (state) => state.keys[kind] === null);
    }
    const adopted = await adoptKey(custodian, kind);
    if (!adopted.ok) return adopted;
    if (adopted.value === null) {
      const kept = await isKeptFromMe(custodian, kind);
      if (!kept.ok) return kept;
      // Another holder may seal it to this one meanwhile.
      return kept.value ? replace(kind, rotatedBy(log.state(), kind), false) : ok();
    }
    const state = log.state();
    const report = await reportCopies(custodian, state, kind, adopted.value);
    if (!report.ok) return report;
    if (report.value.foreign) return replace(kind, state.keys[kind]?.setBy ?? 0, mine);
    return addCopies(custodian, kind, adopted.value, report.value.missing);
  }

  return {
    tend: (mine = false) => inTurn(() => tendNow(mine)),
  };

  async function tendNow(mine: boolean): Promise<Result<void, HubError | LogAlarm>> {
    const now = clock.now();
    const { hash } = log.state().head;
    const recently = looked?.head === hash && now - looked.at < LOOK_AGAIN_MS && now >= looked.at;
    if (!mine && recently && (dueAt === null || now < dueAt)) return ok();
    dueAt = null;
    for (const work of [
      () => tendDirectory(mine),
      () => tendSealing('audit', mine),
      () => tendSealing('recovery', mine),
      () => tendSealing('billing', mine),
    ]) {
      const done = await work();
      if (!done.ok) return done;
    }
    looked = { head: log.state().head.hash, at: now };
    return ok();
  }
}
