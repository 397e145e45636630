import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Hub } from '../../../src-main/hub/port.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { openEscrow, sealEscrow } from '../../../src-main/organisation/recovery/escrow-codec.ts';
import { createRecoveryStore } from '../../../src-main/organisation/recovery/escrow-store.ts';
import { fetchEscrow } from '../../../src-main/organisation/recovery/fetch-escrow.ts';
import { createEscrowTender } from '../../../src-main/organisation/recovery/tend-escrow.ts';
import type { ResetSecret } from '../../../src-main/vault/reset/store.ts';
import { fromHex, hex } from '../../../src-shared/base/bytes.ts';
import { ok, unwrap } from '../../../src-shared/base/result.ts';
import { type Escrow, escrowKey, escrowPrefix } from '../../../src-shared/protocol/recovery-escrow.ts';
import { flipBit, plantLink, readObject, truncateObject, writeObject } from '../../support/hub-objects.ts';
import { DAY, type OrganisationBench, organisationBench } from '../../support/organisation.ts';
import { idOf, round } from '../../support/organisation-keys.ts';

const VAULT = '0'.repeat(26);
const secretOf = (fill: number, chosen = false): ResetSecret => ({
  vault: VAULT,
  check: hex(new Uint8Array(32).fill(fill)),
  secret: new Uint8Array(20).fill(fill),
  chosen,
});

/** A member's client as far as it leaves escrows; `use` gives its vault another secret. */
function client(membership: Membership, hub: Hub = membership.hub) {
  let current = secretOf(1);
  const store = createRecoveryStore(membership.database);
  const tender = createEscrowTender({
    membership: { ...membership, hub },
    store,
    resetSecret: () => ok({ ...current, secret: Uint8Array.from(current.secret) }),
  });
  return {
    store,
    tender,
    use(secret: ResetSecret) {
      current = secret;
    },
  };
}

async function organisation(bench: OrganisationBench) {
  const ada = await bench.found();
  const ben = await bench.add(ada, 'Ben');
  const eve = await bench.add(ada, 'Eve');
  for (const each of [ada, ben, eve]) await round(each);
  for (const each of [ben, eve]) unwrap(await each.log.sync());
  return { ada, ben, eve, emil: client(ben) };
}

const recoveryKeyOf = ({ log }: Membership): { epoch: number; publicKey: Uint8Array } => {
  const key = log.state().keys.recovery;
  const publicKey = fromHex(key?.publicKey ?? '');
  if (key === null || publicKey === null) throw new Error('no recovery key');
  return { epoch: key.epoch, publicKey };
};

/** An escrow as `author`'s device would make it, for whom and where they please. */
function forged(bench: OrganisationBench, author: Membership, fields: Partial<Escrow>): Uint8Array {
  const { epoch, publicKey } = recoveryKeyOf(author);
  const { keyset } = author;
  const escrow: Escrow = {
    organisation: keyset.organisation,
    member: keyset.memberId,
    device: keyset.deviceId,
    number: 9,
    epoch,
    vault: VAULT,
    check: hex(new Uint8Array(32).fill(66)),
    secret: hex(new Uint8Array(20).fill(66)),
    ...fields,
  };
  return sealEscrow(bench.crypto, publicKey, escrow, keyset.device.secretKey);
}

