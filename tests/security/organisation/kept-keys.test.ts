import { describe, expect, test } from 'vitest';
import { beginCreate } from '../../../src-main/organisation/create.ts';
import { openBundle, sealBundle } from '../../../src-main/organisation/invitation-codec.ts';
import { invite, publishInvitations } from '../../../src-main/organisation/invite.ts';
import { beginJoin, inspectInvitation, joinOrganisation } from '../../../src-main/organisation/join.ts';
import { custodianOf } from '../../../src-main/organisation/keys/custodian-of.ts';
import { obtainDirectoryKey } from '../../../src-main/organisation/keys/directory-keys.ts';
import { makeKeyObject } from '../../../src-main/organisation/keys/key-object.ts';
import { createKeyStore } from '../../../src-main/organisation/keys/key-store.ts';
import { namedCopies } from '../../../src-main/organisation/keys/named-copies.ts';
import { ROTATION_INTERVAL_MS } from '../../../src-main/organisation/keys/rotation-due.ts';
import { createKeyTender } from '../../../src-main/organisation/keys/tend-keys.ts';
import { type Membership, openMembership } from '../../../src-main/organisation/membership.ts';
import { createKeysetStore } from '../../../src-main/vault/keyset-store.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import type { GroupId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { bundleKey, parseLink } from '../../../src-shared/protocol/invitation.ts';
import { keyObjectKey } from '../../../src-shared/protocol/organisation-key.ts';
import { change } from '../../support/change.ts';
import { readObject, writeObject } from '../../support/hub-objects.ts';
import { organisationBench } from '../../support/organisation.ts';
import { act, epochOfLog, idOf, round } from '../../support/organisation-keys.ts';
import { ROLE } from '../../support/roles.ts';

/*
 * S25: entries are made again with the very directory key that they were accepted under. No other takes its place in the
 * vault, and whoever brings one is dealt with. Ada owns, Bob administers.
 */

const group = (name: string) =>
  ({ type: 'group.create', group: name as GroupId, name, scope: false, permissions: {} }) as const;

async function company() {
  const bench = await organisationBench();
  const ada = await bench.found();
  await round(ada);
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(ada, 'Cleo');
  const dan = await bench.add(ada, 'Dan');
  for (const person of [ada, bob, cleo, dan]) await round(person);
  return { bench, ada, bob, cleo, dan };
}

const keyOf = (person: Membership, epoch: number): Uint8Array => {
  const key = person.directoryKey(epoch);
  if (key === null) throw new Error(`no directory key ${epoch}`);
  return key;
};

/** Anybody who holds `previous` can put it there: a way back to it from a key of their own, sealed to whom they like. */
async function plant(by: Membership, epoch: number, previous: Uint8Array, to: readonly Membership[]) {
  const secret = by.crypto.random(32);
  const name = { organisation: by.log.organisation, kind: 'directory', epoch } as const;
  const holders = to.map(({ keyset }) => hex(keyset.sealing.publicKey));
  const object = await makeKeyObject(by.crypto, custodianOf(by).sealToAll, name, secret, previous, holders);
  if (object === null) throw new Error('not sealed');
  await writeObject(by.hub, keyObjectKey('directory', epoch, object.copies), object.bytes);
  return { secret, copies: object.copies };
}

