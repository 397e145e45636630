import { describe, expect, it } from 'vitest';
import type { MemberSession } from '../../../src-main/app/port.ts';
import type { AppPorts } from '../../../src-main/app/ports.ts';
import { createHub } from '../../../src-main/hub/open-hub.ts';
import type { Hub } from '../../../src-main/hub/port.ts';
import { systemRandom } from '../../../src-main/system/system-random.ts';
import type { MemberId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, founded, joined } from '../../support/core.ts';
import { createFaultyHub } from '../../support/faulty-hub.ts';
import { ROLE } from '../../support/roles.ts';

const DAY = 86_400_000;

type OpenHub = AppPorts['openHub'];
const idOf = (session: MemberSession): MemberId => session.member().id;
const setting = (value: number) => ({ type: 'setting.set', key: 'security.leaseDays', value });
const leaseDays = (session: MemberSession): number => session.log.state().settings['security.leaseDays'].value;
const rename = (session: MemberSession, name: string) => ({ type: 'member.edit', member: idOf(session), name });
const group = (id: string) => ({ type: 'group.create', group: id, name: id, scope: false, permissions: {} });
const roles = (of: MemberSession, add: readonly string[], remove: readonly string[] = []) => ({
  type: 'member.roles',
  member: idOf(of),
  add,
  remove,
});

/** Dana owns it, Ada administers it, Bob is a member; each on a machine of their own, up to date. */
async function team() {
  const bench = await coreBench();
  const dana = await founded(bench, bench.core('dana'));
  const ada = await joined(dana, bench.core('ada'), 'Ada Moss');
  const bob = await joined(dana, bench.core('bob'), 'Bob Marsh');
  unwrap(await dana.admin.change([roles(ada, [ROLE.administrator])]));
  for (const each of [ada, bob, dana]) await each.sync();
  return { bench, dana, ada, bob };
}

/** What somebody has looked at before they decide. */
const look = async (session: MemberSession, change: object): Promise<number> =>
  unwrap(await session.admin.preview([change])).head;

describe('an administrator whose hub is away', () => {
  it('is refused with the reason, past the lease with that, and makes the very same change when the hub is back', async () => {
    const bench = await coreBench();
    const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
    const hub = { away: false };
    const dana = await founded(bench, bench.core('dana', { clock, openHub: (...where) => absent(hub, ...where) }));
    const since = await look(dana, setting(3));
    hub.away = true;
    expect(await dana.sync()).toMatchObject({ state: 'offline', lease: { expired: false } });
    expect(await dana.admin.change([setting(3)], since)).toMatchObject({ error: { code: 'hub.unreachable' } });
    expect(unwrap(await dana.admin.preview([setting(3)], since))).toMatchObject({ head: since, overtaken: null });
    const before = dana.hubStatus().lease;
    clock.ahead = 8 * DAY;
    expect(await dana.sync()).toMatchObject({
      state: 'offline',
      lease: { expired: true, renewedAt: before.renewedAt },
    });
    expect(await dana.admin.change([setting(3)], since)).toMatchObject({ error: { code: 'policy.leaseExpired' } });
    expect(dana.people().length).toBe(1);
    expect(dana.log.state().head.seq).toBe(since);
    hub.away = false;
    expect(unwrap(await dana.admin.change([setting(3)], since)).seq).toBe(since + 1);
    expect(await dana.sync()).toMatchObject({ state: 'online', lease: { expired: false } });
    expect(leaseDays(dana)).toBe(3);
  });
});

/** A folder hub that answers nothing while it is away. */
function absent(state: { readonly away: boolean }, ...[location, expected]: Parameters<OpenHub>): Hub {
  const hub = createHub(location, { random: systemRandom }, expected);
  const faulty = createFaultyHub(hub, { seed: 1, faults: [{ kind: 'error', code: 'hub.unreachable' }] });
  const now = (): Hub => (state.away ? faulty : hub);
  return {
    get: (key, options) => now().get(key, options),
    put: (key, body, options) => now().put(key, body, options),
    list: (prefix, options) => now().list(prefix, options),
    delete: (key) => now().delete(key),
    flush: () => now().flush(),
    probe: () => now().probe(),
    close: () => hub.close(),
  };
}