describe('what a client leaves for the help desk', () => {
  it('is fetched by a holder of the recovery key, and by nobody else', async () => {
    const bench = await organisationBench();
    const { ada, ben, eve, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    unwrap(await ada.log.sync());
    expect(unwrap(await fetchEscrow(ada, idOf(ben)))).toMatchObject({ member: idOf(ben), number: 1 });
    expect(await fetchEscrow(eve, idOf(ben))).toMatchObject({ error: { code: 'reset.notHolder' } });
    expect(await fetchEscrow(ada, idOf(eve))).toMatchObject({ error: { code: 'reset.noEscrow' } });
  });

  it('is left anew when the secret changes, and the older one is taken away', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    unwrap(await emil.tender.tend());
    emil.use(secretOf(2));
    unwrap(await emil.tender.tend());
    const { keys } = unwrap(await bench.hub.list(escrowPrefix(idOf(ben)), { limit: 10 }));
    expect(keys).toEqual([escrowKey(idOf(ben), 2)]);
    expect(unwrap(await fetchEscrow(ada, idOf(ben))).secret).toBe(hex(secretOf(2).secret));
  });

  it('S27 is put again when a crash came before it was on the hub, and given back to a hub that lost it', async () => {
    const bench = await organisationBench();
    const { ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    const key = escrowKey(idOf(ben), 1);
    const left = emil.store.left();
    if (left === null) throw new Error('nothing left');
    emil.store.saveLeft({ ...left, put: false });
    unwrap(await bench.hub.delete(key));
    unwrap(await client(ben).tender.tend());
    expect(unwrap(await bench.hub.get(key, { maxBytes: 4096 }))).not.toBe(null);
    unwrap(await bench.hub.delete(key));
    unwrap(await client(ben).tender.tend());
    expect(unwrap(await bench.hub.get(key, { maxBytes: 4096 }))).not.toBe(null);
  });

  describe('S25 is put again, and can be fetched,', () => {
    const HARMS: Readonly<Record<string, (key: string, bench: OrganisationBench) => Promise<void>>> = {
      'when it was overwritten with garbage': (key, { hub, crypto }) => writeObject(hub, key, crypto.random(1300)),
      'when it was overwritten with more than any is': (key, { hub, crypto }) =>
        writeObject(hub, key, crypto.random(100_000)),
      'when it was emptied': (key, { hub }) => writeObject(hub, key, new Uint8Array()),
      'when it was cut': (key, { hub }) => truncateObject(hub, key),
      'when one bit of it was flipped': (key, { hub }) => flipBit(hub, key, -20),
      'when it was deleted': async (key, { hub }) => void unwrap(await hub.delete(key)),
      ...(process.platform !== 'win32' && {
        'when a link stands in its place': async (key: string, { hubPath }: OrganisationBench) =>
          void (await plantLink(hubPath, key)),
      }),
    };

    it.each(Object.entries(HARMS))('%s', async (_, harm) => {
      const bench = await organisationBench();
      const { ada, ben, emil } = await organisation(bench);
      unwrap(await emil.tender.tend());
      const key = escrowKey(idOf(ben), 1);
      await harm(key, bench);
      expect((await fetchEscrow(ada, idOf(ben))).ok).toBe(false);
      // The member's next session.
      unwrap(await client(ben).tender.tend());
      expect(unwrap(await fetchEscrow(ada, idOf(ben)))).toMatchObject({ secret: hex(secretOf(1).secret), number: 1 });
      expect((await lstat(path.join(bench.hubPath, key))).isFile()).toBe(true);
      const healed = await readObject(bench.hub, key);
      unwrap(await client(ben).tender.tend());
      expect(await readObject(bench.hub, key)).toEqual(healed);
    });

    it('by a session that goes on for days, once a day', async () => {
      const bench = await organisationBench();
      const { ben, emil } = await organisation(bench);
      unwrap(await emil.tender.tend());
      const key = escrowKey(idOf(ben), 1);
      await writeObject(bench.hub, key, new Uint8Array(9));
      bench.clock.time += DAY - 1;
      unwrap(await emil.tender.tend());
      expect(await readObject(bench.hub, key)).toEqual(new Uint8Array(9));
      bench.clock.time += 1;
      unwrap(await emil.tender.tend());
      expect((await readObject(bench.hub, key)).length).toBeGreaterThan(1000);
    });

    it('when an older version left it, which did not note what it put', async () => {
      const bench = await organisationBench();
      const { ben, emil } = await organisation(bench);
      unwrap(await emil.tender.tend());
      const left = emil.store.left();
      if (left === null) throw new Error('nothing left');
      emil.store.saveLeft({ ...left, hash: null });
      const before = await readObject(bench.hub, escrowKey(idOf(ben), 1));
      unwrap(await client(ben).tender.tend());
      const after = await readObject(bench.hub, escrowKey(idOf(ben), 1));
      expect(after).not.toEqual(before);
      expect(emil.store.left()?.hash).toBe(hex(bench.crypto.hash(after)));
    });
  });

  it('S25 is freed of what was put above it, when it is looked at', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    const member = idOf(ben);
    for (let number = 50; number < 70; number += 1) {
      await writeObject(bench.hub, escrowKey(member, number), bench.crypto.random(2000));
    }
    expect(await fetchEscrow(ada, member)).toMatchObject({ error: { code: 'reset.damaged' } });
    unwrap(await client(ben).tender.tend());
    expect(unwrap(await bench.hub.list(escrowPrefix(member), { limit: 100 })).keys).toEqual([escrowKey(member, 1)]);
    expect(unwrap(await fetchEscrow(ada, member)).number).toBe(1);
  });

  it('S25 is neither asked for again nor put in the rounds of one session, nor while the hub fails', async () => {
    const bench = await organisationBench();
    const { ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    const calls: string[] = [];
    const counted: Hub = {
      ...bench.hub,
      get: (key, options) => {
        calls.push('get');
        return bench.hub.get(key, options);
      },
      put: (key, body, options) => {
        calls.push('put');
        return bench.hub.put(key, body, options);
      },
    };
    const { tender } = client(ben, counted);
    for (let turn = 0; turn < 3; turn += 1) unwrap(await tender.tend());
    expect(calls).toEqual(['get']);
    const away: Hub = { ...counted, get: async () => ({ ok: false, error: { code: 'hub.unreachable', detail: '' } }) };
    expect(await client(ben, away).tender.tend()).toMatchObject({ error: { code: 'hub.unreachable' } });
    expect(calls).toEqual(['get']);
  });

  it('S26 is not believed when another member made it, for whomever and under whatever number', async () => {
    const bench = await organisationBench();
    const { ada, ben, eve } = await organisation(bench);
    const member = idOf(ben);
    const device = ben.keyset.deviceId;
    for (const fields of [{ member }, { member, device }]) {
      unwrap(await bench.hub.put(escrowKey(member, 9), forged(bench, eve, fields)));
      expect(await fetchEscrow(ada, member)).toMatchObject({ error: { code: 'reset.damaged' } });
    }
    // Her own, put in his place.
    unwrap(await bench.hub.put(escrowKey(member, 9), forged(bench, eve, {})));
    expect(await fetchEscrow(ada, member)).toMatchObject({ error: { code: 'reset.damaged' } });
  });

  it('S25 opens only under its own number, epoch and organisation', async () => {
    const bench = await organisationBench();
    const { ada, ben } = await organisation(bench);
    const { member } = { member: idOf(ben) };
    const own = forged(bench, ben, { number: 3 });
    const held = (epoch: number) => ada.keys.get('recovery', epoch);
    const state = ada.log.state();
    expect(openEscrow(bench.crypto, state, held, { member, number: 3 }, own)).toMatchObject({ number: 3 });
    expect(openEscrow(bench.crypto, state, held, { member, number: 4 }, own)).toBe('damaged');
    expect(openEscrow(bench.crypto, state, held, { member: idOf(ada), number: 3 }, own)).toBe('damaged');
    expect(openEscrow(bench.crypto, state, () => null, { member, number: 3 }, own)).toBe('foreign');
    const other = await organisationBench();
    const zoe = await other.found();
    expect(openEscrow(bench.crypto, zoe.log.state(), held, { member, number: 3 }, own)).toBe('damaged');
  });

  it('S25 is found below what a hostile hub puts above it, and no more than so many are read', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    const member = idOf(ben);
    for (let number = 50; number < 60; number += 1) {
      unwrap(await bench.hub.put(escrowKey(member, number), bench.crypto.random(number * 100)));
    }
    expect(unwrap(await fetchEscrow(ada, member)).number).toBe(1);
    // The client clears away what is not its own.
    emil.use(secretOf(2));
    unwrap(await emil.tender.tend());
    expect(unwrap(await bench.hub.list(escrowPrefix(member), { limit: 100 })).keys).toEqual([escrowKey(member, 2)]);
  });

  it('S25 shows an older one, which opens nothing, when the hub hides the newest', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    const member = idOf(ben);
    const old = unwrap(await bench.hub.get(escrowKey(member, 1), { maxBytes: 4096 })) ?? new Uint8Array();
    emil.use(secretOf(2));
    unwrap(await emil.tender.tend());
    unwrap(await bench.hub.delete(escrowKey(member, 2)));
    unwrap(await bench.hub.put(escrowKey(member, 1), old));
    const fetched = unwrap(await fetchEscrow(ada, member));
    expect(fetched.check).not.toBe(secretOf(2).check);
  });

  it('S21 answers for every cut and every flipped byte that it is damaged', async () => {
    const bench = await organisationBench();
    const { ada, ben } = await organisation(bench);
    const own = forged(bench, ben, { number: 3 });
    const held = (epoch: number) => ada.keys.get('recovery', epoch);
    const place = { member: idOf(ben), number: 3 };
    const open = (stored: Uint8Array) => openEscrow(bench.crypto, ada.log.state(), held, place, stored);
    for (let at = 0; at < own.length; at += 37) {
      expect(open(own.subarray(0, at))).toBe('damaged');
      const flipped = Uint8Array.from(own);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(['damaged', 'foreign']).toContain(open(flipped));
    }
    expect(open(bench.crypto.random(1 << 20))).toBe('damaged');
  });
});

