import { describe, expect, test } from 'vitest';
import { openMembership } from '../../../src-main/organisation/membership.ts';
import type { GroupId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { change } from '../../support/change.ts';
import { createFaultyHub } from '../../support/faulty-hub.ts';
import { flipBit } from '../../support/hub-objects.ts';
import { DAY, HOUR, organisationBench } from '../../support/organisation.ts';
import { ROLE } from '../../support/roles.ts';

const group = (name: string) =>
  ({ type: 'group.create', group: name as GroupId, name, scope: false, permissions: {} }) as const;

/** Bob administers from behind a hub that can be made to answer nothing. */
async function cutOff() {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  unwrap(await bob.log.sync());
  const hub = createFaultyHub(bob.hub, { seed: 1, faults: [{ kind: 'error', code: 'hub.unreachable' }] });
  return { bench, ada, bob: unwrap(await openMembership({ ...bob, hub })), hub };
}

describe('property 32: past the lease', () => {
  test('no governance is written, and the reason is the lease, though the hub answers nothing', async () => {
    const { bench, ada, bob, hub } = await cutOff();
    expect(await change(bob, [group('early')])).toMatchObject({ error: { code: 'hub.unreachable' } });
    bench.clock.time += 7 * DAY;
    expect(bob.log.lease().expired).toBe(false);
    expect(await change(bob, [group('early')])).toMatchObject({ error: { code: 'hub.unreachable' } });
    bench.clock.time += 1;
    expect(await change(bob, [group('late')])).toMatchObject({ error: { code: 'policy.leaseExpired' } });
    expect(hub.struck('error')).toBeGreaterThan(0);
    unwrap(await ada.log.sync());
    expect(ada.log.state().groups.size).toBe(0);
  });

  test('everything that is here is still read', async () => {
    const { bench, bob } = await cutOff();
    bench.clock.time += 30 * DAY;
    const again = unwrap(await openMembership(bob));
    expect(again.log.lease().expired).toBe(true);
    expect(again.log.state()).toEqual(bob.log.state());
    expect(again.log.history(null, 10)).toHaveLength(bob.log.state().head.seq + 1);
  });

  test('the first sync that succeeds ends it', async () => {
    const { bench, bob, hub } = await cutOff();
    bench.clock.time += 30 * DAY;
    hub.heal();
    unwrap(await change(bob, [group('again')]));
    expect(bob.log.lease()).toMatchObject({ expired: false, renewedAt: bench.clock.now() });
  });

  test('is known over restarts, and by a clock that was set back as well', async () => {
    const { bench, bob, hub } = await cutOff();
    hub.heal();
    bench.clock.time += 5 * DAY;
    unwrap(await bob.log.sync());
    const { renewedAt, until } = bob.log.lease();
    bench.clock.time -= 3 * DAY;
    const again = unwrap(await openMembership(bob));
    expect(again.log.lease()).toMatchObject({ renewedAt, until, expired: false });
    bench.clock.time += 3 * DAY + 7 * DAY + HOUR;
    expect(again.log.lease().expired).toBe(true);
  });

  test('is not put off by a sync that stops with an alarm, and hides no alarm', async () => {
    const { bench, ada, bob, hub } = await cutOff();
    hub.heal();
    unwrap(await change(ada, [group('next')]));
    const { seq } = ada.log.state().head;
    await flipBit(bench.hub, `log/${seq.toString().padStart(10, '0')}`, 100);
    bench.clock.time += 30 * DAY;
    expect(await change(bob, [group('mine')])).toMatchObject({ error: { code: 'log.refused', seq } });
    expect(bob.log.lease().expired).toBe(true);
  });

  test('is as long as the organisation wants', async () => {
    const { bench, bob, hub } = await cutOff();
    hub.heal();
    unwrap(await change(bob, [{ type: 'setting.set', key: 'security.leaseDays', value: 2 }]));
    bench.clock.time += 2 * DAY + 1;
    expect(bob.log.lease().expired).toBe(true);
  });
});
