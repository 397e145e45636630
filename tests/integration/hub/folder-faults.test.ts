import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderHub } from '../../../src-main/hub/folder-hub.ts';
import { createHub } from '../../../src-main/hub/open-hub.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { randomId } from '../../../src-shared/base/ids.ts';
import type { HubFixture } from '../../support/hub-conformance.ts';
import { folderFixture, systemRandom } from '../../support/hub-fixtures.ts';
import { runScenario } from '../../support/private-mounts.ts';

let fixture: HubFixture;
let folder: string;
let hub: Hub;

beforeEach(async () => {
  fixture = await folderFixture('folder');
  folder = fixture.writer.location;
  hub = fixture.connect();
});

afterEach(async () => {
  await hub.close();
  await fixture.remove();
});

const MAX = { maxBytes: 1 << 20 };
const unreachable = { ok: false, error: { code: 'hub.unreachable' } };
const unsuitable = { ok: false, error: { code: 'hub.unsuitable' } };

async function everyVerbAnswers(connection: Hub, answer: object): Promise<void> {
  expect(await connection.get('org.json', MAX)).toMatchObject(answer);
  expect(await connection.put('log/0000000001', utf8('x'), { ifAbsent: true })).toMatchObject(answer);
  expect(await connection.put('log/0000000001', utf8('x'), { durable: 'flush' })).toMatchObject(answer);
  expect(await connection.list('log/', { limit: 10 })).toMatchObject(answer);
  expect(await connection.delete('log/0000000001')).toMatchObject(answer);
  expect(await connection.probe()).toMatchObject(answer);
}

describe('a folder hub that is not there', () => {
  it('says so when the folder is missing', async () => {
    await fixture.remove();
    await everyVerbAnswers(hub, unreachable);
  });

  it('says so when the folder is a file', async () => {
    await fixture.remove();
    await writeFile(folder, 'not a folder');
    await everyVerbAnswers(hub, unreachable);
  });

  it('says so when an empty folder is where a known hub should be, and writes nothing into it', async () => {
    const location = { kind: 'folder', path: folder } as const;
    await everyVerbAnswers(createHub(location, { random: systemRandom }, 'existing'), unreachable);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so when the folder it has written to becomes empty, and goes on once it is back', async () => {
    await hub.put('org.json', utf8('{}'));
    await rename(folder, `${folder}-away`);
    await everyVerbAnswers(hub, unreachable);
    await mkdir(folder);
    await everyVerbAnswers(hub, unreachable);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
    await rename(`${folder}-away`, folder);
    expect(await hub.get('org.json', MAX)).toEqual({ ok: true, value: utf8('{}') });
    expect(await hub.put('log/0000000001', utf8('x'), { ifAbsent: true })).toMatchObject({ value: 'stored' });
  });

  it('is still there when somebody tidied `tmp` away', async () => {
    await hub.put('org.json', utf8('{}'));
    await rm(join(folder, 'tmp'), { recursive: true });
    const existing = createFolderHub({ path: folder, random: systemRandom, expect: 'existing' });
    expect(await existing.get('log/0000000001', MAX)).toEqual({ ok: true, value: null });
    expect(await existing.put('log/0000000001', utf8('x'))).toMatchObject({ value: 'stored' });
    expect(await hub.put('log/0000000002', utf8('x'))).toMatchObject({ value: 'stored' });
  });
});

