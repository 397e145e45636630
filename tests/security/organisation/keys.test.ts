import { describe, expect, test } from 'vitest';
import { openEntry } from '../../../src-main/organisation/entry-codec.ts';
import { custodianOf } from '../../../src-main/organisation/keys/custodian-of.ts';
import { holdersOf } from '../../../src-main/organisation/keys/holders.ts';
import { makeKeyObject } from '../../../src-main/organisation/keys/key-object.ts';
import { ROTATION_INTERVAL_MS } from '../../../src-main/organisation/keys/rotation-due.ts';
import { createKeyTender } from '../../../src-main/organisation/keys/tend-keys.ts';
import { type Membership, openMembership } from '../../../src-main/organisation/membership.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import type { GroupId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { keyObjectKey, keysPrefix } from '../../../src-shared/protocol/organisation-key.ts';
import { change } from '../../support/change.ts';
import { createFaultyHub } from '../../support/faulty-hub.ts';
import {
  flipBit,
  listObjects,
  plantLink,
  readObject,
  swapObjects,
  truncateObject,
  writeObject,
} from '../../support/hub-objects.ts';
import { entryBytes, newReader, organisationBench } from '../../support/organisation.ts';
import { act, epochOfLog, idOf, round } from '../../support/organisation-keys.ts';
import { ROLE } from '../../support/roles.ts';

/* S25, S26: keys of the organisation against hubs and members who do as they like. Ada owns, Bob administers. */

const group = (name: string) =>
  ({ type: 'group.create', group: name as GroupId, name, scope: false, permissions: {} }) as const;

/** Windows lets no ordinary account make any. */
const LINKS = process.platform !== 'win32';

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

/** A rotation that a modified client makes: real rights, any object, any list of holders. */
async function rogueRotation(
  rogue: Membership,
  kind: 'directory' | 'audit',
  options: { readonly holders?: readonly string[]; readonly bytes?: Uint8Array } = {},
) {
  const state = rogue.log.state();
  const epoch = kind === 'directory' ? state.directoryEpoch + 1 : (state.keys.audit?.epoch ?? 0) + 1;
  const secret = rogue.crypto.random(32);
  const name = { organisation: rogue.log.organisation, kind, epoch };
  const holders = options.holders ?? holdersOf(state, kind).map(({ keyset }) => keyset.sealing);
  const previous = rogue.keys.get(kind, epoch - 1);
  const object = await makeKeyObject(rogue.crypto, custodianOf(rogue).sealToAll, name, secret, previous, holders);
  if (object === null) throw new Error('not sealed');
  await writeObject(rogue.hub, keyObjectKey(kind, epoch, object.copies), options.bytes ?? object.bytes);
  const publicKey = kind === 'directory' ? null : hex(rogue.crypto.sealingPair(secret).publicKey);
  rogue.keys.save(kind, epoch, secret);
  unwrap(await change(rogue, [{ type: 'key.rotate', key: kind, epoch, publicKey, copies: object.copies }]));
  return { secret, object, epoch };
}

const sealingOf = (person: Membership): string => hex(person.keyset.sealing.publicKey);

describe('S26, property 12: a former member', () => {
  test('cannot read entries after the rotation, with every key that they ever held and all of the hub', async () => {
    const { bench, ada, dan } = await company();
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    unwrap(await change(ada, [group('secret')]));
    const { seq } = ada.log.state().head;
    const stored = await entryBytes(bench.hub, seq);
    for (const epoch of [0, 1]) {
      const key = dan.directoryKey(epoch) ?? dan.directoryKey(0) ?? new Uint8Array();
      expect(openEntry(bench.crypto, ada.log.organisation, { epoch, key }, seq, stored).ok).toBe(false);
    }
    // No copy on the hub is sealed to them: the object's own, and whatever was added.
    const keys = await listObjects(bench.hub, keysPrefix('directory'));
    expect(keys.length).toBeGreaterThan(0);
    unwrap(await dan.log.sync());
    expect(dan.directoryKey(1)).toBeNull();
    expect(
      openEntry(bench.crypto, ada.log.organisation, { epoch: 1, key: ada.directoryKey(1) ?? stored }, seq, stored).ok,
    ).toBe(true);
  });

  test('who signs on under the old key is refused by everybody', async () => {
    const { bench, ada, bob, dan } = await company();
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    const proposed = await dan.log.propose([group('mine')], dan.signer);
    expect(proposed.ok).toBe(false);
    const reader = await newReader(bench, ada);
    for (const log of [bob.log, reader.log]) {
      unwrap(await log.sync());
      expect(log.state().groups.has('mine' as GroupId)).toBe(false);
    }
  });
});

