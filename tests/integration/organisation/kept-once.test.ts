import { expect, test } from 'vitest';
import { historyJson } from '../../../src-main/app/admin/history-json.ts';
import { coverAt, storedBytes } from '../../../src-main/organisation/entry-cover.ts';
import { createEntryStore, type EntryRow } from '../../../src-main/organisation/entry-store.ts';
import { keyOf } from '../../../src-main/organisation/hub-log.ts';
import { invite } from '../../../src-main/organisation/invite.ts';
import { beginJoin, inspectInvitation } from '../../../src-main/organisation/join.ts';
import { bringFirstKey } from '../../../src-main/organisation/join-keys.ts';
import { ROTATION_INTERVAL_MS } from '../../../src-main/organisation/keys/rotation-due.ts';
import { type Membership, openMembership } from '../../../src-main/organisation/membership.ts';
import { logPortsOf } from '../../../src-main/organisation/membership-ports.ts';
import { fetchGenesis } from '../../../src-main/organisation/open-policy-log.ts';
import { writeTiles } from '../../../src-main/organisation/replay/write-tiles.ts';
import { beginFromSnapshot } from '../../../src-main/organisation/snapshot/begin-from-snapshot.ts';
import { sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { stateRoot } from '../../../src-main/organisation/snapshot/state-root.ts';
import { createKeysetStore } from '../../../src-main/vault/keyset-store.ts';
import { toBase64Url } from '../../../src-shared/base/encoding.ts';
import { ok, unwrap } from '../../../src-shared/base/result.ts';
import { parseLink } from '../../../src-shared/protocol/invitation.ts';
import { encodeTile, TILE_ENTRIES, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { decodeStoredEntry } from '../../../src-shared/protocol/policy-entry.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { change } from '../../support/change.ts';
import { doubt } from '../../support/history-file.ts';
import { readObject } from '../../support/hub-objects.ts';
import { entryBytes, type OrganisationBench, organisationBench } from '../../support/organisation.ts';
import { act, epochOfLog, idOf, round } from '../../support/organisation-keys.ts';
import { withoutThreads } from '../../support/replay.ts';
import { ROLE } from '../../support/roles.ts';

/* Entries that the vault keeps once, over rotations of the directory key, and in a copy that began with a snapshot. */

const storeOf = ({ database }: Pick<Membership, 'database'>) => createEntryStore(database);
const portsOf = ({ crypto, log, directoryKey }: Membership) => ({
  crypto,
  organisation: log.organisation,
  directoryKey,
});

async function renamed(by: Membership, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    unwrap(await change(by, [{ type: 'organisation.edit', name: `Lovelace Ltd ${by.log.state().head.seq}` }]));
  }
}

interface Scene {
  readonly bench: OrganisationBench;
  /** The owner, who wrote the most of it. */
  readonly ada: Membership;
  /** Read it as it came. */
  readonly bob: Membership;
  /** The entry with a root, whose snapshot lies on the hub. */
  readonly root: number;
  /** Of every entry as it lies on the hub, genesis first. */
  readonly bytes: readonly Uint8Array[];
}

/** Two rotations of the directory key, one before and one after a root; every epoch has entries of its own. */
async function rotatedLog(entries: number): Promise<Scene> {
  const bench = await organisationBench();
  const ada = await bench.found();
  await round(ada);
  const [bob, cleo, dan] = [await bench.add(ada, 'Bob'), await bench.add(ada, 'Cleo'), await bench.add(ada, 'Dan')];
  await round(ada);
  await renamed(ada, 3);
  await act(ada, { type: 'member.remove', member: idOf(dan) });
  unwrap(await bob.log.sync());
  await renamed(ada, 3);
  const { seq } = unwrap(
    await ada.log.propose(
      async (state) => ok([{ type: 'state.root', root: stateRoot(ada.crypto, state) }]),
      ada.signer,
    ),
  );
  const key = ada.directoryKey(1) ?? new Uint8Array();
  const snapshot = sealSnapshot(ada.crypto, { epoch: 1, key }, seq, ada.log.stateAt(seq - 1));
  unwrap(await bench.hub.put(snapshotKey(seq), snapshot ?? new Uint8Array()));
  await renamed(ada, 3);
  bench.clock.time += ROTATION_INTERVAL_MS;
  await act(ada, { type: 'member.remove', member: idOf(cleo) });
  await renamed(ada, Math.max(3, entries - ada.log.state().head.seq));
  unwrap(await bob.log.sync());
  expect(epochOfLog(ada)).toBe(2);
  return { bench, ada, bob, root: seq, bytes: await onHub(bench, ada) };
}

const onHub = ({ hub }: OrganisationBench, { log }: Membership): Promise<readonly Uint8Array[]> =>
  Promise.all(Array.from({ length: log.state().head.seq + 1 }, (_, seq) => entryBytes(hub, seq)));

const rowsOf = (person: Membership): readonly EntryRow[] => storeOf(person).range(0, person.log.state().head.seq);

/** Whether each of the entries is held by its cover, with the epoch that it is under on the hub, and made again as it is there. */
function expectMadeAgain(person: Membership, rows: readonly EntryRow[], bytes: readonly Uint8Array[]): void {
  for (const row of rows) {
    const there = bytes[row.seq] ?? new Uint8Array();
    expect(Buffer.from(storedBytes(portsOf(person), row)).equals(there), `entry ${row.seq}`).toBe(true);
    if (row.seq === 0) continue;
    const cover = coverAt(row.cover ?? new Uint8Array(), 0);
    const epoch = new DataView(cover.buffer, cover.byteOffset).getUint32(0);
    expect([row.stored.length, epoch]).toEqual([0, decodeStoredEntry(there)?.epoch]);
  }
}

/** As a vault has it that was written before covers. */
function keepWhole({ database }: Membership, seqs: readonly number[], bytes: readonly Uint8Array[]): void {
  for (const seq of seqs) {
    const sql = 'UPDATE policy_entry SET stored = ?, cover = NULL WHERE seq = ?';
    expect(database.run(sql, bytes[seq] ?? new Uint8Array(), seq).changes).toBe(1);
  }
}

/** The file, without what says who exported it when, and its entries. */
function exportOf(membership: Membership) {
  const file = historyJson({ membership, now: () => 1 });
  const json = JSON.parse(new TextDecoder().decode(file)) as {
    readonly statement: { readonly from: number; readonly to: number };
    readonly entries: readonly { readonly seq: number; readonly stored: string; readonly text?: string }[];
  };
  return { file, ...json };
}

const epochsOf = (bytes: readonly Uint8Array[]): readonly (number | undefined)[] => [
  ...new Set(bytes.slice(1).map((each) => decodeStoredEntry(each)?.epoch)),
];

test('S25: entries of every epoch are made again, by who wrote them, who read them as they came, and who came later', async () => {
  const { bench, ada, bob, bytes } = await rotatedLog(0);
  expect(epochsOf(bytes)).toEqual([0, 1, 2]);
  const eve = await bench.add(ada, 'Eve');
  unwrap(await eve.log.verifyHistory());
  for (const person of [ada, bob]) await round(person);
  const now = await onHub(bench, ada);
  for (const person of [ada, bob, eve]) {
    expect(rowsOf(person)).toHaveLength(now.length);
    expectMadeAgain(person, rowsOf(person), now);
  }
  const lost = [...bytes.keys()].filter((seq) => seq % 4 === 1);
  for (const seq of lost) unwrap(await bench.hub.delete(keyOf(seq)));
  const restarted = unwrap(await openMembership(bob));
  expect(unwrap(await restarted.log.sync()).restored).toBe(lost.length);
  expect(await onHub(bench, ada)).toEqual(now);
});

test('S25: a tile over two rotations, and the export, hold what is on the hub, whichever way an entry is kept', async () => {
  const { bench, ada, bob, bytes } = await rotatedLog(TILE_ENTRIES + 2);
  const tile = encodeTile(bytes.slice(1, 1 + TILE_ENTRIES));
  const covered = exportOf(bob);
  const history = bob.log.history(null, bytes.length);
  // Of each epoch one, the rotations themselves, and the newest.
  const rotations = history.filter(({ actions }) => actions.some(({ type }) => type === 'key.rotate'));
  const whole = [2, bytes.length - 3, bytes.length - 1, ...rotations.map(({ seq }) => seq)];
  keepWhole(bob, [...new Set(whole)], bytes);
  for (const person of [ada, bob]) {
    expect(
      unwrap(await writeTiles({ ...portsOf(person), hub: bench.hub, store: storeOf(person) }, bytes.length - 1)),
    ).toBe(1);
    expect(await readObject(bench.hub, tileKey(0))).toEqual(tile);
    unwrap(await bench.hub.delete(tileKey(0)));
    const { file, entries } = exportOf(person);
    expect(await doubt(file)).toBeNull();
    expect(entries.map(({ stored }) => stored)).toEqual(bytes.map(toBase64Url));
  }
  // Texts and signatures, too.
  expect(exportOf(bob).entries).toEqual(covered.entries);
  expect(bob.log.history(null, bytes.length)).toEqual(history);
  // Without its key an entry kept whole is exported as it is, and nothing is made up of one that is not.
  const gone = { ...bob, directoryKey: (epoch: number) => (epoch === 1 ? null : bob.directoryKey(epoch)) };
  expect(() => exportOf(gone)).toThrow('no directory key 1');
  const ofFirst = [...bytes.keys()].filter(
    (seq) => seq > 0 && decodeStoredEntry(bytes[seq] ?? new Uint8Array())?.epoch === 1,
  );
  keepWhole(bob, ofFirst, bytes);
  const { entries } = exportOf(gone);
  expect(entries.map(({ stored }) => stored)).toEqual(bytes.map(toBase64Url));
  expect(entries.filter(({ seq, text }) => seq > 0 && text === undefined).map(({ seq }) => seq)).toEqual(ofFirst);
});

test.each([
  ['here', false],
  ['by a thread', true],
])(
  'S25: a copy that began with a snapshot makes again what it holds, then all that was checked %s',
  async (_, threads) => {
    const { bench, ada, root } = await rotatedLog(TILE_ENTRIES + 2);
    const joined = await bench.add(ada, 'Eve');
    const ports = threads ? { ...joined, workers: { ...withoutThreads(bench.crypto), wrapForAll: never } } : joined;
    const eve = unwrap(await openMembership(ports));
    await round(ada);
    unwrap(await eve.log.sync());
    const bytes = await onHub(bench, ada);
    expect([eve.log.isWhole(), epochsOf(bytes.slice(root))]).toEqual([false, [1, 2]]);
    const held = rowsOf(eve);
    expect(held.map(({ seq }) => seq)).toEqual([0, ...[...bytes.keys()].filter((seq) => seq >= root)]);
    expectMadeAgain(eve, held, bytes);
    // A tile needs what she has not.
    const tiles = { ...portsOf(eve), hub: bench.hub, store: storeOf(eve) };
    expect(unwrap(await writeTiles(tiles, bytes.length - 1))).toBe(0);
    const half = exportOf(eve);
    expect(half.statement).toMatchObject({ from: root, to: bytes.length - 1 });
    expect(half.entries.map(({ stored }) => stored)).toEqual(
      held.map(({ seq }) => toBase64Url(bytes[seq] ?? new Uint8Array())),
    );
    // What she holds, she gives back to a hub that lost it.
    for (const seq of [root, bytes.length - 2]) unwrap(await bench.hub.delete(keyOf(seq)));
    expect(unwrap(await unwrap(await openMembership(ports)).log.sync()).restored).toBe(2);
    expect(await onHub(bench, ada)).toEqual(bytes);

    unwrap(await eve.log.verifyHistory());
    expect(eve.log.isWhole()).toBe(true);
    expect(rowsOf(eve)).toHaveLength(bytes.length);
    expectMadeAgain(eve, rowsOf(eve), bytes);
    expect(unwrap(await writeTiles(tiles, bytes.length - 1))).toBe(1);
    expect(await readObject(bench.hub, tileKey(0))).toEqual(encodeTile(bytes.slice(1, 1 + TILE_ENTRIES)));
    const { file, statement, entries } = exportOf(eve);
    expect(statement).toMatchObject({ from: 0, to: bytes.length - 1 });
    expect(entries.map(({ stored }) => stored)).toEqual(bytes.map(toBase64Url));
    expect(await doubt(file)).toBeNull();
  },
);

function never(): never {
  throw new Error('nothing is sealed here');
}

test('S25: a snapshot is tried with keys that are held only when it leads to the head that the invitation pins', async () => {
  const { bench, ada } = await rotatedLog(0);
  const { link: text } = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
  const link = parseLink(text);
  if (link === null) throw new Error('not a link');
  const ports = await bench.ports();
  const opened = unwrap(await inspectInvitation(ports, link));
  const { head } = opened.bundle;
  beginJoin(ports, link, opened, 'Eve');
  const whole = logPortsOf(ports);
  if (whole === null) throw new Error('no keyset');
  expect(unwrap(await bringFirstKey(whole, opened.bundle.directory.epoch))).toBe(true);
  unwrap(await fetchGenesis(whole));
  const held = () => [...createKeysetStore(ports.database).directoryKeys().keys()];
  const get: typeof bench.hub.get = async (key, options) =>
    key === keyOf(head.seq) ? ok(null) : bench.hub.get(key, options);
  expect(unwrap(await beginFromSnapshot({ ...whole, hub: { ...bench.hub, get } }, head))).toBe(false);
  expect(held()).toEqual([0, 2]);
  expect(unwrap(await beginFromSnapshot(whole, head))).toBe(true);
  expect(held()).toEqual([0, 1, 2]);
  expect(whole.directoryKey(1)).toEqual(ada.directoryKey(1));
});