describe('a folder hub on a store with faults', () => {
  it('says that it is full, keeps what it has, leaves nothing half-written, and goes on when there is room', async () => {
    const { seen } = await runScenario('full');
    expect(seen).toEqual({
      small: 'stored',
      large: 'hub.full',
      largeNow: 'hub.full',
      leftInTmp: 0,
      listed: { keys: ['packages/a/s/00000000'], more: false },
      stillThere: 1 << 20,
      freed: null,
      again: 'stored',
      flushed: null,
    });
  });

  it('reads, and says that it cannot write, when the share is read-only', async () => {
    const { means, seen } = await runScenario('readOnly');
    const refused = means === 'mounts' ? 'hub.readOnly' : 'hub.denied';
    expect(seen).toEqual({
      get: 10,
      list: { keys: ['log/0000000001'], more: false },
      put: refused,
      putFresh: refused,
      delete: refused,
      probe: refused,
    });
  });

  it('S25 neither loses nor misplaces an object when the share vanishes mid-transfer, and recovers with it', async () => {
    const { seen } = await runScenario('vanishing');
    const gone = 'hub.unreachable';
    expect(seen).toEqual({
      before: Array(5).fill('stored'),
      outcomes: [gone],
      gone: { put: gone, get: gone, absent: gone, list: gone, delete: gone, flush: gone, probe: gone },
      stranger: { get: gone },
      below: 0,
      back: { get: 1 << 20, put: 'stored' },
      flush: null,
    });
  });

  it('believes its own link when the share repeated the call and says that the name exists', async () => {
    const repeating = createFolderHub({
      path: folder,
      random: systemRandom,
      async link(existing, name) {
        await link(existing, name);
        await link(existing, name);
      },
    });
    expect(await repeating.put('log/0000000001', utf8('mine'), { ifAbsent: true })).toMatchObject({ value: 'stored' });
    expect(await repeating.put('log/0000000001', utf8('other'), { ifAbsent: true })).toMatchObject({ value: 'exists' });
    expect(await hub.get('log/0000000001', MAX)).toEqual({ ok: true, value: utf8('mine') });
  });

  it('S27 holds whole objects only when writers are killed at any moment', async () => {
    const script = fileURLToPath(new URL('../../support/hub-killed-writer.ts', import.meta.url));
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      // Something is there of each of them, however slow the disk is.
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      for (let stored = 0; stored < 2; stored += 1) await lines.next();
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 17));
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }
    const listed = await hub.list('killed/', { limit: 10_000 });
    const keys = listed.ok ? listed.value.keys : [];
    expect(keys.length).toBeGreaterThanOrEqual(16);
    for (const key of keys) {
      const read = await hub.get(key, { maxBytes: 4 << 20 });
      const bytes = read.ok ? read.value : null;
      const filler = Number(key.slice(key.lastIndexOf('-') + 1)) % 256;
      expect([bytes?.length, bytes?.every((byte) => byte === filler)]).toEqual([3 << 20, true]);
    }
  });
});

describe('what others put into the folder', () => {
  it('ignores files that are nobody\u2019s objects when listing', async () => {
    await hub.put('mail/a/1', utf8('x'));
    for (const name of ['desktop.ini~', '.DS_Store', 'Thumbs.db', '~$1', '1 (conflict).txt', 'UPPER', 'con']) {
      await writeFile(join(folder, 'mail/a', name), 'foreign');
      await writeFile(join(folder, name), 'foreign');
    }
    await mkdir(join(folder, 'mail/.hidden'));
    await writeFile(join(folder, 'mail/.hidden/1'), 'foreign');
    expect(await hub.list('mail/', { limit: 10 })).toEqual({ ok: true, value: { keys: ['mail/a/1'], more: false } });
  });

  it('S25 follows no symbolic link to a file', async () => {
    await hub.put('mail/a/1', utf8('x'));
    await writeFile(join(folder, 'secret'), 'private');
    await symlink(join(folder, 'secret'), join(folder, 'mail/a/2'));
    expect(await hub.get('mail/a/2', MAX)).toMatchObject(unsuitable);
    expect(await hub.list('mail/', { limit: 10 })).toMatchObject({ value: { keys: ['mail/a/1'] } });
    // Writing there only if absent is refused; replacing and deleting concern the link, not what it names.
    expect(await hub.put('mail/a/2', utf8('y'), { ifAbsent: true })).toMatchObject({ value: 'exists' });
    expect(await hub.put('mail/a/2', utf8('y'))).toMatchObject({ value: 'stored' });
    expect(await hub.get('mail/a/2', MAX)).toEqual({ ok: true, value: utf8('y') });
    expect(await hub.get('secret', MAX)).toEqual({ ok: true, value: utf8('private') });
  });

  it('S25 follows no symbolic link to a folder, with any verb', async () => {
    const outside = await folderFixture('folder');
    try {
      await hub.put('org.json', utf8('{}'));
      await writeFile(join(outside.writer.location, '1'), 'private');
      await mkdir(join(folder, 'mail'));
      await symlink(outside.writer.location, join(folder, 'mail/a'));
      expect(await hub.get('mail/a/1', MAX)).toMatchObject(unsuitable);
      expect(await hub.put('mail/a/2', utf8('x'))).toMatchObject(unsuitable);
      expect(await hub.put('mail/a/b/c', utf8('x'), { ifAbsent: true })).toMatchObject(unsuitable);
      expect(await hub.list('mail/a/', { limit: 10 })).toMatchObject(unsuitable);
      expect(await hub.list('mail/', { limit: 10 })).toMatchObject({ value: { keys: [] } });
      expect(await hub.delete('mail/a/1')).toMatchObject(unsuitable);
      await rm(join(folder, 'tmp'), { recursive: true });
      await symlink(outside.writer.location, join(folder, 'tmp'));
      expect(await hub.put('log/0000000001', utf8('x'))).toMatchObject(unsuitable);
      expect(await readdir(outside.writer.location)).toEqual(['1']);
    } finally {
      await outside.remove();
    }
  });

  it('S25 does not hang on a planted pipe, socket or device', async () => {
    await hub.put('mail/a/1', utf8('x'));
    execFileSync('mkfifo', [join(folder, 'mail/a/2')]);
    const server = createServer().listen(join(folder, 'mail/a/3'));
    await once(server, 'listening');
    try {
      for (const key of ['mail/a/2', 'mail/a/3']) expect(await hub.get(key, MAX)).toMatchObject(unsuitable);
      expect(await hub.list('mail/', { limit: 10 })).toMatchObject({ value: { keys: ['mail/a/1'] } });
      expect(await hub.put('mail/a/2', utf8('y'))).toMatchObject({ value: 'stored' });
      expect(await hub.delete('mail/a/3')).toMatchObject({ ok: true });
    } finally {
      server.close();
    }
  });

  it('S25 takes a folder in the place of an object for an absent object', async () => {
    await mkdir(join(folder, 'log/0000000001'), { recursive: true });
    await hub.put('org.json', utf8('{}'));
    expect(await hub.get('log/0000000001', MAX)).toEqual({ ok: true, value: null });
    expect(await hub.put('log/0000000001', utf8('x'))).toMatchObject({ ok: false });
    expect(await hub.delete('log/0000000001')).toMatchObject({ ok: true });
  });

  it('S21 asks for the size before it takes memory for an object', async () => {
    await hub.put('mail/a/1', utf8('x'));
    execFileSync('truncate', ['-s', '64G', join(folder, 'mail/a/2')]);
    expect(await hub.get('mail/a/2', MAX)).toMatchObject({ error: { code: 'hub.tooLarge' } });
    const range = { start: 2 ** 35, length: 1000 };
    expect(await hub.get('mail/a/2', { ...MAX, range })).toEqual({ ok: true, value: new Uint8Array(1000) });
  });
});