describe('two administrators at once', () => {
  it('both get what they meant when they change different things of the same person', async () => {
    const { dana, ada, bob } = await team();
    const since = await look(ada, rename(bob, 'Robert Marsh'));
    await look(dana, roles(bob, [ROLE.auditor]));
    const [first, second] = await Promise.all([
      dana.admin.change([roles(bob, [ROLE.auditor])], since),
      ada.admin.change([rename(bob, 'Robert Marsh')], since),
    ]);
    expect(Math.abs(unwrap(first).seq - unwrap(second).seq)).toBe(1);
    await bob.sync();
    expect(bob.member().name).toBe('Robert Marsh');
    expect(bob.member().roles.map(({ id }) => id)).toEqual([ROLE.auditor, ROLE.member]);
  });

  it('one is told who was first when both change the same thing, and writes nothing before looking again', async () => {
    const { dana, ada } = await team();
    const since = await look(ada, setting(3));
    const { seq } = unwrap(await dana.admin.change([setting(5)], since));
    const refused = await ada.admin.change([setting(3)], since);
    expect(refused).toMatchObject({ error: { code: 'policy.overtaken', params: { by: 'Dana Ruiz', seq } } });
    expect(ada.log.state().head.seq).toBe(seq);
    expect(leaseDays(ada)).toBe(5);

    const shown = unwrap(await ada.admin.preview([setting(3)], since));
    expect(shown).toMatchObject({ head: seq, overtaken: { by: 'Dana Ruiz', seq } });
    expect(unwrap(await ada.admin.preview([setting(3)])).overtaken).toBeNull();
    unwrap(await ada.admin.change([setting(3)], shown.head));
    expect(leaseDays(ada)).toBe(3);
  });

  it('names who made it impossible, when what it stood on is gone', async () => {
    const { dana, ada, bob } = await team();
    const since = await look(ada, rename(bob, 'Robert Marsh'));
    const { seq } = unwrap(await dana.admin.change([{ type: 'member.remove', member: idOf(bob) }]));
    const refused = await ada.admin.change([rename(bob, 'Robert Marsh')], since);
    expect(refused).toMatchObject({ ok: false, error: { params: { by: 'Dana Ruiz', seq } } });
    await ada.sync();
    const shown = await ada.admin.preview([rename(bob, 'Robert Marsh')], since);
    expect(shown).toMatchObject({ ok: false, error: { params: { by: 'Dana Ruiz', seq } } });
  });

  it('tells an administrator who is disabled while editing who did it, with which entry', async () => {
    const { dana, ada, bob } = await team();
    const since = await look(ada, rename(bob, 'Robert Marsh'));
    const { seq } = unwrap(await dana.admin.change([{ type: 'member.disable', member: idOf(ada) }]));
    expect(await ada.admin.change([rename(bob, 'Robert Marsh')], since)).toMatchObject({
      error: { code: 'policy.denied', params: { reason: 'disabled', by: 'Dana Ruiz', seq } },
    });
    const { permissions } = ada.me();
    expect(permissions.filter(({ allowed }) => allowed)).toEqual([]);
    const login = permissions.find(({ permission }) => permission === 'account.login');
    expect(login).toMatchObject({ reason: 'decision.disabled', setBy: 'Dana Ruiz', setAt: expect.any(Number) });
    expect(ada.admin.governs()).toBe(false);
  });

  it('lets the last one win where nobody said what they had looked at', async () => {
    const { dana, ada } = await team();
    unwrap(await dana.admin.change([setting(5)]));
    unwrap(await ada.admin.change([setting(3)]));
    expect(leaseDays(ada)).toBe(3);
  });

  it('refuses to have looked at an entry that there is none of', async () => {
    const { ada } = await team();
    for (const since of [10_000, Number.MAX_SAFE_INTEGER - 1]) {
      expect(await ada.admin.change([setting(3)], since)).toMatchObject({ error: { code: 'entry.unknown' } });
    }
  });

  it('makes every change of six writers who write six each at once, and of one setting exactly one', async () => {
    const { bench, dana } = await team();
    const writers = [dana];
    for (const name of ['Eve Poe', 'Finn Ray', 'Gus Orr', 'Hal Lane', 'Ivy West']) {
      const writer = await joined(dana, bench.core(name.slice(0, 3)), name);
      unwrap(await dana.admin.change([roles(writer, [ROLE.administrator])]));
      writers.push(writer);
    }
    for (const writer of writers) await writer.sync();
    const since = dana.log.state().head.seq;
    const outcomes = await Promise.all(
      writers.flatMap((writer, index) =>
        Array.from({ length: 6 }, (_, number) => writer.admin.change([group(`g${index}-${number}`)], since)),
      ),
    );
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    for (const writer of writers) await writer.sync();
    const head = dana.log.state().head;
    expect(head.seq).toBe(since + 36);
    expect(dana.log.state().groups.size).toBe(36);

    const raced = await Promise.all(writers.map((writer) => writer.admin.change([setting(3)], head.seq)));
    const others = await Promise.all(writers.map((writer) => writer.admin.change([setting(5)], head.seq)));
    const won = raced.filter(({ ok }) => ok);
    expect(won.length).toBeGreaterThan(0);
    for (const writer of writers) await writer.sync();
    expect(new Set(writers.map((writer) => writer.log.state().head.hash)).size).toBe(1);
    expect(leaseDays(dana)).toBe(3);
    for (const outcome of others) expect(outcome).toMatchObject({ error: { code: 'policy.overtaken' } });
  });
});
