import { rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { unwrap } from '../../../src-shared/base/result.ts';
import { listObjects } from '../../support/hub-objects.ts';
import { createWorld, deliver } from '../../support/world.ts';

it.skipIf(process.platform === 'win32').each([
  ['package', 'packages/'],
  ['feed entry', 'feeds/'],
])('S25 a link planted in the place of one %s keeps no other mail from arriving', async (_what, prefix) => {
  const world = await createWorld();
  try {
    const [ada, bob] = [await world.add('Ada'), await world.add('Bob')];
    const before = new Set(await listObjects(ada.hub, prefix));
    const first = await deliver(ada, { recipients: [bob.id] });
    const objects = (await listObjects(ada.hub, prefix)).filter((key) => !before.has(key));
    expect(objects.length).toBeGreaterThan(0);
    for (const key of objects) {
      const place = path.join(world.hubPath, key);
      await rename(place, `${place}.aside`);
      await symlink(`${place}.aside`, place);
    }
    const cleo = await world.add('Cleo');
    const second = await deliver(cleo, { recipients: [bob.id] });
    unwrap(await bob.packages.sync());
    const shown = () => bob.packages.list('inbox', { after: null, limit: 10, filter: '' }).rows;
    expect(shown().map(({ id, refused }) => [id, refused === null])).toContainEqual([second, true]);
    expect(shown().filter(({ id, refused }) => id === first && refused === null)).toEqual([]);

    for (const key of objects) {
      const place = path.join(world.hubPath, key);
      await rm(place);
      await rename(`${place}.aside`, place);
    }
    bob.clock.ahead += 86_400_000;
    unwrap(await bob.packages.sync());
    expect(shown().map(({ id, refused }) => [id, refused === null])).toContainEqual([first, true]);
  } finally {
    await world.close();
  }
});
