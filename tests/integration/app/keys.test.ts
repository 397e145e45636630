import { describe, expect, it } from 'vitest';
import { createHub } from '../../../src-main/hub/open-hub.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { systemRandom } from '../../../src-main/system/system-random.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, corePassword, founded, joined, sessionOf } from '../../support/core.ts';
import { createFaultyHub } from '../../support/faulty-hub.ts';
import { ROLE } from '../../support/roles.ts';

const DAY = 86_400_000;

/** The whole core, as window and command line use it. */
describe('the organisation’s keys in a session', () => {
  it('are made by the owner’s first round, and renewed at once when somebody is removed', async () => {
    const bench = await coreBench();
    const dana = await founded(bench, bench.core('dana'));
    const bob = await joined(dana, bench.core('bob'), 'Bob');
    const cleo = await joined(dana, bench.core('cleo'), 'Cleo');
    expect(dana.log.state().keys).toMatchObject({ audit: { epoch: 1 }, recovery: { epoch: 1 } });
    await cleo.sync();
    unwrap(await dana.admin.change([{ type: 'member.remove', member: bob.member().id }]));
    expect(dana.log.state().directoryEpoch).toBe(1);
    unwrap(await dana.invite({ name: 'Eve', email: 'eve@acme.example', role: ROLE.member }));
    expect(await cleo.sync()).toMatchObject({ state: 'online', alarm: null });
    expect(cleo.log.state()).toEqual(dana.log.state());
    // Bob sees that he was removed and nothing after it; nothing is wrong with his hub.
    expect(await bob.sync()).toMatchObject({ state: 'online', alarm: null });
    expect(bob.member().status).toBe('removed');
    expect(bob.log.state().members.size).toBeLessThan(dana.log.state().members.size);
    expect(bob.can('account.login').allowed).toBe(false);
  });

  it('are there again after locking and unlocking, and newcomers join under the newest', async () => {
    const bench = await coreBench();
    const app = bench.core('dana');
    const dana = await founded(bench, app);
    const bob = await joined(dana, bench.core('bob'), 'Bob');
    unwrap(await dana.admin.change([{ type: 'member.disable', member: bob.member().id }]));
    await app.lock(dana.profile);
    const again = unwrap(await app.unlock(dana.profile, corePassword()));
    const eve = await joined(again, bench.core('eve'), 'Eve');
    expect(eve.log.state()).toEqual(again.log.state());
    unwrap(await again.admin.change([{ type: 'member.enable', member: bob.member().id }]));
    await bob.sync();
    expect(bob.member().status).toBe('active');
    expect(bob.log.state()).toEqual(sessionOf(app, again.profile).log.state());
  });

  it('property 32: the status says how old the rules are, and changes are refused once they are too old', async () => {
    const bench = await coreBench();
    const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
    let away = false;
    const app = bench.core('dana', {
      clock,
      openHub(location, expected) {
        const hub = createHub(location, { random: systemRandom }, expected);
        const faulty = createFaultyHub(hub, { seed: 1, faults: [{ kind: 'error', code: 'hub.unreachable' }] });
        const now = (): Hub => (away ? faulty : hub);
        return {
          get: (key, options) => now().get(key, options),
          put: (key, body, options) => now().put(key, body, options),
          list: (prefix, options) => now().list(prefix, options),
          delete: (key) => now().delete(key),
          flush: () => now().flush(),
          probe: () => now().probe(),
          close: () => hub.close(),
        };
      },
    });
    const dana = await founded(bench, app);
    expect((await dana.sync()).lease).toMatchObject({ expired: false, sending: 'warn' });
    away = true;
    clock.ahead = 8 * DAY;
    expect(await dana.sync()).toMatchObject({ state: 'offline', lease: { expired: true } });
    const refused = await dana.invite({ name: 'Eve', email: 'eve@acme.example', role: ROLE.member });
    expect(refused).toMatchObject({ error: { code: 'policy.leaseExpired' } });
    away = false;
    expect(await dana.sync()).toMatchObject({ state: 'online', lease: { expired: false } });
    expect((await dana.invite({ name: 'Eve', email: 'eve@acme.example', role: ROLE.member })).ok).toBe(true);
  });
});
