import { expect, test } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import { createOrganisation } from '../../../src-main/organisation/create.ts';
import { setRole } from '../../../src-main/organisation/invite.ts';
import { openMembership } from '../../../src-main/organisation/membership.ts';
import { openPolicyLog } from '../../../src-main/organisation/open-policy-log.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { DAY, HOUR, newReader, organisationBench } from '../../support/organisation.ts';
import { someInvite } from '../../support/rogue-client.ts';
import { ROLE } from '../../support/roles.ts';

const unreachable = { ok: false, error: { code: 'hub.unreachable', detail: 'ENOENT' } } as const;

/** A hub that is not there, and counts who asks. */
function awayHub(hub: Hub): Hub & { asked: number } {
  const away = async () => {
    counted.asked += 1;
    return unreachable;
  };
  const counted = { ...hub, get: away, put: away, list: away, delete: away, flush: away, probe: away, asked: 0 };
  return counted;
}

test('a vault opens without the hub, with the whole history, and says that the hub is away', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  await bench.add(ada, 'Bob');
  unwrap(await ada.log.sync());
  const hub = awayHub(bench.hub);
  const offline = unwrap(await openMembership({ ...ada, hub }));
  expect(offline.log.state()).toEqual(ada.log.state());
  expect(offline.log.history(null, 10)).toEqual(ada.log.history(null, 10));
  expect(hub.asked).toBe(0);
  expect(await offline.log.sync()).toEqual(unreachable);
  expect(await offline.log.propose([someInvite(ada.crypto, bench.clock.now())], ada.signer)).toEqual(unreachable);
  // A hub that is away is no alarm.
  expect(offline.log.alarm()).toBeNull();
});

test('every past state can be had again, in any order', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  unwrap(await ada.log.sync());
  const states = [ada.log.state()];
  for (let change = 0; change < 30; change += 1) {
    bench.clock.time += HOUR;
    unwrap(await setRole(ada, bob.keyset.memberId, change % 2 === 0 ? ROLE.administrator : ROLE.member));
    states.push(ada.log.state());
  }
  const again = unwrap(await openMembership(ada)).log;
  for (const index of [30, 0, 17, 5, 29, 1, 16, 17, 4, 28, 12, 3, 22, 9, 25, 7, 20, 14, 11, 2, 5]) {
    const state = states[index];
    expect(again.stateAt(state?.head.seq ?? -1)).toEqual(state);
  }
  expect(() => again.stateAt(33)).toThrow(RangeError);
  expect(() => again.stateAt(-1)).toThrow(RangeError);
});

test('knows the heads it has verified, those that differ, and those that it has not come to', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  await bench.add(ada, 'Bob');
  unwrap(await ada.log.sync());
  const { head } = ada.log.state();
  expect(ada.log.knows(head)).toBe(true);
  expect(ada.log.knows({ ...head, hash: 'f'.repeat(64) })).toBe(false);
  expect(ada.log.knows({ seq: head.seq + 1, hash: head.hash })).toBeNull();
  expect(ada.log.knows({ seq: 0, hash: ada.log.organisation })).toBe(true);
});

test('pages through the history from the newest to the founding', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  for (const name of ['Bob', 'Cleo', 'Dan']) await bench.add(ada, name);
  unwrap(await ada.log.sync());
  const pages: number[][] = [];
  for (let before: number | null = null; ; ) {
    const page = ada.log.history(before, 3);
    if (page.length === 0) break;
    pages.push(page.map(({ seq }) => seq));
    before = page.at(-1)?.seq ?? 0;
  }
  expect(pages).toEqual([[6, 5, 4], [3, 2, 1], [0]]);
  expect(ada.log.history(1, 5)[0]?.actions).toEqual([
    { type: 'organisation.found', name: 'Lovelace Ltd', member: ada.keyset.memberId, ownerName: 'Ada' },
  ]);
});

test('a machine whose clock runs slow never dates an entry before its predecessor', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  const at = ada.log.state().at;
  bench.clock.time -= DAY;
  unwrap(await setRole(ada, bob.keyset.memberId, ROLE.administrator));
  expect(ada.log.state().at).toBe(at);
  expect(unwrap(await bob.log.sync()).added).toBe(1);
});

test('a clock off by a day, ahead or behind, stops nobody', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  bench.clock.time += DAY;
  unwrap(await setRole(ada, bob.keyset.memberId, ROLE.administrator));
  bench.clock.time -= 2 * DAY;
  expect(unwrap(await bob.log.sync()).added).toBe(1);
  expect(bob.log.alarm()).toBeNull();
});

test('a hub that holds an organisation takes no second one', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const ports = await bench.ports();
  const hubLocation = { kind: 'folder', path: bench.hubPath } as const;
  const founder = { organisation: 'Other', name: 'Eve', email: 'eve@example.org', hubLocation };
  expect(await createOrganisation(ports, founder)).toMatchObject({
    ok: false,
    error: { code: 'organisation.hubTaken' },
  });
  expect(openPolicyLog({ ...ports, organisation: ada.log.organisation, directoryKey: () => null })).toBeNull();
  expect(unwrap(await ada.log.sync()).head.seq).toBe(0);
});

test.each([
  [{ organisation: '\u202e' }, 'organisation.nameInvalid'],
  [{ name: '' }, 'name.invalid'],
  [{ email: 'ada' }, 'email.invalid'],
])('founding with %j is refused as %s and leaves the hub empty', async (change, code) => {
  const bench = await organisationBench();
  const hubLocation = { kind: 'folder', path: bench.hubPath } as const;
  const founder = { organisation: 'Org', name: 'Ada', email: 'ada@example.org', hubLocation, ...change };
  expect(await createOrganisation(await bench.ports(), founder)).toMatchObject({ ok: false, error: { code } });
  expect(unwrap(await bench.hub.get('org.json', { maxBytes: 1 << 20 }))).toBeNull();
});

test('an import of 5,000 people is one entry, read in one go', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const people = Array.from({ length: 5_000 }, () => someInvite(ada.crypto, bench.clock.now()));
  expect(unwrap(await ada.log.propose(people, ada.signer)).seq).toBe(1);
  const { log } = await newReader(bench, ada);
  unwrap(await log.sync());
  expect(log.state()).toEqual(ada.log.state());
  expect(log.state().members.size).toBe(5_001);
  const tooMany = Array.from({ length: 25_000 }, () => someInvite(ada.crypto, bench.clock.now()));
  expect(await ada.log.propose(tooMany, ada.signer)).toMatchObject({ ok: false, error: { code: 'policy.tooLarge' } });
});

test('nothing is written that every reader would refuse', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  const { memberId: member } = bob.keyset;
  const back = (index: number) => ({ type: 'member.edit', member, name: index % 2 ? 'Bob' : 'Bo' }) as const;
  const flood = Array.from({ length: 20_001 }, (_, index) => back(index));
  expect(await ada.log.propose(flood, ada.signer)).toMatchObject({ error: { code: 'policy.tooLarge' } });
  const nameless = someInvite(ada.crypto, bench.clock.now(), { name: 'two  spaces' });
  await expect(ada.log.propose([nameless], ada.signer)).rejects.toThrow('action.malformed');
  const foreign = { ...ada.signer, secretKey: bob.signer.secretKey };
  await expect(ada.log.propose([back(0)], foreign)).rejects.toThrow('entry.signature');
  expect(unwrap(await bench.hub.list('log/', { limit: 10 })).keys.length).toBe(2);
  expect(unwrap(await ada.log.propose([back(0)], ada.signer)).seq).toBe(3);
});
