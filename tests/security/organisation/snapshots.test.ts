import { afterAll, expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { createWorkers } from '../../../src-main/crypto/workers/create-workers.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { sealEntry } from '../../../src-main/organisation/entry-codec.ts';
import { createEntryStore } from '../../../src-main/organisation/entry-store.ts';
import type { LogPorts } from '../../../src-main/organisation/log-ports.ts';
import { beginFromSnapshot } from '../../../src-main/organisation/snapshot/begin-from-snapshot.ts';
import { sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { stateRoot } from '../../../src-main/organisation/snapshot/state-root.ts';
import { createStateStore } from '../../../src-main/organisation/snapshot/state-store.ts';
import { verifyHistory } from '../../../src-main/organisation/snapshot/verify-history.ts';
import { verifyEntry } from '../../../src-main/organisation/verify-entry.ts';
import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { applyTo } from '../../../src-shared/policy/apply/apply.ts';
import { type PolicyState, RULES } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { emptyHub, type LogReader, logReader } from '../../support/log-reader.ts';
import { type LongLog, longLog, putLog, putTiles } from '../../support/long-log.ts';
import { replayAlone } from '../../support/replay.ts';
import { ROLE } from '../../support/roles.ts';
import { workerFile } from '../../support/worker-file.ts';

/* S25: what a newcomer begins with. A snapshot is believed for the root in the log alone, and for a while only. */

const crypto = await createCrypto();
const workers = createWorkers({ workerFile: workerFile(), count: 2 });
afterAll(() => workers.close());

const LENGTH = 420;
const ROOT_EVERY = 100;
/** Number of the newest entry with a root. */
const ROOT = 400;
const log = longLog(crypto, { members: 20, length: LENGTH, rootEvery: ROOT_EVERY });
const stateAt = (seq: number): PolicyState => replayAlone(crypto, log, log.entries.slice(0, seq)).state;
const pinned = stateAt(410).head;

const sealed = (seq: number, state: PolicyState): Uint8Array =>
  sealSnapshot(crypto, log.directory, seq, state) ?? new Uint8Array();

async function scene(...snapshots: readonly (readonly [number, Uint8Array])[]) {
  const hub = await emptyHub(crypto);
  await putLog(hub, log);
  for (const [seq, bytes] of snapshots) unwrap(await hub.put(snapshotKey(seq), bytes.slice()));
  return { hub, reader: await logReader(crypto, hub, log, workers) };
}

/** Somebody whom the state says to be an administrator. */
function raised(state: PolicyState): PolicyState {
  const last = [...state.members.values()].findLast(({ roles }) => roles.some(({ id }) => id === ROLE.member));
  if (last === undefined) throw new Error('nobody to raise');
  const roles = [{ id: ROLE.administrator, setBy: 1 }];
  return { ...state, members: new Map([...state.members, [last.id, { ...last, roles }]]) };
}

test('a newcomer begins with the newest snapshot below the pinned head, and reads on from there', async () => {
  const { reader } = await scene([200, sealed(200, stateAt(199))], [ROOT, sealed(ROOT, stateAt(ROOT - 1))]);
  expect(unwrap(await beginFromSnapshot(reader.ports, pinned))).toBe(true);
  const opened = reader.open();
  expect(opened.state()).toEqual(stateAt(pinned.seq));
  expect([opened.isWhole(), opened.knows(pinned), opened.knows({ seq: 50, hash: 'ab'.repeat(32) })]).toEqual([
    false,
    true,
    null,
  ]);
  expect(unwrap(await opened.sync()).head).toEqual(log.state.head);
  expect(opened.state()).toEqual(log.state);
  expect(opened.stateAt(405)).toEqual(stateAt(405));
  expect(() => opened.stateAt(50)).toThrow(RangeError);
  expect(opened.history(null, 1_000).map(({ seq }) => seq)).not.toContain(50);
});

test('P26: snapshot and tail equal full replay, before and after the rest was verified, and over restarts', async () => {
  const { reader } = await scene([ROOT, sealed(ROOT, stateAt(ROOT - 1))]);
  unwrap(await beginFromSnapshot(reader.ports, pinned));
  const opened = reader.open();
  unwrap(await opened.sync());
  unwrap(await opened.verifyHistory());
  expect([opened.isWhole(), opened.alarm()]).toEqual([true, null]);
  const again = reader.open();
  for (const log_ of [opened, again]) {
    expect(log_.state()).toEqual(log.state);
    for (const seq of [0, 1, 50, 199, ROOT - 1, ROOT, 415]) expect(log_.stateAt(seq)).toEqual(stateAt(seq));
    expect(log_.history(null, LENGTH + 1)).toHaveLength(LENGTH + 1);
  }
  expect(unwrap(await again.sync())).toMatchObject({ added: 0, restored: 0 });
});

test('S27: verifying the rest goes on after being cut off', async () => {
  const { hub, reader } = await scene([ROOT, sealed(ROOT, stateAt(ROOT - 1))]);
  unwrap(await beginFromSnapshot(reader.ports, pinned));
  let left = 150;
  const failing: Hub = {
    ...hub,
    get: async (key, options) => {
      left -= 1;
      return left > 0 ? hub.get(key, options) : { ok: false, error: { code: 'hub.unreachable', detail: '' } };
    },
  };
  const cut = await logReader(crypto, failing, log);
  unwrap(await beginFromSnapshot({ ...cut.ports, hub }, pinned));
  expect(await cut.open().verifyHistory()).toMatchObject({ ok: false, error: { code: 'hub.unreachable' } });
  expect(cut.open().isWhole()).toBe(false);
  left = 100_000;
  unwrap(await cut.open().verifyHistory());
  expect(cut.open().isWhole()).toBe(true);
  expect(cut.open().stateAt(77)).toEqual(stateAt(77));
});

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 500 ? byte ^ 1 : byte));

