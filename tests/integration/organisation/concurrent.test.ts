import { expect, test } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import { invite, setRole } from '../../../src-main/organisation/invite.ts';
import { openMembership } from '../../../src-main/organisation/membership.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { organisationBench } from '../../support/organisation.ts';
import { ROLE } from '../../support/roles.ts';

test('four governors who invite at once all succeed, one after the other, in one history', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const governors = [ada];
  for (const name of ['Bob', 'Cleo', 'Dan']) governors.push(await bench.add(ada, name, ROLE.administrator));
  const before = governors.at(-1)?.log.state().head.seq ?? 0;
  const each = 6;
  const invited = await Promise.all(
    governors.flatMap((governor, index) =>
      Array.from({ length: each }, (_, number) =>
        invite(governor, { name: 'Nia', email: `n${index}-${number}@example.org`, role: ROLE.member }),
      ),
    ),
  );
  expect(invited.filter(({ ok }) => ok).length).toBe(governors.length * each);
  const heads = [];
  for (const { log } of governors) heads.push(unwrap(await log.sync()).head);
  expect(new Set(heads.map(({ hash }) => hash)).size).toBe(1);
  expect(heads[0]?.seq).toBe(before + governors.length * each);
});

test('property 10: of two administrators who demote each other at once, one stays', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(ada, 'Cleo', ROLE.administrator);
  const outcomes = await Promise.all([
    setRole(bob, cleo.keyset.memberId, ROLE.member),
    setRole(cleo, bob.keyset.memberId, ROLE.member),
  ]);
  expect(outcomes.filter(({ ok }) => ok).length).toBe(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'policy.denied' } });
  unwrap(await ada.log.sync());
  const roles = [bob, cleo].map(({ keyset }) => ada.log.state().members.get(keyset.memberId)?.roles[0]?.id);
  expect(roles.sort()).toEqual(['administrator', 'member']);
});

test('two who invite the same address at once: one is told that it is taken', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const request = { name: 'Nia', email: 'nia@example.org', role: ROLE.member } as const;
  const outcomes = await Promise.all([invite(ada, request), invite(bob, request)]);
  expect(outcomes.filter(({ ok }) => ok).length).toBe(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'policy.invalid', problem: 'emailTaken' } });
});

test('a change that the hub took and then reported as failed is counted once', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  const forgetful: Hub = {
    ...bench.hub,
    put: async (key, body, options) => {
      await bench.hub.put(key, body, options);
      return { ok: false, error: { code: 'hub.io', detail: 'ECONNRESET' } };
    },
  };
  const again = unwrap(await openMembership({ ...ada, hub: forgetful }));
  unwrap(await setRole(again, bob.keyset.memberId, ROLE.administrator));
  expect(again.log.state().head.seq).toBe(3);
  expect(unwrap(await bob.log.sync()).head).toEqual(again.log.state().head);
});
