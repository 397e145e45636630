import { expect, it } from 'vitest';
import { packageKeys } from '../../../src-main/packages/keys.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { deliver, worldForTest } from '../../support/world.ts';

it('S14 answers nothing that was being opened when the profile was locked', async () => {
  const world = await worldForTest();
  const ada = await world.add('Ada');
  const bob = await world.add('Bob');
  const id = await deliver(ada, { recipients: [bob.id] });
  let release = (): void => undefined;
  let asked = (): void => undefined;
  const waiting = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const packages = await bob.restart({
    hub: {
      ...bob.hub,
      get: async (key, options) => {
        const got = await bob.hub.get(key, options);
        if (key === packageKeys.contents(id)) {
          asked();
          await held;
        }
        return got;
      },
    },
  });
  unwrap(await packages.sync());
  const opening = packages.contents(id, null);
  await waiting;
  const closing = packages.close();
  release();
  await closing;
  expect(await opening).toEqual({ ok: false, error: { code: 'work.cancelled', detail: '' } });
});
