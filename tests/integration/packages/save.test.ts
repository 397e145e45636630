import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import { publish } from '../../../src-main/packages/save/publish.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { listTree } from '../../support/tree.ts';
import { createWorld, deliver, type Person, type World } from '../../support/world.ts';

const MIB = 1024 * 1024;

describe('saving', () => {
  let world: World;
  let ada: Person;
  let bob: Person;
  let id: PackageId;
  /** Of the package, by path. */
  const index = new Map<string, number>();

  beforeAll(async () => {
    world = await createWorld();
    ada = await world.add('Ada');
    bob = await world.add('Bob');
    const folder = await world.directory();
    await mkdir(path.join(folder, 'docs', 'sub'), { recursive: true });
    await writeFile(path.join(folder, 'docs', 'one.txt'), 'one');
    await writeFile(path.join(folder, 'docs', 'sub', 'two.txt'), 'two');
    await writeFile(path.join(folder, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(path.join(folder, 'large.bin'), world.crypto.random(60 * MIB));
    await writeFile(path.join(folder, 'last.txt'), 'last');
    const names = ['docs', 'run.sh', 'large.bin', 'last.txt'];
    id = await deliver(ada, { recipients: [bob.id], paths: names.map((name) => path.join(folder, name)) });
    unwrap(await bob.packages.sync());
    for (const file of unwrap(await bob.packages.contents(id, null)).files) index.set(file.path, file.index);
  });
  afterAll(() => world.close());

  const pick = (...names: string[]) => names.map((name) => index.get(name) ?? -1);
  async function save(directory: string, files: readonly number[] | null = null) {
    const started = await bob.packages.save(id, files, directory);
    return started.ok ? bob.packages.settled(started.value.id) : started.error;
  }

  it('never overwrites: what is there stays, and the new gets a number', async () => {
    const target = await world.directory();
    await writeFile(path.join(target, 'last.txt'), 'mine');
    await mkdir(path.join(target, 'docs'));
    await writeFile(path.join(target, 'docs', 'own'), 'mine');
    await mkdir(path.join(target, 'run.sh'));
    for (let round = 0; round < 2; round += 1) await save(target, pick('last.txt', 'docs', 'run.sh'));
    expect(await readFile(path.join(target, 'last.txt'), 'utf8')).toBe('mine');
    expect(await readdir(path.join(target, 'docs'))).toEqual(['own']);
    expect((await readdir(target)).sort()).toEqual(
      [
        'docs',
        'docs (2)',
        'docs (3)',
        'last (2).txt',
        'last (3).txt',
        'last.txt',
        'run (2).sh',
        'run (3).sh',
        'run.sh',
      ].sort(),
    );
    expect(await readFile(path.join(target, 'docs (3)', 'sub', 'two.txt'), 'utf8')).toBe('two');
  });

  it('saves what was chosen only, a folder with all in it, and fetches no more than it needs', async () => {
    const fetched: string[] = [];
    const hub: Hub = {
      ...bob.hub,
      get(key, options) {
        fetched.push(key.split('/').slice(2).join('/'));
        return bob.hub.get(key, options);
      },
    };
    await bob.restart({ hub });
    unwrap(await bob.packages.contents(id, null));
    fetched.length = 0;
    const target = await world.directory();
    await save(target, pick('docs/sub', 'last.txt'));
    expect(await listTree(target)).toEqual([
      'docs/',
      'docs/sub/',
      expect.stringMatching(/^docs\/sub\/two.txt 3 /),
      expect.stringMatching(/^last.txt 4 /),
    ]);
    expect(fetched.sort()).toEqual(['s/00000000', 's/00000003', 'segments']);
    await bob.restart();
    unwrap(await bob.packages.contents(id, null));
  });

  it('never sets the executable bit, and keeps files to their owner', async () => {
    const target = await world.directory();
    await save(target);
    expect((await stat(path.join(target, 'run.sh'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(target, 'docs', 'one.txt'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(target, 'docs'))).mode & 0o777).toBe(0o700);
    const { files } = unwrap(await bob.packages.contents(id, null));
    expect(files.filter((file) => file.executable).map((file) => file.path)).toEqual(['run.sh']);
  });

  it('leaves no trace when it is cancelled', async () => {
    const target = await world.directory();
    const transfer = unwrap(await bob.packages.save(id, null, target));
    await bob.packages.cancel(transfer.id);
    expect((await bob.packages.settled(transfer.id)).phase).toBe('cancelled');
    expect(await readdir(target)).toEqual([]);
  });

  it('leaves no trace when the profile is locked meanwhile', async () => {
    const target = await world.directory();
    unwrap(await bob.packages.save(id, null, target));
    await bob.restart();
    expect(await readdir(target)).toEqual([]);
    unwrap(await bob.packages.contents(id, null));
  });

  it('says save.target when the place is missing or no folder', async () => {
    const target = await world.directory();
    expect(await save(path.join(target, 'missing'))).toEqual({ code: 'save.target', detail: 'ENOENT' });
    await writeFile(path.join(target, 'file'), '');
    expect(await save(path.join(target, 'file'))).toEqual({ code: 'save.target', detail: 'ENOTDIR' });
  });

  it('saves to two places at once', async () => {
    const targets = [await world.directory(), await world.directory()];
    await Promise.all(targets.map((target) => save(target)));
    expect(await listTree(targets[0] ?? '')).toEqual(await listTree(targets[1] ?? ''));
    expect(await readdir(targets[0] ?? '')).toHaveLength(4);
  });
});

describe('publish', () => {
  it('gives every file a name of its own when many want the same one at once', async () => {
    const world = await createWorld();
    try {
      const target = await world.directory();
      const sources = await Promise.all(
        Array.from({ length: 50 }, async (_, at) => {
          const file = path.join(await world.directory(), 'x');
          await writeFile(file, String(at));
          return file;
        }),
      );
      const names = await Promise.all(sources.map((source) => publish(source, target, 'x', false)));
      expect(new Set(names).size).toBe(50);
      const contents = await Promise.all(names.map((name) => readFile(path.join(target, name), 'utf8')));
      expect(contents.map(Number)).toEqual(Array.from({ length: 50 }, (_, at) => at));
    } finally {
      await world.close();
    }
  });

  it('replaces no empty folder', async () => {
    const world = await createWorld();
    try {
      const target = await world.directory();
      await mkdir(path.join(target, 'a'));
      await chmod(path.join(target, 'a'), 0o711);
      const source = await world.directory();
      await writeFile(path.join(source, 'in'), '');
      expect(await publish(source, target, 'a', true)).toBe('a (2)');
      expect((await stat(path.join(target, 'a'))).mode & 0o777).toBe(0o711);
    } finally {
      await world.close();
    }
  });
});