describe('S25: a directory key that is held', () => {
  test('stays when another comes, in memory and in the vault; the same may come again', async () => {
    const { ada } = await company();
    const held = Uint8Array.from(keyOf(ada, 0));
    const other = ada.crypto.random(32);
    expect(ada.keys.save('directory', 0, other)).toBe(false);
    expect(ada.keys.save('directory', 0, held)).toBe(true);
    for (const store of [ada.keys, createKeyStore(ada.database)]) expect(store.get('directory', 0)).toEqual(held);
    expect(createKeysetStore(ada.database).directoryKeys().get(0)).toEqual(held);
    // The log names the public half of the others, so that a wrong one is told from the right one and makes room.
    expect(ada.keys.save('audit', 1, other)).toBe(true);
    expect(createKeyStore(ada.database).get('audit', 1)).toEqual(other);
  });

  test('is not replaced by another object that arrives while this one is fetched', async () => {
    const { ada, cleo, dan } = await company();
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    const first = cleo.crypto.random(32);
    const hub: typeof cleo.hub = {
      ...cleo.hub,
      get: (key, options) => {
        cleo.keys.save('directory', 1, first);
        return cleo.hub.get(key, options);
      },
    };
    const copies = namedCopies(ada, 'directory') ?? '';
    const ports = { ...custodianOf(cleo), hub };
    expect(unwrap(await obtainDirectoryKey(ports, 1, copies))).toBe(true);
    expect(cleo.directoryKey(1)).toEqual(first);
  });

  test('keeps a vault that has one from being given to another organisation, or by another invitation', async () => {
    const { bench, ada, cleo } = await company();
    const before = { keyset: createKeysetStore(cleo.database).load(), key: Uint8Array.from(keyOf(cleo, 0)) };
    const hubLocation = { kind: 'folder', path: bench.hubPath } as const;
    const founder = { organisation: 'Other', name: 'Cleo', email: 'cleo@example.org', hubLocation };
    expect(() => beginCreate(cleo, founder)).toThrow('not a new vault');
    const { link: text } = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(text);
    if (link === null) throw new Error('not a link');
    const opened = unwrap(await inspectInvitation(cleo, link));
    const directory = { epoch: 0, key: hex(bench.crypto.random(32)) };
    const other = { ...opened, bundle: { ...opened.bundle, directory } };
    expect(() => beginJoin(cleo, link, other, 'Eve')).toThrow('not a new vault');
    expect(createKeysetStore(cleo.database).load()).toEqual(before.keyset);
    expect(createKeyStore(cleo.database).get('directory', 0)).toEqual(before.key);
    expect(unwrap(await openMembership(cleo)).log.state()).toEqual(cleo.log.state());
  });

  test('stops the client whose own new key finds another in its place, which says so and harms nobody else', async () => {
    const { ada, bob, dan } = await company();
    const wrong = ada.crypto.random(32);
    ada.keys.save('directory', 1, wrong);
    unwrap(await change(ada, [{ type: 'member.remove', member: idOf(dan) }]));
    expect(await createKeyTender(custodianOf(ada)).tend(true)).toEqual({
      ok: false,
      error: { code: 'log.refused', seq: ada.log.state().head.seq + 1, detail: 'entry.key' },
    });
    expect(ada.directoryKey(1)).toEqual(wrong);
    // The key that the log names is not lost: it is the candidate still.
    const named = ada.keys.candidate('directory', 1, namedCopies(ada, 'directory') ?? '');
    unwrap(await change(bob, [group('after')]));
    expect(keyOf(bob, 1)).toEqual(named);
  });
});

