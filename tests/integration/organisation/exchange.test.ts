import { expect, test } from 'vitest';
import { invite, resendInvitation, setRole } from '../../../src-main/organisation/invite.ts';
import { safetyNumber } from '../../../src-main/organisation/safety-number.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { organisationBench } from '../../support/organisation.ts';
import { ROLE } from '../../support/roles.ts';

test('five people found, invite and join over one folder, and all read the same history', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(bob, 'Cleo');
  const dan = await bench.add(bob, 'Dan', ROLE.administrator);
  const eve = await bench.add(dan, 'Eve');
  unwrap(await setRole(ada, cleo.keyset.memberId, ROLE.administrator));
  const everyone = [ada, bob, cleo, dan, eve];
  for (const person of everyone) unwrap(await person.log.sync());
  const heads = everyone.map((person) => person.log.state().head);
  expect(new Set(heads.map((head) => `${head.seq} ${head.hash}`)).size).toBe(1);
  expect(heads[0]?.seq).toBe(9);
  const states = everyone.map((person) => person.log.state());
  for (const state of states) expect(state).toEqual(states[0]);
  expect(
    [...(states[0]?.members.values() ?? [])].map(({ name, roles, status }) => [name, roles[0]?.id, status]),
  ).toEqual([
    ['Ada', 'owner', 'active'],
    ['Bob', 'administrator', 'active'],
    ['Cleo', 'administrator', 'active'],
    ['Dan', 'administrator', 'active'],
    ['Eve', 'member', 'active'],
  ]);
  const numbers = [...(states[0]?.members.values() ?? [])].map((member) => safetyNumber(bench.crypto, member));
  expect(new Set(numbers).size).toBe(5);
  expect(eve.log.history(null, 100).map(({ seq }) => seq)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(eve.log.stateAt(1).members.size).toBe(2);
});

test('refuses with the decision when a member invites', async () => {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob');
  const refused = await invite(bob, { name: 'Cleo', email: 'cleo@example.org', role: ROLE.member });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'policy.denied', decision: { allowed: false, steps: [{ layer: 'state' }, { layer: 'default' }] } },
  });
  expect(await resendInvitation(ada, bob.keyset.memberId)).toMatchObject({
    ok: false,
    error: { code: 'policy.invalid', problem: 'notInvited' },
  });
});
