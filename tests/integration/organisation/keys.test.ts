import { describe, expect, test } from 'vitest';
import { invite, publishInvitations } from '../../../src-main/organisation/invite.ts';
import { inspectInvitation, joinOrganisation } from '../../../src-main/organisation/join.ts';
import { ROTATION_INTERVAL_MS } from '../../../src-main/organisation/keys/rotation-due.ts';
import { openMembership } from '../../../src-main/organisation/membership.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import type { GroupId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { bundleKey, parseLink } from '../../../src-shared/protocol/invitation.ts';
import { change } from '../../support/change.ts';
import { join, organisationBench } from '../../support/organisation.ts';
import { act, epochOfLog, idOf, round } from '../../support/organisation-keys.ts';
import { ROLE } from '../../support/roles.ts';

const group = (name: string) =>
  ({ type: 'group.create', group: name as GroupId, name, scope: false, permissions: {} }) as const;

async function company() {
  const bench = await organisationBench();
  const ada = await bench.found();
  await round(ada);
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(ada, 'Cleo');
  const dan = await bench.add(ada, 'Dan');
  const all = [ada, bob, cleo, dan];
  for (const person of all) await round(person);
  return { bench, ada, bob, cleo, dan, all };
}

describe('the directory key', () => {
  test('is a new one after a removal, which those who stay have and the other has not', async () => {
    const { ada, bob, cleo, dan } = await company();
    expect(epochOfLog(ada)).toBe(0);
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    expect(epochOfLog(ada)).toBe(1);
    unwrap(await change(ada, [group('after')]));
    for (const person of [bob, cleo]) {
      await round(person);
      expect(person.log.state().head).toEqual(ada.log.state().head);
      expect(person.log.alarm()).toBeNull();
      expect(person.keys.get('directory', 1)).toEqual(ada.keys.get('directory', 1));
    }
    // Dan reads how he was removed, and no further; nothing is wrong with that.
    unwrap(await dan.log.sync());
    expect(dan.log.state().members.get(idOf(dan))?.status).toBe('removed');
    expect(dan.log.state().head.seq).toBeLessThan(ada.log.state().head.seq);
    expect(dan.log.state().groups.has('after' as GroupId)).toBe(false);
    expect(dan.keys.get('directory', 1)).toBeNull();
    expect(dan.log.alarm()).toBeNull();
  });

  test('is caught up with through several epochs by who was away', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    for (const person of [bob, dan]) {
      await act(ada, { type: 'member.disable', member: idOf(person) });
      unwrap(await change(ada, [group(`without-${person === bob ? 'bob' : 'dan'}`)]));
      bench.clock.time += ROTATION_INTERVAL_MS;
    }
    expect(epochOfLog(ada)).toBe(2);
    await round(cleo);
    expect(cleo.log.state()).toEqual(ada.log.state());
  });

  test('reaches who was disabled for a while, with everything that was written meanwhile', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    bench.clock.time += ROTATION_INTERVAL_MS;
    unwrap(await dan.log.sync());
    await act(ada, { type: 'member.disable', member: idOf(cleo) });
    await act(ada, { type: 'member.enable', member: idOf(dan) });
    await round(bob);
    unwrap(await dan.log.sync());
    expect(dan.log.state()).toEqual(bob.log.state());
    unwrap(await change(ada, [group('later')]));
    unwrap(await dan.log.sync());
    expect(dan.log.state().groups.has('later' as GroupId)).toBe(true);
  });

  test('is renewed once for several removals within minutes', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    for (const person of [bob, cleo, dan]) {
      await act(ada, { type: 'member.remove', member: idOf(person) });
      bench.clock.time += 1_000;
    }
    // The first at once, the others together.
    expect(epochOfLog(ada)).toBe(1);
    bench.clock.time += ROTATION_INTERVAL_MS;
    await round(ada);
    expect(epochOfLog(ada)).toBe(2);
    bench.clock.time += 10 * ROTATION_INTERVAL_MS;
    await round(ada);
    expect(epochOfLog(ada)).toBe(2);
  });

  test('is renewed by another governor when the client that removed somebody has gone', async () => {
    const { bench, ada, bob, dan } = await company();
    unwrap(await change(ada, [{ type: 'member.remove', member: idOf(dan) }]));
    await round(bob);
    expect(epochOfLog(bob)).toBe(0);
    bench.clock.time += 20 * 60_000;
    await round(bob);
    expect(epochOfLog(bob)).toBe(1);
    await round(ada);
    expect(ada.log.state()).toEqual(bob.log.state());
  });

  test('is renewed once when two governors do it at the same moment', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    unwrap(await change(ada, [{ type: 'member.remove', member: idOf(dan) }]));
    unwrap(await bob.log.sync());
    bench.clock.time += 20 * 60_000;
    await Promise.all([round(ada), round(bob)]);
    for (const person of [ada, bob, cleo]) {
      await round(person);
      expect(epochOfLog(person)).toBe(1);
      expect(person.keys.get('directory', 1)).toEqual(ada.keys.get('directory', 1));
    }
  });

  test('is left to governors: members cannot renew it and do not try', async () => {
    const { bench, ada, cleo, dan } = await company();
    unwrap(await change(ada, [{ type: 'member.remove', member: idOf(dan) }]));
    bench.clock.time += 60 * 60_000;
    await round(cleo);
    expect(epochOfLog(cleo)).toBe(0);
  });

  test('brings a newcomer everything from genesis on, whatever epoch they join in', async () => {
    const { bench, ada, cleo, dan } = await company();
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    bench.clock.time += ROTATION_INTERVAL_MS;
    await act(ada, { type: 'member.remove', member: idOf(cleo) });
    const eve = await bench.add(ada, 'Eve');
    await round(ada);
    expect(eve.log.state()).toEqual(ada.log.state());
    expect(eve.log.history(null, 100)).toEqual(ada.log.history(null, 100));
    bench.clock.time += ROTATION_INTERVAL_MS;
    await act(ada, { type: 'member.disable', member: idOf(eve) });
    expect(epochOfLog(ada)).toBe(3);
  });

  test('keeps a newcomer waiting whose invitation brought the one before, until it is put again', async () => {
    const { bench, ada, dan } = await company();
    const invited = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(invited.link);
    if (link === null) throw new Error('not a link');
    const ports = await bench.ports();
    const opened = unwrap(await inspectInvitation(ports, link));
    const bundle = unwrap(await bench.hub.get(bundleKey(link.invitation), { maxBytes: 1 << 16 }));
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    expect(await joinOrganisation(ports, link, opened, 'Eve')).toMatchObject({ error: { code: 'invitation.stale' } });
    expect(unwrap(await bench.hub.get(bundleKey(link.invitation), { maxBytes: 1 << 16 }))).toEqual(bundle);
    unwrap(await publishInvitations(ada));
    // The same vault goes on: the keys that it made are the ones that join.
    const eve = unwrap(await openMembership(ports));
    await round(ada);
    expect(eve.log.state()).toEqual(ada.log.state());
    expect(ada.log.state().members.get(idOf(eve))?.status).toBe('active');
  });

  test('is a new one after an invitation was withdrawn', async () => {
    const { ada } = await company();
    const { member } = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    await act(ada, { type: 'member.remove', member });
    expect(epochOfLog(ada)).toBe(1);
  });
});