describe('what killed writers leave', () => {
  const HOUR = 60 * 60 * 1000;

  async function plant(path: string, hoursOld: number): Promise<void> {
    await writeFile(join(folder, path), 'x');
    await age(path, hoursOld);
  }

  async function age(path: string, hoursOld: number): Promise<void> {
    const time = new Date(Date.now() - hoursOld * HOUR);
    await utimes(join(folder, path), time, time);
  }

  /** The next one to write tidies up. */
  async function writeAnew(): Promise<void> {
    const next = fixture.connect();
    await next.put('log/0000000001', utf8('x'));
    await next.close();
  }

  it('sweeps unfinished objects that are older than a day, and no younger ones', async () => {
    await hub.put('org.json', utf8('{}'));
    const [old, young, inFolder] = [randomId(systemRandom), randomId(systemRandom), randomId(systemRandom)];
    await plant(`tmp/${old}`, 25);
    await plant(`tmp/${young}`, 23);
    await mkdir(join(folder, `tmp/${inFolder}.d`));
    await plant(`tmp/${inFolder}.d/.object`, 25);
    await age(`tmp/${inFolder}.d`, 25);
    await writeAnew();
    expect(await readdir(join(folder, 'tmp'))).toEqual([young]);
  });

  it('sweeps what killed probes wrote', async () => {
    await hub.probe();
    const id = randomId(systemRandom);
    await plant(`probe/1-${id}`, 25);
    await plant(`probe/o/${id}`, 25);
    await writeAnew();
    expect(await hub.list('probe/', { limit: 10 })).toMatchObject({ value: { keys: [] } });
  });

  it('S25 sweeps neither what it did not write nor behind a link', async () => {
    await hub.put('org.json', utf8('{}'));
    await plant('tmp/holiday.jpg', 9999);
    await mkdir(join(folder, 'private'));
    const id = randomId(systemRandom);
    await plant(`private/${id}`, 9999);
    await symlink(join(folder, 'private'), join(folder, 'probe'));
    await writeAnew();
    expect(await readdir(join(folder, 'tmp'))).toEqual(['holiday.jpg']);
    expect(await readdir(join(folder, 'private'))).toEqual([id]);
  });
});