const HOSTILE: readonly (readonly [string, number, () => Uint8Array])[] = [
  ['that is damaged', ROOT, () => flipped(sealed(ROOT, stateAt(ROOT - 1)))],
  ['that is empty', ROOT, () => new Uint8Array()],
  ['that makes somebody an administrator', ROOT, () => sealed(ROOT, raised(stateAt(ROOT - 1)))],
  [
    'of an earlier state under a later number',
    ROOT,
    () => sealed(ROOT, { ...stateAt(199), head: stateAt(ROOT - 1).head }),
  ],
  ['of a place where the log has no root', 405, () => sealed(405, stateAt(404))],
  ['that makes somebody an administrator where the log has no root', 405, () => sealed(405, raised(stateAt(404)))],
  [
    'with another head',
    ROOT,
    () => sealed(ROOT, { ...stateAt(ROOT - 1), head: { seq: ROOT - 1, hash: 'ab'.repeat(32) } }),
  ],
  ['beyond the pinned head', 415, () => sealed(415, stateAt(414))],
  [
    'under a key of somebody else',
    ROOT,
    () => sealSnapshot(crypto, { epoch: 0, key: crypto.random(32) }, ROOT, stateAt(ROOT - 1)) ?? new Uint8Array(),
  ],
];

test.each(HOSTILE)(
  'S25: a snapshot %s is passed over, and an older one that is right is used',
  async (_, seq, bytes) => {
    const alone = await scene([seq, bytes()]);
    expect(unwrap(await beginFromSnapshot(alone.reader.ports, pinned))).toBe(false);
    const whole = alone.reader.open();
    expect(unwrap(await whole.sync()).head).toEqual(log.state.head);
    expect([whole.state(), whole.isWhole(), whole.alarm()]).toEqual([log.state, true, null]);

    const { reader } = await scene([seq, bytes()], [200, sealed(200, stateAt(199))]);
    expect(unwrap(await beginFromSnapshot(reader.ports, pinned))).toBe(true);
    const opened = reader.open();
    unwrap(await opened.sync());
    unwrap(await opened.verifyHistory());
    expect([opened.state(), opened.isWhole()]).toEqual([log.state, true]);
  },
);

test('S25: with every snapshot withheld a newcomer reads the whole log', async () => {
  const { reader } = await scene();
  expect(unwrap(await beginFromSnapshot(reader.ports, pinned))).toBe(false);
  expect(unwrap(await reader.open().sync()).head).toEqual(log.state.head);
});

