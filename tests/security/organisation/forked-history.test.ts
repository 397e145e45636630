import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { GetOptions, Hub } from '../../../src-main/hub/port.ts';
import { openEntry, sealEntry } from '../../../src-main/organisation/entry-codec.ts';
import { storedBytes } from '../../../src-main/organisation/entry-cover.ts';
import { createEntryStore } from '../../../src-main/organisation/entry-store.ts';
import { beginFromSnapshot } from '../../../src-main/organisation/snapshot/begin-from-snapshot.ts';
import { sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { verifyEntry } from '../../../src-main/organisation/verify-entry.ts';
import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { type PolicyState, RULES } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { emptyHub, logReader } from '../../support/log-reader.ts';
import { longLog, putLog } from '../../support/long-log.ts';
import { replayAlone } from '../../support/replay.ts';

/*
 * S25: a member signs a second entry for a place before a snapshot, and the hub shows it to a newcomer who reads what came
 * before. The snapshot and its root are honest: what stands in the end is the fork, and proves it.
 */

const crypto = await createCrypto();
const ROOT = 100;
/** The snapshot's place. */
const BASE = ROOT - 1;
const log = longLog(crypto, { members: 10, length: 120, rootEvery: ROOT });
const entryAt = (seq: number): Uint8Array => log.entries[seq - 1] ?? new Uint8Array();
const stateAt = (seq: number): PolicyState => replayAlone(crypto, log, log.entries.slice(0, seq)).state;
const pinned = stateAt(110).head;

/** The ordinary member, who had joined by the earliest place that is forked here. */
const FORKED = 80;
const mallory = log.people.findLast(({ member }) => stateAt(FORKED - 1).members.get(member)?.status === 'active');

/** Entries from `from` to `to`, each the member's new name. */
function renamed(from: number, to: number): readonly Uint8Array[] {
  if (mallory === undefined) throw new Error('nobody has joined yet');
  const { member: author, device, secretKey } = mallory;
  const draft = new StateDraft(stateAt(from - 1));
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const { seq, hash: prev } = draft.head;
    const edit = { type: 'member.edit', member: author, name: `Mallory ${index}` } as const;
    const payload = { author, device, actions: [edit], seq: seq + 1, prev, at: draft.at, rules: RULES };
    const stored = sealEntry(crypto, log.organisation, log.directory, payload, secretKey);
    unwrap(verifyEntry(crypto, draft, log.directory, stored));
    return stored;
  });
}

type Answer = Awaited<ReturnType<Hub['get']>>;
type Get = (key: string, options: GetOptions | undefined) => Promise<Answer | null> | null;

/** A newcomer at a hub that answers as it is told to; null: honestly. */
async function scene() {
  const hub = await emptyHub(crypto);
  await putLog(hub, log);
  const snapshot = sealSnapshot(crypto, log.directory, ROOT, stateAt(BASE)) ?? new Uint8Array();
  unwrap(await hub.put(snapshotKey(ROOT), snapshot));
  let answer: Get = () => null;
  const get: Hub['get'] = async (key, options) => (await answer(key, options)) ?? hub.get(key, options);
  const reader = await logReader(crypto, { ...hub, get }, log);
  expect(unwrap(await beginFromSnapshot(reader.ports, pinned))).toBe(true);
  const store = createEntryStore(reader.ports.database);
  const show = (more: Get) => {
    answer = more;
  };
  return { hub, reader, store, show };
}

const showing = (from: number, entries: readonly Uint8Array[]): Get => {
  const shown = new Map(entries.map((stored, index) => [entryKey(from + index), stored]));
  return (key) => {
    const stored = shown.get(key);
    return stored === undefined ? null : Promise.resolve({ ok: true, value: stored.slice() });
  };
};
const honest: Get = () => null;
const down: Get = async () => ({ ok: false, error: { code: 'hub.unreachable', detail: '' } });

/** Anybody who has the log up to there can tell: two texts, both validly signed, of one place in one organisation. */
function expectProof(seq: number, one: Uint8Array, other: Uint8Array): void {
  const texts = [one, other].map((stored) => {
    unwrap(verifyEntry(crypto, new StateDraft(stateAt(seq - 1)), log.directory, stored));
    const { payload, text } = unwrap(openEntry(crypto, log.organisation, log.directory, seq, stored));
    expect(payload.seq).toBe(seq);
    return hex(text);
  });
  expect(texts[0]).not.toBe(texts[1]);
}