describe('S25: a directory key that somebody planted', () => {
  test('at the epoch that is looked for does not count, for the log names another object', async () => {
    const { ada, bob, cleo, dan } = await company();
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    await round(bob);
    // A whole way back to the key that Dan holds, by somebody who holds it too.
    const first = await plant(bob, 1, keyOf(bob, 0), [dan]);
    await plant(bob, 2, first.secret, [dan]);
    unwrap(await dan.log.sync());
    expect([dan.directoryKey(1), dan.directoryKey(2)]).toEqual([null, null]);
    await act(ada, { type: 'member.enable', member: idOf(dan) });
    await round(bob);
    unwrap(await change(ada, [group('later')]));
    unwrap(await dan.log.sync());
    expect(dan.log.state()).toEqual(ada.log.state());
    expect(dan.directoryKey(1)).toEqual(ada.directoryKey(1));
    unwrap(await cleo.log.sync());
  });

  test('at a later epoch is not held when the true one comes', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    await round(bob);
    const planted = await plant(bob, 2, keyOf(bob, 1), [dan]);
    unwrap(await dan.log.sync());
    expect(dan.directoryKey(1)).toEqual(ada.directoryKey(1));
    expect(dan.directoryKey(2)).toBeNull();
    expect(dan.keys.candidate('directory', 2, planted.copies)).toEqual(planted.secret);
    bench.clock.time += ROTATION_INTERVAL_MS;
    await act(ada, { type: 'member.enable', member: idOf(dan) });
    await act(ada, { type: 'member.disable', member: idOf(cleo) });
    unwrap(await change(ada, [group('later')]));
    expect(epochOfLog(ada)).toBe(2);
    unwrap(await dan.log.sync());
    expect(dan.log.state()).toEqual(ada.log.state());
    expect(dan.directoryKey(2)).toEqual(ada.directoryKey(2));
    expect(dan.log.alarm()).toBeNull();
  });

  test('in an invitation’s bundle that was put again does not come into the newcomer’s vault', async () => {
    const { bench, ada, bob, dan } = await company();
    const invited = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(invited.link);
    if (link === null) throw new Error('not a link');
    const { code, invitation } = link;
    const kept = { ...link, code: Uint8Array.from(code) };
    const ports = await bench.ports();
    const opened = unwrap(await inspectInvitation(ports, link));
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    unwrap(await publishInvitations(ada));
    const right = await readObject(bench.hub, bundleKey(invitation));
    const { bundle } = unwrap(openBundle(bench.crypto, kept, right));
    const forge = (epoch: number, key: Uint8Array) =>
      sealBundle(
        bench.crypto,
        kept.code,
        invitation,
        { ...bundle, directory: { epoch, key: hex(key) } },
        bob.signer.secretKey,
      );
    const planted = await plant(bob, 2, bench.crypto.random(32), [bob]);
    for (const wrong of [forge(1, bench.crypto.random(32)), forge(2, planted.secret), forge(9, planted.secret)]) {
      await writeObject(bench.hub, bundleKey(invitation), wrong);
      const link_ = { ...kept, code: Uint8Array.from(kept.code) };
      const tried = await finish(ports, link_, opened);
      expect(tried).toBe('invitation.stale');
      expect([...createKeysetStore(ports.database).directoryKeys().keys()]).toEqual([0]);
    }
    await writeObject(bench.hub, bundleKey(invitation), right);
    const eve = unwrap(await openMembership(ports));
    await round(ada);
    expect(eve.log.state()).toEqual(ada.log.state());
    expect(eve.directoryKey(1)).toEqual(ada.directoryKey(1));
  });
});