test('S25: a snapshot and a log that lead to another head than the pinned one are not begun with', async () => {
  const { reader } = await scene([ROOT, sealed(ROOT, stateAt(ROOT - 1))]);
  expect(unwrap(await beginFromSnapshot(reader.ports, { ...pinned, hash: 'ab'.repeat(32) }))).toBe(false);
  expect(reader.open().state().head.seq).toBe(0);
});

/** Entries that follow `state`, each by the owner, as a client without any scruple would write them. */
function written(state: PolicyState, ...actions: readonly Action[]): readonly Uint8Array[] {
  const draft = new StateDraft(state);
  return actions.map((action) => {
    const { seq, hash: prev } = draft.head;
    const { member: author, device, secretKey } = log.owner;
    const payload = { author, device, actions: [action], seq: seq + 1, prev, at: draft.at, rules: RULES };
    const stored = sealEntry(crypto, log.organisation, log.directory, payload, secretKey);
    unwrap(applyTo(draft, { ...payload, hash: hex(crypto.hash(stored)) }));
    return stored;
  });
}

const rename = (name: string): Action => ({ type: 'organisation.edit', name });

test('S25: an entry with a wrong root is refused, whoever signed it', () => {
  const state = stateAt(ROOT - 1);
  const right = written(state, { type: 'state.root', root: stateRoot(crypto, state) });
  const wrong = written(state, { type: 'state.root', root: stateRoot(crypto, raised(state)) });
  const verify = ([stored = new Uint8Array()]: readonly Uint8Array[]) =>
    verifyEntry(crypto, new StateDraft(state), log.directory, stored);
  expect(verify(right).ok).toBe(true);
  expect(verify(wrong)).toEqual({ ok: false, error: { code: 'entry.root' } });
});

/** The owner, and an inviter with them, made up a state: root, snapshot and what follows hold together, from genesis on they do not. */
async function conspiracy() {
  const invented = raised(stateAt(ROOT - 1));
  const [lie, ...later] = written(
    invented,
    { type: 'state.root', root: stateRoot(crypto, invented) },
    rename('One'),
    rename('Two'),
  );
  const entries = [...log.entries.slice(0, ROOT - 1), lie ?? new Uint8Array(), ...later];
  const forged: LongLog = { ...log, entries };
  const hub = await emptyHub(crypto);
  await putLog(hub, forged);
  await putTiles(hub, forged);
  unwrap(await hub.put(snapshotKey(ROOT), sealed(ROOT, invented)));
  const head = { seq: ROOT + 1, hash: hex(crypto.hash(later[0] ?? new Uint8Array())) };
  return { hub, head, lie, forged };
}

test('S25: a root that its author and the inviter made up is found out in the background, for good', async () => {
  const { hub, head, forged } = await conspiracy();
  const reader = await logReader(crypto, hub, forged, workers);
  expect(unwrap(await beginFromSnapshot(reader.ports, head))).toBe(true);
  const opened = reader.open();
  unwrap(await opened.sync());
  const alarm = { code: 'log.refused', seq: ROOT, detail: 'snapshot.mismatch' };
  expect(await opened.verifyHistory()).toEqual({ ok: false, error: alarm });
  const again = reader.open();
  expect(again.alarm()).toEqual(alarm);
  expect(await again.sync()).toEqual({ ok: false, error: alarm });
  expect(await again.propose([rename('Three')], log.owner)).toEqual({ ok: false, error: alarm });
});

/** The vault cannot make the entry again that tells of the lie. */
const HARM: readonly (readonly [string, (reader: LogReader) => LogPorts])[] = [
  ['without its key', ({ ports }) => ({ ...ports, directoryKey: () => null })],
  [
    'with another text under its cover',
    ({ ports }) => {
      ports.database.run('UPDATE policy_entry SET payload = ? WHERE seq = ?', utf8('{}'), ROOT);
      return ports;
    },
  ],
];