describe('a reset that stands', () => {
  const reset = async (ada: Membership, ben: Membership) => {
    unwrap(await ada.log.sync());
    unwrap(await ada.log.propose([{ type: 'password.reset', member: idOf(ben), by: 'code' }], ada.signer));
    unwrap(await ben.log.sync());
  };
  const isStanding = ({ log }: Membership, of: Membership) => log.state().members.get(idOf(of))?.resetBy !== null;

  it('G8 ends with a new password alone: not with a round, a restart, or a secret made without one', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    await reset(ada, ben);
    unwrap(await emil.tender.tend());
    unwrap(await client(ben).tender.tend());
    emil.use(secretOf(2, false));
    unwrap(await emil.tender.tend());
    expect(isStanding(ben, ben)).toBe(true);
    expect(emil.tender.reset()?.step).toBe('choose');
    emil.use(secretOf(3, true));
    expect(emil.tender.reset()?.step).toBe('telling');
    unwrap(await emil.tender.tend());
    expect(isStanding(ben, ben)).toBe(false);
    expect(emil.tender.reset()?.step).toBe('done');
  });

  it('G8 puts nothing again, whatever the hub has lost, before a password is chosen', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    unwrap(await emil.tender.tend());
    await reset(ada, ben);
    const key = escrowKey(idOf(ben), 1);
    await writeObject(bench.hub, key, new Uint8Array(9));
    unwrap(await client(ben).tender.tend());
    expect(await readObject(bench.hub, key)).toEqual(new Uint8Array(9));
    expect(isStanding(ben, ben)).toBe(true);
  });

  it('S27 goes on standing when what was left may have reached the hub before the crash', async () => {
    const bench = await organisationBench();
    const { ada, ben, emil } = await organisation(bench);
    emil.use(secretOf(2, true));
    unwrap(await emil.tender.tend());
    const left = emil.store.left();
    if (left === null) throw new Error('nothing left');
    // Killed after the put, before it was noted as done.
    emil.store.saveLeft({ ...left, put: false });
    await reset(ada, ben);
    unwrap(await emil.tender.tend());
    expect(isStanding(ben, ben)).toBe(true);
  });

  it('G8 S26 is not made by somebody without the right, whatever their client signs', async () => {
    const bench = await organisationBench();
    const { ada, ben, eve } = await organisation(bench);
    const action = { type: 'password.reset', member: idOf(ben), by: 'code' } as const;
    expect(await eve.log.propose([action], eve.signer)).toMatchObject({ error: { code: 'policy.denied' } });
    const owner = { ...action, member: idOf(ada) };
    expect(await ben.log.propose([owner], ben.signer)).toMatchObject({ error: { code: 'policy.denied' } });
    expect(isStanding(ada, ben)).toBe(false);
  });
});