describe('audit and recovery keys', () => {
  test('are made by the owner’s client, and reach those who have the right', async () => {
    const { ada, bob, cleo } = await company();
    const { audit, recovery } = ada.log.state().keys;
    expect([audit?.epoch, recovery?.epoch]).toEqual([1, 1]);
    for (const kind of ['audit', 'recovery'] as const) {
      const secret = ada.keys.get(kind, 1);
      expect(secret).not.toBeNull();
      expect(bob.keys.get(kind, 1)).toEqual(secret);
      expect(cleo.keys.get(kind, 1)).toBeNull();
      const pair = ada.crypto.sealingPair(secret ?? new Uint8Array());
      expect(hex(pair.publicKey)).toBe(ada.log.state().keys[kind]?.publicKey);
    }
  });

  test('reach somebody who gains the right, by any holder’s client', async () => {
    const { ada, bob, cleo } = await company();
    unwrap(await change(ada, [{ type: 'member.roles', member: idOf(cleo), add: [ROLE.auditor], remove: [] }]));
    await round(bob);
    await round(cleo);
    expect(cleo.keys.get('audit', 1)).toEqual(ada.keys.get('audit', 1));
    expect(cleo.keys.get('recovery', 1)).toBeNull();
  });

  test('are the one that the log names for both of two who made one at the same moment', async () => {
    const { bench, ada, bob, cleo } = await company();
    await act(ada, { type: 'member.roles', member: idOf(cleo), add: [ROLE.auditor], remove: [] });
    for (const person of [bob, cleo]) await round(person);
    bench.clock.time += ROTATION_INTERVAL_MS;
    unwrap(await change(ada, [{ type: 'member.roles', member: idOf(cleo), add: [], remove: [ROLE.auditor] }]));
    // Both see that it is due, and wait for each other.
    for (const person of [ada, bob]) await round(person);
    bench.clock.time += 20 * 60_000;
    await Promise.all([round(ada), round(bob)]);
    for (const person of [ada, bob]) {
      await round(person);
      expect(person.log.state().keys.audit?.epoch).toBe(2);
      const pair = person.crypto.sealingPair(person.keys.get('audit', 2) ?? new Uint8Array(32));
      expect(hex(pair.publicKey)).toBe(person.log.state().keys.audit?.publicKey);
    }
  });

  test('are new ones after somebody lost the right; those who stay have all of them', async () => {
    const { bench, ada, bob, cleo } = await company();
    await act(ada, { type: 'member.roles', member: idOf(cleo), add: [ROLE.auditor], remove: [] });
    await round(cleo);
    bench.clock.time += ROTATION_INTERVAL_MS;
    await act(ada, { type: 'member.roles', member: idOf(cleo), add: [], remove: [ROLE.auditor] });
    expect(ada.log.state().keys.audit?.epoch).toBe(2);
    expect(ada.log.state().keys.recovery?.epoch).toBe(1);
    expect(epochOfLog(ada)).toBe(0);
    for (const person of [bob, cleo]) await round(person);
    expect(bob.keys.get('audit', 2)).toEqual(ada.keys.get('audit', 2));
    expect(cleo.keys.get('audit', 2)).toBeNull();
    // And who comes later gets what was sealed before, too.
    unwrap(await change(ada, [{ type: 'member.roles', member: idOf(cleo), add: [ROLE.auditor], remove: [] }]));
    await round(bob);
    const fay = await bench.add(ada, 'Fay', ROLE.auditor);
    await round(ada);
    await round(fay);
    expect(fay.keys.get('audit', 2)).toEqual(ada.keys.get('audit', 2));
    expect(fay.keys.get('audit', 1)).toEqual(ada.keys.get('audit', 1));
  });

  test('the recovery key waits for a threshold, and leaves nothing behind on the hub', async () => {
    const bench = await organisationBench();
    const ada = await bench.found();
    const bob = await bench.add(ada, 'Bob', ROLE.administrator);
    unwrap(await ada.log.sync());
    unwrap(await change(ada, [{ type: 'threshold.set', danger: 'recovery.key', governors: 2 }]));
    for (const person of [ada, bob]) await round(person);
    expect(ada.log.state().keys).toMatchObject({ audit: { epoch: 1 }, recovery: null });
    expect(unwrap(await bench.hub.list('keys/recovery/', { limit: 10 })).keys).toEqual([]);
  });
});

test('a vault from before a rotation opens, joins in and reads on', async () => {
  const { bench, ada, cleo, dan } = await company();
  await act(ada, { type: 'member.remove', member: idOf(dan) });
  const again = unwrap(await openMembership(cleo));
  unwrap(await again.log.sync());
  expect(again.log.state()).toEqual(ada.log.state());
  const { link } = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
  const eve = await join(await bench.ports(), link, 'Eve');
  unwrap(await again.log.sync());
  expect(again.log.state()).toEqual(eve.log.state());
});