test.each(HARM)(
  'S25: that is an alarm for good in a vault %s too, with the hub’s copy as the proof',
  async (_, harm) => {
    const { hub, head, lie, forged } = await conspiracy();
    const reader = await logReader(crypto, hub, forged, workers);
    unwrap(await beginFromSnapshot(reader.ports, head));
    // What comes before is here; the end of the last run was lost.
    const stopped = reader.open();
    await stopped.verifyHistory();
    const store = createEntryStore(reader.ports.database);
    store.setAlarm(null);
    const ports = harm(reader);
    const states = createStateStore(ports.database);
    const alarm = { code: 'log.refused', seq: ROOT, detail: 'snapshot.mismatch' };
    const history = (other: Hub) => verifyHistory({ ...ports, hub: other, store, states, genesis: log.first });
    expect(await history(hub)).toEqual({ ok: false, error: { alarm, evidence: lie } });
    const broken: Hub = { ...hub, get: () => Promise.reject(new Error('no hub')) };
    for (const other of [
      { ...hub, get: async () => ({ ok: false, error: { code: 'hub.unreachable', detail: '' } }) } satisfies Hub,
      { ...hub, get: async () => ({ ok: true, value: log.entries[ROOT - 1] ?? null }) } satisfies Hub,
      broken,
    ]) {
      expect(await history(other)).toEqual({ ok: false, error: { alarm, evidence: null } });
    }
  },
);

test('S25: without any proof the alarm stands all the same, over syncs and starts, until there is one', async () => {
  const { hub, head, lie, forged } = await conspiracy();
  let down = false;
  const failing: Hub = {
    ...hub,
    get: async (key, options) =>
      down ? { ok: false, error: { code: 'hub.unreachable', detail: '' } } : hub.get(key, options),
  };
  const reader = await logReader(crypto, failing, forged, workers);
  unwrap(await beginFromSnapshot(reader.ports, head));
  unwrap(await reader.open().sync());
  await reader.open().verifyHistory();
  const store = createEntryStore(reader.ports.database);
  store.setAlarm(null);
  reader.ports.database.run('UPDATE policy_entry SET cover = zeroblob(92) WHERE seq = ?', ROOT);
  down = true;
  const alarm = { code: 'log.refused', seq: ROOT, detail: 'snapshot.mismatch' };
  expect(await reader.open().verifyHistory()).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: null });
  down = false;
  for (const opened of [reader.open(), reader.open()]) {
    expect(await opened.sync()).toEqual({ ok: false, error: alarm });
    expect(await opened.propose([rename('Three')], log.owner)).toEqual({ ok: false, error: alarm });
    expect(opened.alarm()).toEqual(alarm);
  }
  expect(await reader.open().verifyHistory()).toEqual({ ok: false, error: alarm });
  expect(store.alarm()).toEqual({ alarm, evidence: lie });
});

test('S25: the same log stops everybody who reads from genesis at the root that was made up', async () => {
  const { hub, forged } = await conspiracy();
  const opened = (await logReader(crypto, hub, forged, workers)).open();
  expect(await opened.sync()).toEqual({ ok: false, error: { code: 'log.refused', seq: ROOT, detail: 'entry.root' } });
  expect(opened.state()).toEqual(stateAt(ROOT - 1));
});

test.each([1, 150, ROOT - 1])(
  'S25: entry %i, withheld or damaged before the snapshot, is an alarm until it is put right',
  async (seq) => {
    const { hub, reader } = await scene([ROOT, sealed(ROOT, stateAt(ROOT - 1))]);
    unwrap(await beginFromSnapshot(reader.ports, pinned));
    const stored = log.entries[seq - 1] ?? new Uint8Array();
    const opened = reader.open();
    unwrap(await opened.sync());
    unwrap(await hub.delete(entryKey(seq)));
    expect(await opened.verifyHistory()).toEqual({
      ok: false,
      error: { code: 'log.refused', seq, detail: 'entry.withheld' },
    });
    unwrap(await hub.put(entryKey(seq), stored.slice(0, -1)));
    const refused = await opened.verifyHistory();
    expect(refused).toMatchObject({ ok: false, error: { code: 'log.refused', seq } });
    // A sync that goes well says nothing of what is still unverified.
    unwrap(await reader.open().sync());
    expect(reader.open().alarm()).toMatchObject({ code: 'log.refused', seq });
    unwrap(await hub.put(entryKey(seq), stored.slice()));
    const again = reader.open();
    unwrap(await again.verifyHistory());
    expect([again.isWhole(), again.alarm(), again.stateAt(seq)]).toEqual([true, null, stateAt(seq)]);
  },
);