describe('S26: a rogue rotation', () => {
  test('by a member without the right is refused by the log', async () => {
    const { cleo } = await company();
    for (const key of ['directory', 'audit', 'recovery'] as const) {
      const publicKey = key === 'directory' ? null : hex(cleo.crypto.sealingPair().publicKey);
      const epoch = key === 'directory' ? 1 : 2;
      const action = { type: 'key.rotate', key, epoch, publicKey, copies: 'ab'.repeat(32) } as const;
      expect(await change(cleo, [action])).toMatchObject({ error: { code: 'policy.denied' } });
    }
  });

  test('that skips an epoch, or repeats one, is refused by the log', async () => {
    const { bob } = await company();
    for (const epoch of [2, 7]) {
      const action = { type: 'key.rotate', key: 'directory', epoch, publicKey: null, copies: 'ab'.repeat(32) } as const;
      expect(await change(bob, [action])).toMatchObject({ error: { problem: 'epochOrder' } });
    }
  });

  test('that seals the key to somebody who was removed is undone by the next governor', async () => {
    const { bench, ada, bob, cleo, dan } = await company();
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    bench.clock.time += ROTATION_INTERVAL_MS;
    unwrap(await bob.log.sync());
    const holders = [...holdersOf(bob.log.state(), 'directory').map(({ keyset }) => keyset.sealing), sealingOf(dan)];
    const rogue = await rogueRotation(bob, 'directory', { holders });
    await round(ada);
    bench.clock.time += 20 * 60_000;
    await round(ada);
    expect(epochOfLog(ada)).toBe(rogue.epoch + 1);
    await round(cleo);
    expect(cleo.log.state()).toEqual(ada.log.state());
    unwrap(await dan.log.sync());
    expect(dan.directoryKey(rogue.epoch + 1)).toBeNull();
  });

  test('that leaves a member out is made good by the next governor; meanwhile that member stops, with an alarm', async () => {
    const { bench, ada, bob, cleo } = await company();
    const holders = [ada, bob].map(sealingOf);
    await rogueRotation(bob, 'directory', { holders });
    expect(await cleo.log.sync()).toMatchObject({ error: { code: 'log.refused', detail: 'entry.key' } });
    await round(ada);
    bench.clock.time += 20 * 60_000;
    await round(ada);
    unwrap(await cleo.log.sync());
    expect(cleo.log.state()).toEqual(ada.log.state());
    expect(cleo.log.alarm()).toBeNull();
  });

  test('of the audit key that is sealed to a member without the right is undone by the next holder', async () => {
    const { bench, ada, bob, cleo } = await company();
    bench.clock.time += ROTATION_INTERVAL_MS;
    const holders = [...holdersOf(bob.log.state(), 'audit').map(({ keyset }) => keyset.sealing), sealingOf(cleo)];
    const { epoch } = await rogueRotation(bob, 'audit', { holders });
    await round(ada);
    bench.clock.time += 20 * 60_000;
    await round(ada);
    expect(ada.log.state().keys.audit?.epoch).toBe(epoch + 1);
    expect(cleo.keys.get('audit', epoch + 1)).toBeNull();
  });

  test('whose copies lead to another secret than the public half gives nobody a wrong key, and is undone', async () => {
    const { bench, ada, bob } = await company();
    unwrap(await bob.log.sync());
    const state = bob.log.state();
    const epoch = (state.keys.audit?.epoch ?? 0) + 1;
    const holders = holdersOf(state, 'audit').map(({ keyset }) => keyset.sealing);
    const name = { organisation: bob.log.organisation, kind: 'audit', epoch } as const;
    const wrong = bob.crypto.random(32);
    const object = await makeKeyObject(bob.crypto, custodianOf(bob).sealToAll, name, wrong, wrong, holders);
    if (object === null) throw new Error('not sealed');
    await writeObject(bob.hub, keyObjectKey('audit', epoch, object.copies), object.bytes);
    const publicKey = hex(bob.crypto.sealingPair().publicKey);
    unwrap(await change(bob, [{ type: 'key.rotate', key: 'audit', epoch, publicKey, copies: object.copies }]));
    await round(ada);
    expect(ada.keys.get('audit', epoch)).toBeNull();
    expect(ada.log.alarm()).toBeNull();
    bench.clock.time += 20 * 60_000;
    await round(ada);
    expect(ada.log.state().keys.audit?.epoch).toBe(epoch + 1);
    expect(ada.keys.get('audit', epoch + 1)).not.toBeNull();
  });

  test('of the audit key that leaves out every other holder is undone by the next of them', async () => {
    const { bench, ada, bob } = await company();
    unwrap(await bob.log.sync());
    const { epoch } = await rogueRotation(bob, 'audit', { holders: [sealingOf(bob)] });
    await round(ada);
    expect(ada.log.state().keys.audit?.epoch).toBe(epoch);
    bench.clock.time += 20 * 60_000;
    await round(ada);
    expect(ada.log.state().keys.audit?.epoch).toBe(epoch + 1);
    expect(ada.keys.get('audit', epoch + 1)).not.toBeNull();
  });

  test('of the audit key whose copies a hub withholds or damages is not made again', async () => {
    for (const harm of ['withheld', 'damaged', ...(LINKS ? ['link'] : [])]) {
      const { bench, ada, bob } = await company();
      unwrap(await bob.log.sync());
      const { epoch, object } = await rogueRotation(bob, 'audit');
      const key = keyObjectKey('audit', epoch, object.copies);
      const cut = object.bytes.map((byte, at) => (at < object.bytes.length - 3000 ? byte : 0));
      if (harm === 'withheld') unwrap(await ada.hub.delete(key));
      else if (harm === 'damaged') await writeObject(ada.hub, key, cut);
      else await plantLink(bench.hubPath, key);
      for (let turn = 0; turn < 3; turn += 1) {
        await round(ada);
        bench.clock.time += 20 * 60_000;
      }
      expect(ada.keys.get('audit', epoch)).toBeNull();
      expect(ada.log.state().keys.audit?.epoch).toBe(epoch);
    }
  });
});

