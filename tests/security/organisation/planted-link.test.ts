import { execFileSync } from 'node:child_process';
import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { createEntryStore } from '../../../src-main/organisation/entry-store.ts';
import { setRole } from '../../../src-main/organisation/invite.ts';
import { openPolicyLog } from '../../../src-main/organisation/open-policy-log.ts';
import { beginFromSnapshot } from '../../../src-main/organisation/snapshot/begin-from-snapshot.ts';
import { sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { Upkeep } from '../../../src-main/organisation/snapshot/upkeep.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { encodeTile, TILE_ENTRIES, tileKey } from '../../../src-shared/protocol/log-tile.ts';
import { entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import { snapshotKey } from '../../../src-shared/protocol/snapshot.ts';
import { plantLink, readObject, writeObject } from '../../support/hub-objects.ts';
import { emptyFolder, logReader } from '../../support/log-reader.ts';
import { longLog, putLog, putTiles } from '../../support/long-log.ts';
import { entryBytes, newReader, organisationBench } from '../../support/organisation.ts';
import { replayAlone } from '../../support/replay.ts';
import { ROLE } from '../../support/roles.ts';

/* S25: somebody with write access to the hub plants links in the place of single objects of the log, and of what shortens it. */

const onLinks = describe.skipIf(process.platform === 'win32');
const isFile = async (...place: readonly string[]) => (await lstat(path.join(...place))).isFile();

onLinks('a link in the place of an entry', () => {
  const HEAD = 6;

  async function scene() {
    const bench = await organisationBench();
    const ada = await bench.found();
    const bob = await bench.add(ada, 'Bob', ROLE.administrator);
    const cleo = await bench.add(ada, 'Cleo');
    for (const role of [ROLE.administrator, ROLE.member]) unwrap(await setRole(ada, cleo.keyset.memberId, role));
    unwrap(await bob.log.sync());
    return { bench, ada, bob };
  }

  test.each([1, 3, HEAD])('S25: %i: who has not read it stops there, with an alarm that goes', async (seq) => {
    const { bench, ada } = await scene();
    const { log, reopen } = await newReader(bench, ada);
    const { undo } = await plantLink(bench.hubPath, entryKey(seq));
    const error = { code: 'log.refused', seq, detail: 'entry.unsuitable' };
    expect(await log.sync()).toEqual({ ok: false, error });
    expect([log.state(), reopen().alarm()]).toEqual([ada.log.stateAt(seq - 1), error]);
    await undo();
    expect(unwrap(await log.sync()).head).toEqual(ada.log.state().head);
    expect(log.alarm()).toBeNull();
  });

  test.each([1, 3, HEAD])('S25: %i is put back by who has it, and then others read on', async (seq) => {
    const { bench, ada, bob } = await scene();
    const bytes = await entryBytes(bench.hub, seq);
    const { log } = await newReader(bench, ada);
    const restarted = await newReader(bench, bob);
    unwrap(await restarted.log.sync());
    const { aside } = await plantLink(bench.hubPath, entryKey(seq));
    expect(unwrap(await restarted.reopen().sync())).toMatchObject({ added: 0, restored: 1 });
    expect(await isFile(bench.hubPath, entryKey(seq))).toBe(true);
    expect([await entryBytes(bench.hub, seq), new Uint8Array(await readFile(aside))]).toEqual([bytes, bytes]);
    expect(unwrap(await log.sync()).head).toEqual(ada.log.state().head);
  });

  test('S25: the newest is put back without a restart, and so is one that became a pipe', async () => {
    const { bench, bob } = await scene();
    const bytes = await entryBytes(bench.hub, HEAD);
    await plantLink(bench.hubPath, entryKey(HEAD));
    expect(unwrap(await bob.log.sync()).restored).toBe(1);
    const place = path.join(bench.hubPath, entryKey(HEAD));
    await rm(place);
    execFileSync('mkfifo', [place]);
    expect(unwrap(await bob.log.sync()).restored).toBe(1);
    expect([await isFile(place), await entryBytes(bench.hub, HEAD)]).toEqual([true, bytes]);
  });

  test('S25: genesis is put back by who has it', async () => {
    const { bench, ada } = await scene();
    const genesis = await entryBytes(bench.hub, 0);
    const { log, reopen } = await newReader(bench, ada);
    unwrap(await log.sync());
    await plantLink(bench.hubPath, 'org.json');
    expect(unwrap(await reopen().sync()).restored).toBe(1);
    expect(await entryBytes(bench.hub, 0)).toEqual(genesis);
  });

  test('S25: one that may not be put back is an alarm that names it, loses nothing, and goes', async () => {
    const { bench, ada, bob } = await scene();
    const { ports, log, reopen } = await newReader(bench, bob);
    unwrap(await log.sync());
    await plantLink(bench.hubPath, entryKey(4));
    // A folder in which only the owner of a file may replace it.
    const put: Hub['put'] = async (key, body, options) =>
      options?.ifAbsent === true
        ? bench.hub.put(key, body, options)
        : { ok: false, error: { code: 'hub.denied', detail: 'EPERM' } };
    const refused = openPolicyLog({ ...ports, hub: { ...bench.hub, put } });
    const error = { code: 'log.rolledBack', seq: 4, detail: 'hub.denied' };
    expect(await refused?.sync()).toEqual({ ok: false, error });
    expect([refused?.alarm(), refused?.state()]).toEqual([error, ada.log.state()]);
    const again = reopen();
    expect(unwrap(await again.sync()).restored).toBe(1);
    expect(again.alarm()).toBeNull();
  });

  test('S25: the next one stops readers and writers there; the link is neither followed nor written over', async () => {
    const { bench, ada, bob } = await scene();
    const foreign = await entryBytes(bench.hub, 2);
    await writeObject(bench.hub, entryKey(HEAD + 1), foreign);
    const { aside } = await plantLink(bench.hubPath, entryKey(HEAD + 1));
    const error = { code: 'log.refused', seq: HEAD + 1, detail: 'entry.unsuitable' };
    expect(await bob.log.sync()).toEqual({ ok: false, error });
    expect(await setRole(ada, bob.keyset.memberId, ROLE.member)).toEqual({ ok: false, error });
    expect(await isFile(bench.hubPath, entryKey(HEAD + 1))).toBe(false);
    expect(new Uint8Array(await readFile(aside))).toEqual(foreign);
    await rm(path.join(bench.hubPath, entryKey(HEAD + 1)));
    unwrap(await setRole(ada, bob.keyset.memberId, ROLE.member));
    expect(unwrap(await bob.log.sync())).toMatchObject({ added: 1, head: { seq: HEAD + 1 } });
    expect(bob.log.alarm()).toBeNull();
  });

  test('S25: one further on proves nothing: the log is read to its end, and written on', async () => {
    const { bench, ada, bob } = await scene();
    await writeObject(bench.hub, entryKey(HEAD + 2), new Uint8Array(9));
    await plantLink(bench.hubPath, entryKey(HEAD + 2));
    const { log } = await newReader(bench, ada);
    for (const each of [log, bob.log]) expect(unwrap(await each.sync()).head.seq).toBe(HEAD);
    unwrap(await setRole(ada, bob.keyset.memberId, ROLE.member));
    expect(ada.log.state().head.seq).toBe(HEAD + 1);
  });

  test('S25: the whole folder is a failure of the hub, and no alarm', async () => {
    const { bench, ada, bob } = await scene();
    const reader = await newReader(bench, ada);
    const knowing = await newReader(bench, bob);
    unwrap(await knowing.log.sync());
    const { undo } = await plantLink(bench.hubPath, 'log');
    for (const log of [reader.log, bob.log, knowing.reopen()]) {
      expect(await log.sync()).toMatchObject({ ok: false, error: { code: 'hub.unsuitable' } });
      expect(log.alarm()).toBeNull();
    }
    await undo();
    for (const log of [reader.log, bob.log, knowing.reopen()]) {
      expect(unwrap(await log.sync())).toMatchObject({ head: ada.log.state().head, restored: 0 });
    }
  });

  test('S25: none is an alarm while the hub is away', async () => {
    const { bench, bob } = await scene();
    await plantLink(bench.hubPath, entryKey(HEAD));
    await rename(bench.hubPath, `${bench.hubPath}-away`);
    expect(await bob.log.sync()).toMatchObject({ ok: false, error: { code: 'hub.unreachable' } });
    expect(bob.log.alarm()).toBeNull();
    await rename(`${bench.hubPath}-away`, bench.hubPath);
    expect(unwrap(await bob.log.sync()).restored).toBe(1);
  });
});

onLinks('a link in the place of what shortens a long log', async () => {
  const crypto = await createCrypto();
  const LENGTH = 2 * TILE_ENTRIES + 40;
  const ROOT = 400;
  /** Number of the newest entry with a root. */
  const NEWEST = 500;
  const log = longLog(crypto, { members: 10, length: LENGTH, rootEvery: 100 });
  const stateAt = (seq: number) => replayAlone(crypto, log, log.entries.slice(0, seq)).state;
  const pinned = stateAt(410).head;
  const snapshot = (seq: number) => sealSnapshot(crypto, log.directory, seq, stateAt(seq - 1)) ?? new Uint8Array();

  async function scene() {
    const { hub, hubPath } = await emptyFolder(crypto);
    await putLog(hub, log);
    await putTiles(hub, log);
    for (const seq of [200, ROOT]) unwrap(await hub.put(snapshotKey(seq), snapshot(seq)));
    return { hub, hubPath, reader: await logReader(crypto, hub, log) };
  }

  /** The owner's client with the whole log, as far as it looks after tiles and snapshots. */
  async function keeper(hub: Hub) {
    const { ports, open } = await logReader(crypto, hub, log);
    const opened = open();
    unwrap(await opened.sync());
    return new Upkeep({ ...ports, store: createEntryStore(ports.database), log: opened, signer: log.owner });
  }

  test.each([[[tileKey(0)]], [[tileKey(0), tileKey(1)]], [['tiles']]])(
    'S25: %j: entries are read one by one',
    async (keys) => {
      const { hubPath, reader } = await scene();
      for (const key of keys) await plantLink(hubPath, key);
      // The listing names them all the same: they were replaced after it, say.
      const list: Hub['list'] = async (prefix, options) => {
        const page = await reader.ports.hub.list(prefix, options);
        const more = keys.filter((key) => key.startsWith(prefix));
        return page.ok ? { ok: true, value: { ...page.value, keys: [...page.value.keys, ...more].sort() } } : page;
      };
      const opened = openPolicyLog({ ...reader.ports, hub: { ...reader.ports.hub, list } });
      expect(await opened?.sync()).toMatchObject({ ok: true, value: { head: log.state.head } });
      expect([opened?.alarm(), opened?.state()]).toEqual([null, log.state]);
    },
  );

  test.each([
    [snapshotKey(ROOT), true],
    ['snapshots', false],
  ])('S25: %s: an older snapshot is begun with, or genesis', async (key, begun) => {
    const { hubPath, reader } = await scene();
    await plantLink(hubPath, key);
    const list: Hub['list'] = async (prefix, options) => {
      const page = await reader.ports.hub.list(prefix, options);
      const more = key.startsWith(prefix) ? [key] : [];
      return page.ok ? { ok: true, value: { ...page.value, keys: [...page.value.keys, ...more] } } : page;
    };
    const ports = { ...reader.ports, hub: { ...reader.ports.hub, list } };
    expect(unwrap(await beginFromSnapshot(ports, pinned))).toBe(begun);
    const opened = reader.open();
    expect(opened.state().head.seq).toBe(begun ? pinned.seq : 0);
    expect(unwrap(await opened.sync()).head).toEqual(log.state.head);
    unwrap(await opened.verifyHistory());
    expect([opened.isWhole(), opened.alarm(), opened.state()]).toEqual([true, null, log.state]);
  });

  test('S25: an entry before the snapshot is an alarm that names it, until it is put right', async () => {
    const { hub, hubPath, reader } = await scene();
    unwrap(await beginFromSnapshot(reader.ports, pinned));
    const opened = reader.open();
    for (const tile of [0, 1]) unwrap(await hub.delete(tileKey(tile)));
    const { undo } = await plantLink(hubPath, entryKey(150));
    const error = { code: 'log.refused', seq: 150, detail: 'entry.unsuitable' };
    expect(await opened.verifyHistory()).toEqual({ ok: false, error });
    await undo();
    unwrap(await opened.verifyHistory());
    expect([opened.isWhole(), opened.alarm()]).toEqual([true, null]);
  });

  test('S25: is replaced by whoever writes tiles and snapshots; what it leads to is left alone', async () => {
    const { hub, hubPath } = await scene();
    await writeObject(hub, snapshotKey(NEWEST), new Uint8Array(7));
    const tile = await plantLink(hubPath, tileKey(1));
    const other = await plantLink(hubPath, snapshotKey(NEWEST));
    await writeFile(tile.aside, 'theirs');
    unwrap(await (await keeper(hub)).run());
    const body = encodeTile(log.entries.slice(TILE_ENTRIES, 2 * TILE_ENTRIES));
    expect(await readObject(hub, tileKey(1))).toEqual(body);
    expect([await readFile(tile.aside, 'utf8'), (await readFile(other.aside)).length]).toEqual(['theirs', 7]);
    const newcomer = await logReader(crypto, hub, log);
    expect(unwrap(await beginFromSnapshot(newcomer.ports, stateAt(520).head))).toBe(true);
    // Begun with the newest: nothing before it is held.
    expect(createEntryStore(newcomer.ports.database).lastUpTo(NEWEST - 1)).toBe(0);
    expect(createEntryStore(newcomer.ports.database).entry(NEWEST)).not.toBeNull();
  });

  test.each(['tiles', 'snapshots'])('S25: %s: the rest of the upkeep goes on', async (folder) => {
    const { hub, hubPath } = await scene();
    const other = folder === 'tiles' ? snapshotKey(NEWEST) : tileKey(1);
    unwrap(await hub.delete(other));
    await plantLink(hubPath, folder);
    unwrap(await (await keeper(hub)).run());
    expect(await isFile(hubPath, other)).toBe(true);
  });
});
