import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src-shared/base/result.ts';
import { listTree } from '../../support/tree.ts';
import { deliver, worldForTest } from '../../support/world.ts';

describe('a package between two people', () => {
  it('arrives verified, opens and saves byte for byte when a folder is sent', async () => {
    const world = await worldForTest();
    const ada = await world.add('Ada');
    const bob = await world.add('Bob');
    const source = path.join(await world.directory(), 'Reports');
    await mkdir(path.join(source, 'empty folder'), { recursive: true });
    await mkdir(path.join(source, 'deep', 'er'), { recursive: true });
    await writeFile(path.join(source, 'big.bin'), world.crypto.random(40 * 1024 * 1024));
    await writeFile(path.join(source, 'empty.txt'), '');
    await writeFile(path.join(source, 'deep', 'er', 'naïve 👩‍👩‍👧.txt'), 'hello');
    await utimes(path.join(source, 'empty.txt'), 1_600_000_000, 1_600_000_000);
    const id = await deliver(ada, { recipients: [bob.id], subject: 'Quarter', message: 'As agreed', paths: [source] });

    expect(unwrap(await bob.packages.sync())).toEqual({ arrived: 1 });
    const [row] = bob.packages.list('inbox', { after: null, limit: 10, filter: '' }).rows;
    expect(row).toMatchObject({ id, from: ada.id, to: [bob.id], subject: 'Quarter', unread: true, refused: null });
    const contents = unwrap(await bob.packages.contents(id, null));
    expect(contents.message).toBe('As agreed');

    const target = await world.directory();
    const transfer = unwrap(await bob.packages.save(id, null, target));
    expect(await bob.packages.settled(transfer.id)).toMatchObject({ phase: 'done', error: null });
    expect(await listTree(target)).toEqual(await listTree(path.dirname(source)));
    const saved = path.join(target, 'Reports');
    expect((await readFile(path.join(saved, 'big.bin'))).equals(await readFile(path.join(source, 'big.bin')))).toBe(
      true,
    );
    expect((await stat(path.join(saved, 'empty.txt'))).mtimeMs).toBe(1_600_000_000_000);

    unwrap(await bob.packages.sync());
    unwrap(await ada.packages.sync());
    expect(
      ada.packages
        .receipts(id)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['opened', 'received', 'saved']);
  });
});