type Tampering = [string, (key: string, all: Awaited<ReturnType<typeof company>>) => Promise<void>];

describe('S25: a hub that tampers with key objects', () => {
  /** Dan is removed; Cleo has not read it yet; the hub gets at the object before she does. */
  async function tampered(tamper: Tampering[1]) {
    const all = await company();
    const { bench, ada, cleo, dan } = all;
    await act(ada, { type: 'member.remove', member: idOf(dan) });
    const [key = ''] = await listObjects(bench.hub, keysPrefix('directory'));
    const kept = await readObject(bench.hub, key);
    await tamper(key, all);
    const synced = await cleo.log.sync();
    return { ...all, key, kept, synced };
  }

  const aLink: Tampering = [
    'a link in its place',
    async (key, { bench }) => void (await plantLink(bench.hubPath, key)),
  ];

  test.each<Tampering>([
    ['a flipped bit in the head', (key, { bench }) => flipBit(bench.hub, key, 60)],
    [
      'flipped bits in every copy',
      async (key, { bench }) => {
        const { length } = await readObject(bench.hub, key);
        for (let at = 1; at <= 3; at += 1) await flipBit(bench.hub, key, length - at * 1168 + 500);
      },
    ],
    ['a truncated object', (key, { bench }) => truncateObject(bench.hub, key, 3 * 1168)],
    ['no object', async (key, { bench }) => void unwrap(await bench.hub.delete(key))],
    ...(LINKS ? [aLink] : []),
    [
      'an object of another kind',
      async (key, { bench }) => {
        const [audit = ''] = await listObjects(bench.hub, keysPrefix('audit'));
        await swapObjects(bench.hub, key, audit);
      },
    ],
    [
      'an object of its own making under that name',
      async (key, { bench, ada, cleo }) => {
        const name = { organisation: ada.log.organisation, kind: 'directory', epoch: 1 } as const;
        const seal = custodianOf(ada).sealToAll;
        const own = await makeKeyObject(bench.crypto, seal, name, bench.crypto.random(32), bench.crypto.random(32), [
          sealingOf(cleo),
        ]);
        await writeObject(bench.hub, key, own?.bytes ?? new Uint8Array());
      },
    ],
  ])('%s stops the log there with an alarm, gives no wrong key, and is healed by the true one', async (_, tamper) => {
    const { bench, ada, cleo, key, kept, synced } = await tampered(tamper);
    expect(synced).toMatchObject({ ok: false, error: { code: 'log.refused', detail: 'entry.key' } });
    expect(cleo.directoryKey(1)).toBeNull();
    await writeObject(bench.hub, key, kept);
    unwrap(await cleo.log.sync());
    expect(cleo.directoryKey(1)).toEqual(ada.directoryKey(1));
    expect(cleo.log.alarm()).toBeNull();
  });

  test('does not make somebody who was shut out take a key of the hub’s own making for the way back', async () => {
    const { bench, ada, dan } = await company();
    await act(ada, { type: 'member.disable', member: idOf(dan) });
    unwrap(await dan.log.sync());
    // A later epoch that leads back to nothing that Dan holds.
    const name = { organisation: ada.log.organisation, kind: 'directory', epoch: 2 } as const;
    const seal = custodianOf(ada).sealToAll;
    const own = await makeKeyObject(bench.crypto, seal, name, bench.crypto.random(32), bench.crypto.random(32), [
      sealingOf(dan),
    ]);
    if (own === null) throw new Error('not sealed');
    await writeObject(bench.hub, keyObjectKey('directory', 2, own.copies), own.bytes);
    unwrap(await dan.log.sync());
    expect([dan.directoryKey(1), dan.directoryKey(2)]).toEqual([null, null]);
  });

  test.each(['loses', ...(LINKS ? ['has a link in the place of'] : [])])(
    'that %s one is given it back by the client that made it',
    async (harm) => {
      const { bench, ada, cleo, dan } = await company();
      await act(ada, { type: 'member.remove', member: idOf(dan) });
      const [key = ''] = await listObjects(bench.hub, keysPrefix('directory'));
      if (harm === 'loses') unwrap(await bench.hub.delete(key));
      else await plantLink(bench.hubPath, key);
      expect((await cleo.log.sync()).ok).toBe(false);
      bench.clock.time += 11 * 60_000;
      await round(ada);
      unwrap(await cleo.log.sync());
      expect(cleo.log.state()).toEqual(ada.log.state());
    },
  );

  test.each(['error', 'lostAnswer', 'lostWrite'] as const)(
    'S27: a rotation during which the hub fails (%s) leaves the old key in force, or the new one complete',
    async (kind) => {
      let struck = 0;
      for (let after = 0; after < 4; after += 1) {
        const { ada, bob, cleo, dan } = await company();
        unwrap(await change(ada, [{ type: 'member.remove', member: idOf(dan) }]));
        const keys = kind === 'error' ? /^(keys|log)\// : /^(keys\/directory|log)\/./;
        const hub = createFaultyHub(ada.hub, { seed: 1, faults: [{ kind, keys, after, times: 1 }] });
        const doomed = unwrap(await openMembership({ ...ada, hub }));
        await createKeyTender(custodianOf(doomed)).tend(true);
        struck += hub.struck(kind);
        // The next start of her client goes on with what the vault holds.
        const again = unwrap(await openMembership(ada));
        await round(again);
        for (const person of [bob, cleo]) {
          await round(person);
          expect(person.log.state()).toEqual(again.log.state());
        }
        expect(epochOfLog(again)).toBe(1);
      }
      expect(struck).toBeGreaterThan(0);
    },
  );
});