const bytes = (evidence: Uint8Array | null | undefined): Uint8Array => evidence ?? new Uint8Array();

test('S25: a second entry at the snapshot’s own place is a fork, with that entry as the proof, for good', async () => {
  const { reader, store, show } = await scene();
  const [second = new Uint8Array()] = renamed(BASE, BASE);
  show(showing(BASE, [second]));
  const opened = reader.open();
  unwrap(await opened.sync());
  const alarm = { code: 'log.forked', seq: BASE, detail: 'signed' };
  expect(await opened.verifyHistory()).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: second });
  expectProof(BASE, entryAt(BASE), bytes(store.alarm()?.evidence));
  show(honest);
  const again = reader.open();
  expect(await again.sync()).toEqual({ ok: false, error: alarm });
  expect(await again.verifyHistory()).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: second });
});

test('S25: a history written anew up to the snapshot is a fork, however early it begins', async () => {
  const { reader, store, show } = await scene();
  const others = renamed(FORKED, BASE);
  show(showing(FORKED, others));
  const alarm = { code: 'log.forked', seq: BASE, detail: 'signed' };
  expect(await reader.open().verifyHistory()).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: others.at(-1) });
});

test.each([1, 6])(
  'S25: %i other entries before the snapshot, which the log does not go on from, are a fork when the hub shows the true ones',
  async (count) => {
    const { reader, store, show } = await scene();
    const others = renamed(FORKED, FORKED + count - 1);
    show(showing(FORKED, others));
    const refused = { code: 'log.refused', seq: FORKED + count };
    for (const _ of [1, 2]) {
      expect(await reader.open().verifyHistory()).toMatchObject({ ok: false, error: refused });
      expect(store.alarm()).toMatchObject({ alarm: refused, evidence: null });
      unwrap(await reader.open().sync());
    }
    // Nothing is judged by a history that may not be ours: neither what names a head in it, nor what names the true one.
    for (const stored of [bytes(others[0]), entryAt(FORKED)]) {
      expect(reader.open().knows({ seq: FORKED, hash: hex(crypto.hash(stored)) })).toBeNull();
    }
    show(honest);
    const alarm = { code: 'log.forked', seq: FORKED, detail: 'signed' };
    expect(await reader.open().verifyHistory()).toEqual({ ok: false, error: alarm });
    expect(store.alarm()).toEqual({ alarm, evidence: entryAt(FORKED) });
    const row = store.entry(FORKED);
    const ours = row === null ? new Uint8Array() : storedBytes(reader.ports, row);
    expectProof(FORKED, ours, bytes(store.alarm()?.evidence));
  },
);

test('S25: that is seen in the same run where the hub shows the other entry once', async () => {
  const { reader, store, show } = await scene();
  const lie = showing(FORKED, renamed(FORKED, FORKED));
  let times = 0;
  show((key, options) => {
    if (key === entryKey(FORKED)) times += 1;
    return times > 1 ? null : lie(key, options);
  });
  const alarm = { code: 'log.forked', seq: FORKED, detail: 'signed' };
  expect(await reader.open().verifyHistory()).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: entryAt(FORKED) });
});

const damaged: Get = async () => ({ ok: true, value: new Uint8Array(300) });
const absent: Get = async () => ({ ok: true, value: null });
const foreign: Get = async () => ({ ok: true, value: entryAt(3).slice() });

test.each([
  ['damages', damaged],
  ['withholds', absent],
  ['swaps', foreign],
  ['fails to give', down],
])('S25: a hub that damages an entry and %s those before it raises nothing that stays', async (_, before) => {
  const { reader, store, show } = await scene();
  const seen = new Set<string>();
  show((key, options) => {
    if (key === entryKey(FORKED)) return damaged(key, options);
    // What it gave once, for the reading, it does not give again.
    const again = seen.has(key);
    seen.add(key);
    return again && key < entryKey(FORKED) && key > entryKey(0) ? before(key, options) : null;
  });
  const refused = { code: 'log.refused', seq: FORKED };
  expect(await reader.open().verifyHistory()).toMatchObject({ ok: false, error: refused });
  expect(store.alarm()).toMatchObject({ alarm: refused, evidence: null });
  show(honest);
  const opened = reader.open();
  unwrap(await opened.verifyHistory());
  expect([opened.isWhole(), opened.alarm(), opened.stateAt(FORKED)]).toEqual([true, null, stateAt(FORKED)]);
  expect(opened.knows(stateAt(FORKED).head)).toBe(true);
});

