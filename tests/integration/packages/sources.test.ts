import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import { scan } from '../../../src-main/packages/send/scan.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { listTree } from '../../support/tree.ts';
import { createWorld, deliver, draft, type Person, type World } from '../../support/world.ts';

describe('what can be sent', () => {
  let world: World;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    world = await createWorld();
    ada = await world.add('Ada');
    bob = await world.add('Bob');
  });
  afterAll(() => world.close());

  /** Through send, receive and save; what then is in the folder. */
  async function roundTrip(paths: readonly string[]) {
    const id = await deliver(ada, { recipients: [bob.id], paths });
    unwrap(await bob.packages.sync());
    unwrap(await bob.packages.contents(id, null));
    const target = await world.directory();
    const transfer = unwrap(await bob.packages.save(id, null, target));
    expect((await bob.packages.settled(transfer.id)).error).toBeNull();
    return { id, transfer, tree: await listTree(target) };
  }

  it('keeps empty files and empty folders, and a package of nothing else', async () => {
    const folder = await world.directory();
    await mkdir(path.join(folder, 'a', 'b'), { recursive: true });
    await writeFile(path.join(folder, 'a', 'empty'), '');
    const { tree, id, transfer } = await roundTrip([path.join(folder, 'a')]);
    expect(tree).toEqual(await listTree(folder));
    expect(transfer.filesTotal).toBe(1);
    expect((await ada.packages.settled(id)).filesTotal).toBe(1);
    expect([ada.packages.row(id)?.fileCount, bob.packages.row(id)?.fileCount]).toEqual([1, 1]);
  });

  it('counts the folders of a package of folders alone, for both, so that it is not taken for a message', async () => {
    const folder = await world.directory();
    await mkdir(path.join(folder, 'empty', 'inside'), { recursive: true });
    const { id } = await roundTrip([path.join(folder, 'empty')]);
    const counts = { fileCount: 0, folderCount: 2 };
    expect(ada.packages.row(id)).toMatchObject(counts);
    expect(bob.packages.row(id)).toMatchObject(counts);
  });

  it('takes a message without files, and a subject without a message', async () => {
    const id = await deliver(ada, { recipients: [bob.id], subject: 'Only this', message: '' });
    unwrap(await bob.packages.sync());
    expect(unwrap(await bob.packages.contents(id, null))).toEqual({ message: '', files: [] });
    expect(bob.packages.row(id)).toMatchObject({ fileCount: 0, folderCount: 0, size: 0 });
  });

  it('keeps odd names that every platform takes, and their bytes', async () => {
    const folder = await world.directory();
    const root = path.join(folder, 'odd');
    await mkdir(root);
    const names = [
      'x'.repeat(255),
      '日本語.txt',
      '👩‍👩‍👧 family.png',
      'العربية',
      '.hidden',
      'a (2).txt',
      'naïve',
      "it's; $(rm) `x`",
      '-rf',
    ];
    for (const [at, name] of names.entries()) await writeFile(path.join(root, name), String(at));
    const { tree } = await roundTrip([root]);
    expect(tree).toEqual(await listTree(folder));
  });

  it('saves names apart that differ in case, normalisation or reserved words only, and shows the originals', async () => {
    const root = path.join(await world.directory(), 'names');
    await mkdir(root);
    const names = ['A.txt', 'a.txt', '\u00e9', 'e\u0301', 'con', 'back\\slash', 'trailing.', 'co:lon', 'ri\u202eght'];
    for (const name of names) await writeFile(path.join(root, name), name);
    const { id, tree } = await roundTrip([root]);
    expect(tree.filter((line) => !line.endsWith('/'))).toHaveLength(names.length);
    const { files } = unwrap(await bob.packages.contents(id, null));
    const originals = files.filter((file) => !file.folder).map((file) => file.originalPath ?? file.path);
    expect(new Set(originals)).toEqual(new Set(names.map((name) => `names/${name}`)));
  });

  it('sends two folders of one name as two folders', async () => {
    const [one, two] = [await world.directory(), await world.directory()];
    for (const folder of [one, two]) {
      await mkdir(path.join(folder, 'photos'));
      await writeFile(path.join(folder, 'photos', 'x'), folder);
    }
    const { tree } = await roundTrip([path.join(one, 'photos'), path.join(two, 'photos')]);
    expect(tree.filter((line) => line.endsWith('/'))).toEqual(['photos (2)/', 'photos/']);
  });

  it('reports links, sockets and pipes, and never follows or opens them', async () => {
    const root = path.join(await world.directory(), 'special');
    await mkdir(root);
    await writeFile(path.join(root, 'real'), 'x');
    await symlink('/etc/passwd', path.join(root, 'link'));
    await symlink('/etc', path.join(root, 'folder-link'));
    await symlink('nowhere', path.join(root, 'dangling'));
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(path.join(root, 'socket'), resolve);
    });
    try {
      const { tree } = await roundTrip([root]);
      expect(tree).toEqual(['special/', expect.stringMatching(/^special\/real 1 /)]);
      const scanned = unwrap(await scan([root]));
      expect(scanned.skipped).toEqual([
        { name: 'special/dangling', reason: 'symlink' },
        { name: 'special/folder-link', reason: 'symlink' },
        { name: 'special/link', reason: 'symlink' },
        { name: 'special/pipe', reason: 'special' },
        { name: 'special/socket', reason: 'special' },
      ]);
    } finally {
      server.close();
    }
  });

  it('reports names that are not Unicode', async () => {
    const root = path.join(await world.directory(), 'bytes');
    await mkdir(root);
    await writeFile(Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.of(0xff, 0xfe)]), 'x');
    await writeFile(path.join(root, 'good'), 'x');
    const scanned = unwrap(await scan([root]));
    expect(scanned.skipped).toEqual([{ name: 'bytes/bad-ÿþ', reason: 'name' }]);
    expect(scanned.files.map((file) => file.path)).toEqual(['bytes', 'bytes/good']);
  });

  it('reports what cannot be read, and sends the rest', async () => {
    const root = path.join(await world.directory(), 'locked');
    await mkdir(path.join(root, 'shut'), { recursive: true });
    await writeFile(path.join(root, 'open'), 'x');
    await writeFile(path.join(root, 'private'), 'x');
    await chmod(path.join(root, 'private'), 0);
    await chmod(path.join(root, 'shut'), 0);
    await chmod(world.folder, 0o755);
    // Root reads everything: nobody is asked instead.
    const script = `import('${path.resolve('src-main/packages/send/scan.ts')}').then(async ({ scan }) => {
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      console.log(JSON.stringify(await scan(['${root}'])));
    })`;
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    const { value } = JSON.parse(output);
    expect(value.skipped).toEqual([
      { name: 'locked/private', reason: 'unreadable' },
      { name: 'locked/shut', reason: 'unreadable' },
    ]);
    expect(value.files.map((file: { path: string }) => file.path)).toEqual(['locked', 'locked/open']);
  });

  it('says so when nothing that was chosen is there or can be sent', async () => {
    const folder = await world.directory();
    const gone = await ada.packages.send(draft({ recipients: [bob.id], paths: [path.join(folder, 'gone.txt')] }));
    expect(gone).toEqual({ ok: false, error: { code: 'draft.source', detail: 'gone.txt' } });
    await symlink('/etc/passwd', path.join(folder, 'only-link'));
    const id = unwrap(
      await ada.packages.send(draft({ recipients: [bob.id], paths: [path.join(folder, 'only-link')] })),
    );
    expect(await ada.packages.settled(id)).toMatchObject({
      phase: 'failed',
      error: { code: 'draft.source', detail: 'only-link' },
    });
    await ada.packages.cancel(id);
  });

  it.each([
    ['grows', (file: string) => appendFile(file, 'more')],
    ['shrinks', (file: string) => truncate(file, 100)],
    ['is written to, with its size kept', (file: string) => writeFile(file, Buffer.alloc(20 * 1024 * 1024, 7))],
    [
      'is replaced by a link',
      async (file: string) => {
        await rename(file, `${file}.old`);
        await symlink('/etc/passwd', file);
      },
    ],
    ['vanishes', (file: string) => rm(file)],
  ])(
    'fails naming the file when one %s while it is sent, and nothing of it is seen; retried, it is sent',
    async (_what, change) => {
      const folder = await world.directory();
      const file = path.join(folder, 'live.bin');
      await writeFile(file, Buffer.alloc(20 * 1024 * 1024));
      await writeFile(path.join(folder, 'still.txt'), 'still');
      // The first segment on its way is the moment to change the file.
      let changed = false;
      const hub: Hub = {
        ...ada.hub,
        async put(key, body, options) {
          if (/\/s\//.test(key) && !changed) {
            changed = true;
            await change(file);
          }
          return ada.hub.put(key, body, options);
        },
      };
      await ada.restart({ hub });
      const before = bob.packages.counts().inbox;
      const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id], paths: [folder] })));
      const transfer = await ada.packages.settled(id);
      expect(transfer).toMatchObject({
        phase: 'failed',
        error: { code: expect.stringMatching(/^file\.(changed|read)$/), detail: `${path.basename(folder)}/live.bin` },
      });
      unwrap(await bob.packages.sync());
      expect(bob.packages.counts().inbox).toBe(before);
      // As it is now it can be sent: everything is read anew, under a new key.
      ada.packages.resume(id);
      expect((await ada.packages.settled(id)).phase).toBe('done');
      unwrap(await bob.packages.sync());
      unwrap(await bob.packages.contents(id, null));
      const target = await world.directory();
      const save = unwrap(await bob.packages.save(id, null, target));
      expect((await bob.packages.settled(save.id)).error).toBeNull();
      const lines = (await listTree(folder)).filter((line) => !line.endsWith('(special)'));
      expect(await listTree(path.join(target, path.basename(folder)))).toEqual(lines);
    },
  );

  it('lists a tree in the same order each time', async () => {
    const root = await world.directory();
    for (let n = 0; n < 300; n += 1) {
      const sub = path.join(root, `d${n % 7}`);
      await mkdir(sub, { recursive: true });
      await writeFile(path.join(sub, `f${n}`), '');
      await utimes(path.join(sub, `f${n}`), n, n);
    }
    const paths = async () => unwrap(await scan([root])).files.map((file) => file.path);
    const first = await paths();
    expect(first).toHaveLength(308);
    expect(await paths()).toEqual(first);
    expect(await readdir(root)).toHaveLength(7);
  });
});