describe('S25: a newcomer', () => {
  /** Like `plant`, with any key of that epoch, found before the object that the log names. */
  async function plantFirst(by: Membership, epoch: number, secret: Uint8Array, previous: Uint8Array, before: string) {
    const name = { organisation: by.log.organisation, kind: 'directory', epoch } as const;
    for (;;) {
      const object = await makeKeyObject(by.crypto, custodianOf(by).sealToAll, name, secret, previous, []);
      if (object === null) throw new Error('not sealed');
      if (object.copies >= before) continue;
      await writeObject(by.hub, keyObjectKey('directory', epoch, object.copies), object.bytes);
      return;
    }
  }

  test('comes by key 0 and all between, whatever a member who holds the newest puts before them', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    const first = namedCopies(ada, 'directory') ?? '';
    bench.clock.time += ROTATION_INTERVAL_MS;
    await act(ada, { type: 'member.disable', member: idOf(bob) });
    await round(cleo);
    expect(epochOfLog(cleo)).toBe(2);
    const random = () => cleo.crypto.random(32);
    // Ways that end nowhere, at a wrong key 0, and at the true one by a wrong key 1.
    const [deaf, middle] = [random(), random()];
    const second = namedCopies(ada, 'directory') ?? '';
    await plantFirst(cleo, 2, keyOf(cleo, 2), deaf, second);
    await plantFirst(cleo, 2, keyOf(cleo, 2), middle, second);
    await plantFirst(cleo, 1, keyOf(cleo, 1), random(), first);
    await plantFirst(cleo, 1, middle, keyOf(cleo, 0), first);
    const invited = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(invited.link);
    if (link === null) throw new Error('not a link');
    const ports = await bench.ports();
    const opened = unwrap(await inspectInvitation(ports, link));
    expect(await finish(ports, link, opened)).toBeNull();
    const eve = unwrap(await openMembership(ports));
    expect([0, 1, 2].map((epoch) => eve.directoryKey(epoch))).toEqual(
      [0, 1, 2].map((epoch) => ada.directoryKey(epoch)),
    );
    unwrap(await ada.log.sync());
    expect(eve.log.state()).toEqual(ada.log.state());
  });

  test('takes no wrong key between those of the invitation and of the bundle that was put again', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    const invited = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(invited.link);
    if (link === null) throw new Error('not a link');
    const ports = await bench.ports();
    const opened = unwrap(await inspectInvitation(ports, link));
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    const first = namedCopies(ada, 'directory') ?? '';
    bench.clock.time += ROTATION_INTERVAL_MS;
    await act(ada, { type: 'member.disable', member: idOf(bob) });
    await round(cleo);
    unwrap(await publishInvitations(ada));
    const middle = cleo.crypto.random(32);
    await plantFirst(cleo, 2, keyOf(cleo, 2), middle, namedCopies(ada, 'directory') ?? '');
    await plantFirst(cleo, 1, middle, keyOf(cleo, 0), first);
    expect(await finish(ports, link, opened)).toBeNull();
    const eve = unwrap(await openMembership(ports));
    expect(eve.directoryKey(1)).toEqual(ada.directoryKey(1));
    expect(eve.directoryKey(2)).toEqual(ada.directoryKey(2));
  });

  test('is not given a key of an epoch that is yet to come', async () => {
    const { bench, bob } = await company();
    const invited = unwrap(await invite(bob, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(invited.link);
    if (link === null) throw new Error('not a link');
    const kept = { ...link, code: Uint8Array.from(link.code) };
    const { bundle } = unwrap(openBundle(bench.crypto, kept, await readObject(bench.hub, bundleKey(link.invitation))));
    const planted = await plant(bob, 1, keyOf(bob, 0), []);
    const directory = { epoch: 1, key: hex(planted.secret) };
    await writeObject(
      bench.hub,
      bundleKey(link.invitation),
      sealBundle(bench.crypto, kept.code, link.invitation, { ...bundle, directory }, bob.signer.secretKey),
    );
    const ports = await bench.ports();
    const opened = unwrap(await inspectInvitation(ports, { ...kept, code: Uint8Array.from(kept.code) }));
    expect(await finish(ports, kept, opened)).toBe('invitation.forged');
  });

  test('finds the object that the log names among many that only look like one', async () => {
    const { bench, ada, cleo, dan } = await company();
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    await round(cleo);
    const named = namedCopies(ada, 'directory') ?? '';
    for (let count = 0; count < 24; count += 1) {
      await plantFirst(cleo, 1, cleo.crypto.random(32), cleo.crypto.random(32), named);
    }
    const invited = unwrap(await invite(ada, { name: 'Eve', email: 'eve@example.org', role: ROLE.member }));
    const link = parseLink(invited.link);
    if (link === null) throw new Error('not a link');
    const ports = await bench.ports();
    const opened = unwrap(await inspectInvitation(ports, link));
    let answer = await finish(ports, link, opened);
    // Sixteen of them are looked at, others every time.
    for (let attempt = 0; answer === 'invitation.head' && attempt < 200; attempt += 1) {
      answer = await finish(ports, link, opened);
    }
    expect(answer).toBeNull();
  });
});

/** Joins, or goes on with joining; the error's code. */
async function finish(
  ports: Parameters<typeof joinOrganisation>[0],
  link: Parameters<typeof joinOrganisation>[1],
  opened: Parameters<typeof joinOrganisation>[2],
): Promise<string | null> {
  const begun = createKeysetStore(ports.database).load() !== null;
  const done = begun ? await openMembership(ports) : await joinOrganisation(ports, link, opened, 'Eve');
  return done.ok ? null : done.error.code;
}
