import { describe, expect, test } from 'vitest';
import { createHeadWatch } from '../../../src-main/organisation/heads/head-watch.ts';
import { sealHeadStatement } from '../../../src-main/organisation/heads/statement-codec.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { fromUtf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { headStatementKey } from '../../../src-shared/protocol/head-statement.ts';
import { flipBit, readObject, truncateObject, writeObject } from '../../support/hub-objects.ts';
import { organisationBench } from '../../support/organisation.ts';
import { act, idOf, round } from '../../support/organisation-keys.ts';

const watchOf = (membership: Membership) =>
  createHeadWatch({
    ...membership,
    organisation: membership.log.organisation,
    me: {
      member: idOf(membership),
      device: membership.keyset.deviceId,
      deviceKey: membership.keyset.device.secretKey,
    },
  });

async function two() {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  for (const person of [ada, bob]) await round(person);
  /** What Bob's device says, whatever it is, under whatever key. */
  const say = async (seq: number, hash: string, signedBy = bob) => {
    const directory = { epoch: 0, key: bob.directoryKey(0) ?? new Uint8Array() };
    const statement = { member: idOf(bob), device: bob.keyset.deviceId, head: { seq, hash }, at: bench.clock.now() };
    const { secretKey } = signedBy.keyset.device;
    const bytes = sealHeadStatement(bench.crypto, ada.log.organisation, directory, statement, secretKey);
    await writeObject(bench.hub, headStatementKey(idOf(bob)), bytes);
  };
  const check = async () => unwrap(await watchOf(ada).check([idOf(bob), idOf(ada)]));
  return { bench, ada, bob, say, check };
}

describe('property 31: what others have seen of the log', () => {
  test('agrees in an honest organisation, and the hub cannot read it', async () => {
    const { bench, bob, check } = await two();
    unwrap(await watchOf(bob).publish());
    const stored = await readObject(bench.hub, headStatementKey(idOf(bob)));
    expect(() => fromUtf8(stored)).toThrow();
    expect(await check()).toBeNull();
  });

  test('S25: shows a hub that shows two people two logs', async () => {
    const { bob, say, check } = await two();
    await say(bob.log.state().head.seq, 'ab'.repeat(32));
    expect(await check()).toMatchObject({ code: 'log.contradicted', seq: bob.log.state().head.seq });
  });

  test('is nothing yet where somebody has seen more than we have', async () => {
    const { bob, say, check } = await two();
    await say(bob.log.state().head.seq + 5, 'ab'.repeat(32));
    expect(await check()).toBeNull();
  });

  test('S26: is nobody’s word but the one’s whose device signed it', async () => {
    const { ada, say, check } = await two();
    await say(1, 'ab'.repeat(32), ada);
    expect(await check()).toBeNull();
  });

  test('S21: is nothing when it is damaged, cut short, or of another member', async () => {
    const { bench, ada, bob, say, check } = await two();
    const key = headStatementKey(idOf(bob));
    await say(1, 'ab'.repeat(32));
    await flipBit(bench.hub, key, 60);
    expect(await check()).toBeNull();
    await truncateObject(bench.hub, key, 40);
    expect(await check()).toBeNull();
    await writeObject(bench.hub, key, bench.crypto.random(5000));
    expect(await check()).toBeNull();
    unwrap(await watchOf(ada).publish());
    await writeObject(bench.hub, key, await readObject(bench.hub, headStatementKey(idOf(ada))));
    expect(await check()).toBeNull();
  });

  test('is not believed from a device that was revoked', async () => {
    const { ada, bob, say, check } = await two();
    await say(1, 'ab'.repeat(32));
    expect(await check()).not.toBeNull();
    await act(ada, { type: 'device.revoke', device: bob.keyset.deviceId });
    expect(await check()).toBeNull();
  });

  test('is said again once the log has moved, and not more often than every minute', async () => {
    const { bench, ada, bob } = await two();
    const key = headStatementKey(idOf(bob));
    const watch = watchOf(bob);
    unwrap(await watch.publish());
    const first = await readObject(bench.hub, key);
    await bench.add(ada, 'Cleo');
    unwrap(await bob.log.sync());
    unwrap(await watch.publish());
    expect(await readObject(bench.hub, key)).toEqual(first);
    bench.clock.time += 60_000;
    unwrap(await watch.publish());
    const second = await readObject(bench.hub, key);
    expect(second).not.toEqual(first);
    bench.clock.time += 600_000;
    unwrap(await watch.publish());
    expect(await readObject(bench.hub, key)).toEqual(second);
  });
});
