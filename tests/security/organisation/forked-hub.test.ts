import { expect, test } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import { setRole } from '../../../src-main/organisation/invite.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { openPolicyLog } from '../../../src-main/organisation/open-policy-log.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import { DAY, entryBytes, newReader, type OrganisationBench, organisationBench } from '../../support/organisation.ts';
import { forgeEntry, putEntry, someInvite } from '../../support/rogue-client.ts';
import { ROLE } from '../../support/roles.ts';

/* S25, property 31: a hub that takes back or rewrites what a client has seen. */

async function scene() {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(ada, 'Cleo');
  for (const role of [ROLE.administrator, ROLE.member]) unwrap(await setRole(ada, cleo.keyset.memberId, role));
  for (const person of [bob, cleo]) unwrap(await person.log.sync());
  return { bench, ada, bob, cleo };
}

async function remove(hub: Hub, ...seqs: readonly number[]): Promise<void> {
  for (const seq of seqs) unwrap(await hub.delete(entryKey(seq)));
}

/** A client that was started anew, with the same vault. */
const restarted = (bench: OrganisationBench, of: Membership) =>
  newReader(bench, of).then(async ({ log, reopen }) => {
    unwrap(await log.sync());
    return reopen;
  });

test.each([[[6]], [[5, 6]], [[1, 2, 3, 4, 5, 6]]])('S25: puts back entries %j that the hub has lost', async (lost) => {
  const { bench, ada, bob } = await scene();
  const bytes = await Promise.all(lost.map((seq) => entryBytes(bench.hub, seq)));
  await remove(bench.hub, ...lost);
  expect(unwrap(await bob.log.sync())).toEqual({ head: ada.log.state().head, added: 0, restored: lost.length });
  expect(await Promise.all(lost.map((seq) => entryBytes(bench.hub, seq)))).toEqual(bytes);
  expect(bob.log.alarm()).toBeNull();
  const { log } = await newReader(bench, ada);
  expect(unwrap(await log.sync()).head).toEqual(ada.log.state().head);
});

test('S25: puts back an entry lost from the middle on the first sync after a start', async () => {
  const { bench, ada } = await scene();
  const reopen = await restarted(bench, ada);
  await remove(bench.hub, 3);
  expect(unwrap(await reopen().sync()).restored).toBe(1);
});

test('S25: a client that knows more gives it to those who know less', async () => {
  const { bench, ada, bob } = await scene();
  unwrap(await setRole(ada, bob.keyset.memberId, ROLE.member));
  await remove(bench.hub, 7);
  expect(unwrap(await bob.log.sync())).toMatchObject({ added: 0, head: { seq: 6 } });
  expect(unwrap(await ada.log.sync()).restored).toBe(1);
  expect(unwrap(await bob.log.sync())).toMatchObject({ added: 1, head: { seq: 7 } });
});

test('S25: an emptied hub raises an alarm and is not written to', async () => {
  const { bench, bob } = await scene();
  unwrap(await bench.hub.delete('org.json'));
  await remove(bench.hub, 1, 2, 3, 4, 5, 6);
  const alarm = { code: 'log.rolledBack', seq: 0, detail: 'genesis.absent' };
  expect(await bob.log.sync()).toEqual({ ok: false, error: alarm });
  expect(bob.log.alarm()).toEqual(alarm);
  expect(unwrap(await bench.hub.list('log/', { limit: 10 })).keys).toEqual([]);
  expect(bob.log.state().head.seq).toBe(6);
});

test('S25: what cannot be put back on a read-only hub is an alarm that names the first lost entry', async () => {
  const { bench, bob } = await scene();
  const knowing = await newReader(bench, bob);
  unwrap(await knowing.log.sync());
  await remove(bench.hub, 5, 6);
  const readOnly: Hub = {
    ...bench.hub,
    put: async () => ({ ok: false, error: { code: 'hub.readOnly', detail: 'EROFS' } }),
  };
  const again = openPolicyLog({ ...knowing.ports, hub: readOnly });
  expect(await again?.sync()).toEqual({ ok: false, error: { code: 'log.rolledBack', seq: 5, detail: 'hub.readOnly' } });
});

test('property 31: a second signed history is kept as proof, for good', async () => {
  const { bench, ada, bob } = await scene();
  // Bob, an administrator with a modified client, writes another entry 6 and lets the hub show it.
  const { hash: prev } = unwrap(hashAt(ada, 5));
  const at = ada.log.stateAt(5).at;
  const other = forgeEntry(bob, [someInvite(bob.crypto, at)], { seq: 6, prev, at });
  const original = await entryBytes(bench.hub, 6);
  await putEntry(bob, 6, other);
  const alarm = { code: 'log.forked', seq: 6, detail: 'signed' };
  expect(await ada.log.sync()).toEqual({ ok: false, error: alarm });
  unwrap(await bench.hub.put(entryKey(6), original));
  expect(await ada.log.sync()).toEqual({ ok: false, error: alarm });
  expect(await ada.log.propose([someInvite(ada.crypto, at)], ada.signer)).toEqual({ ok: false, error: alarm });
  expect(ada.log.state().head.seq).toBe(6);
});

test('property 31: a history rewritten from entry 3 on is named at 3, however much follows', async () => {
  const { bench, ada, bob } = await scene();
  const copies = await Promise.all([3, 4, 5, 6].map((seq) => entryBytes(bench.hub, seq)));
  const { hash: prev } = unwrap(hashAt(ada, 2));
  const at = ada.log.stateAt(2).at;
  await putEntry(bob, 3, forgeEntry(bob, [someInvite(bob.crypto, at)], { seq: 3, prev, at }));
  for (const seq of [4, 5, 6]) await putEntry(bob, seq, copies[0] ?? new Uint8Array());
  expect(await ada.log.sync()).toEqual({ ok: false, error: { code: 'log.forked', seq: 3, detail: 'signed' } });
});

test('S25: an entry damaged after it was read is an alarm that goes when the hub is put right', async () => {
  const { bench, ada } = await scene();
  const original = await entryBytes(bench.hub, 6);
  unwrap(await bench.hub.put(entryKey(6), original.slice(0, -1)));
  expect(await ada.log.sync()).toEqual({ ok: false, error: { code: 'log.forked', seq: 6, detail: 'damaged' } });
  unwrap(await bench.hub.put(entryKey(6), original));
  expect(unwrap(await ada.log.sync()).added).toBe(0);
  expect(ada.log.alarm()).toBeNull();
});

test('S25: a client that was away reads on after days, and its head never goes back', async () => {
  const { bench, ada, cleo } = await scene();
  const heads = [cleo.log.state().head.seq];
  for (let day = 0; day < 5; day += 1) {
    bench.clock.time += DAY;
    unwrap(await setRole(ada, cleo.keyset.memberId, day % 2 === 0 ? ROLE.administrator : ROLE.member));
    if (day === 2) await remove(bench.hub, 9);
    if (day !== 1) await cleo.log.sync();
    heads.push(cleo.log.state().head.seq);
  }
  expect(heads).toEqual([...heads].sort((a, b) => a - b));
  expect(heads.at(-1)).toBe(11);
});

function hashAt({ log }: Membership, seq: number) {
  const [entry] = log.history(seq + 1, 1);
  return entry === undefined
    ? ({ ok: false, error: { code: 'none' } } as const)
    : ({ ok: true, value: { hash: entry.hash } } as const);
}