/** Holds the hub's answer to the first who asks, until `go`. */
function held(then: Get) {
  let go = () => {};
  let asked = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const underWay = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let first = true;
  const get: Get = async (key, options) => {
    const holding = first;
    first = false;
    asked();
    if (holding) await gone;
    return then(key, options);
  };
  return { get, go: () => go(), underWay };
}

test.each([
  ['finds the hub’s head damaged', damaged],
  ['goes well', honest],
])('S25: a fork that is found while a sync is under way stands when that %s', async (_, then) => {
  const { reader, store, show } = await scene();
  const [second = new Uint8Array()] = renamed(BASE, BASE);
  const lie = showing(BASE, [second]);
  const opened = reader.open();
  // Something that a sync which goes well clears.
  show((key, options) => (key === entryKey(pinned.seq) ? damaged(key, options) : null));
  expect(await opened.sync()).toMatchObject({ ok: false, error: { code: 'log.forked', detail: 'damaged' } });
  const { get, go, underWay } = held(then);
  show((key, options) => (key === entryKey(pinned.seq) ? get(key, options) : lie(key, options)));
  const syncing = opened.sync();
  await underWay;
  const alarm = { code: 'log.forked', seq: BASE, detail: 'signed' };
  expect(await opened.verifyHistory()).toEqual({ ok: false, error: alarm });
  go();
  expect(await syncing).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: second });
});

test('S25: nothing is written when a fork is found while the actions are made', async () => {
  const { hub, reader, show } = await scene();
  show(showing(BASE, renamed(BASE, BASE)));
  const opened = reader.open();
  const alarm = { code: 'log.forked', seq: BASE, detail: 'signed' };
  const rename = { type: 'organisation.edit', name: 'Another' } as const;
  const make = async () => {
    expect(await opened.verifyHistory()).toEqual({ ok: false, error: alarm });
    return { ok: true, value: [rename] } as const;
  };
  expect(await opened.propose(make, log.owner)).toEqual({ ok: false, error: alarm });
  expect(unwrap(await hub.get(entryKey(log.entries.length + 1), { maxBytes: 1_000 }))).toBeNull();
});

test('a proof that is missing is looked for once a session, without reading the history again', async () => {
  const { reader, store, show } = await scene();
  const [second = new Uint8Array()] = renamed(BASE, BASE);
  const lie = showing(BASE, [second]);
  show(lie);
  await reader.open().verifyHistory();
  store.setAlarm(null);
  const { database } = reader.ports;
  database.run('UPDATE policy_entry SET cover = zeroblob(92) WHERE seq = ?', BASE);
  const signals: (AbortSignal | undefined)[] = [];
  const counted =
    (then: Get): Get =>
    (key, options) => {
      signals.push(options?.signal);
      return then(key, options);
    };
  const alarm = { code: 'log.forked', seq: BASE, detail: 'signed' };
  const { signal } = new AbortController();

  show(counted(down));
  const first = reader.open();
  expect(await first.verifyHistory(signal)).toEqual({ ok: false, error: alarm });
  expect([store.alarm(), signals]).toEqual([{ alarm, evidence: null }, [signal]]);
  // Who replayed it now would stumble.
  database.run('UPDATE policy_entry SET payload = ? WHERE seq = 5', utf8('{}'));
  show(counted(lie));
  for (const _ of [1, 2]) {
    expect(await first.sync(signal)).toEqual({ ok: false, error: alarm });
    expect(await first.verifyHistory(signal)).toEqual({ ok: false, error: alarm });
  }
  expect([store.alarm()?.evidence, signals]).toEqual([null, [signal]]);

  show(counted(down));
  const second_ = reader.open();
  for (const _ of [1, 2]) expect(await second_.verifyHistory(signal)).toEqual({ ok: false, error: alarm });
  expect([store.alarm()?.evidence, signals]).toEqual([null, [signal, signal]]);

  show(counted(lie));
  const third = reader.open();
  expect(await third.verifyHistory(signal)).toEqual({ ok: false, error: alarm });
  expect([store.alarm(), signals]).toEqual([{ alarm, evidence: second }, [signal, signal, signal]]);
});
