import { describe, expect, test } from 'vitest';
import { proveActivation } from '../../../src-main/organisation/activation.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { newKeyset, publicPart } from '../../../src-main/organisation/new-keyset.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { type DeviceId, type InviteId, type MemberId, type RoleId, randomId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { RULES } from '../../../src-shared/policy/model/state.ts';
import { DAY, HOUR, newReader, type OrganisationBench, organisationBench } from '../../support/organisation.ts';
import {
  type Forged,
  forgeAction,
  forgeEntry,
  forgeText,
  jsonBytes,
  putEntry,
  someInvite,
} from '../../support/rogue-client.ts';
import { ROLE } from '../../support/roles.ts';

/* S26: members whose clients sign anything. Owner Ada, administrator Bob, member Mal, invited Nia. */

interface Scene {
  readonly bench: OrganisationBench;
  readonly ada: Membership;
  readonly bob: Membership;
  readonly mal: Membership;
}

async function scene(): Promise<Scene> {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const mal = await bench.add(ada, 'Mal');
  for (const person of [ada, bob, mal]) unwrap(await person.log.sync());
  return { bench, ada, bob, mal };
}

/** Puts the forged bytes where the next entry goes: everybody, old and new, stops before it, with their state intact. */
async function refusedByAll({ bench, ada, bob }: Scene, bytes: Uint8Array, detail: string | RegExp): Promise<void> {
  const before = ada.log.state();
  const seq = before.head.seq + 1;
  await putEntry(ada, seq, bytes);
  const fresh = await newReader(bench, ada);
  for (const log of [ada.log, bob.log, fresh.log]) {
    const synced = await log.sync();
    expect(synced).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^log\./), seq } });
    expect(synced.ok || ('detail' in synced.error && synced.error.detail)).toMatch(detail);
    expect(log.state()).toEqual(before);
  }
  const proposed = await ada.log.propose([someInvite(ada.crypto, before.at)], ada.signer);
  expect(proposed).toMatchObject({ ok: false, error: { seq } });
}

const role = (member: Membership, to: RoleId): Action => ({
  type: 'member.roles',
  member: member.keyset.memberId,
  add: [to],
  remove: [],
  pins: [],
});

describe('S26: an entry beyond the right of its author is refused by everybody', () => {
  test.each<[string, (scene: Scene) => Uint8Array, string]>([
    ['member promotes himself', ({ mal }) => forgeEntry(mal, [role(mal, ROLE.administrator)]), 'policy.denied'],
    ['member invites', ({ mal }) => forgeEntry(mal, [someInvite(mal.crypto, mal.log.state().at)]), 'policy.denied'],
    ['administrator demotes the owner', ({ bob, ada }) => forgeEntry(bob, [role(ada, ROLE.member)]), 'policy.denied'],
    ['administrator makes himself owner', ({ bob }) => forgeEntry(bob, [role(bob, ROLE.owner)]), 'policy.denied'],
    ['owner makes a second owner', ({ ada, bob }) => forgeEntry(ada, [role(bob, ROLE.owner)]), 'policy.denied'],
    [
      'administrator hides a forbidden action behind an allowed one',
      ({ bob, mal, ada }) => forgeEntry(bob, [role(mal, ROLE.administrator), role(ada, ROLE.member)]),
      'policy.denied',
    ],
    [
      'administrator invites an owner',
      ({ bob }) => forgeEntry(bob, [someInvite(bob.crypto, bob.log.state().at, { roles: [ROLE.owner] })]),
      'policy.denied',
    ],
    [
      'administrator re-uses an address',
      ({ bob }) => forgeEntry(bob, [someInvite(bob.crypto, bob.log.state().at, { email: 'ADA@example.org' })]),
      'emailTaken',
    ],
    [
      'administrator makes an invitation that lives for years',
      ({ bob, bench }) => {
        const invite = someInvite(bob.crypto, bob.log.state().at);
        const expiresAt = bench.clock.now() + 7 * DAY + 1;
        return forgeEntry(bob, [{ ...invite, invitation: { ...invite.invitation, expiresAt } }]);
      },
      'invitationLife',
    ],
    [
      'administrator puts a text direction mark into a name',
      ({ bob }) => forgeEntry(bob, [someInvite(bob.crypto, bob.log.state().at, { name: 'Ada\u202e' })]),
      'action.malformed',
    ],
  ])('%s', async (_, forge, detail) => {
    const all = await scene();
    await refusedByAll(all, forge(all), new RegExp(detail));
  });
});

describe('S26: an entry that is not what it claims is refused by everybody', () => {
  const claims: [string, (scene: Scene) => Forged, string][] = [
    ['signed by another device than it names', ({ mal }) => ({ secretKey: mal.keyset.device.secretKey }), 'signature'],
    [
      'signed by the member key instead of a device',
      ({ bob }) => ({ secretKey: bob.keyset.signing.secretKey }),
      'signature',
    ],
    ['in the name of another', ({ ada }) => ({ author: ada.keyset.memberId }), 'signature'],
    [
      'in the name of another, with their device named',
      ({ ada }) => ({ author: ada.keyset.memberId, device: ada.keyset.deviceId }),
      'signature',
    ],
    ['by a device that nobody certified', () => ({ device: 'z'.repeat(26) as DeviceId }), 'signature'],
    ['by somebody whom the log does not know', () => ({ author: 'z'.repeat(26) as MemberId }), 'signature'],
    ['after another predecessor', () => ({ prev: 'a'.repeat(64) }), 'chain'],
    ['backdated by a millisecond', ({ bob }) => ({ at: bob.log.state().at - 1 }), 'backdated'],
    ['dated in three days', ({ bench }) => ({ at: bench.clock.now() + 3 * DAY }), 'future'],
    ['of a later rule set', () => ({ rules: RULES + 1 }), 'entry.rules'],
    ['of another key epoch', () => ({ epoch: 1 }), 'entry.key'],
    ['of a later place', ({ bob }) => ({ seq: bob.log.state().head.seq + 2 }), 'entry.key'],
  ];
  test.each(claims)('%s', async (_, forged, detail) => {
    const all = await scene();
    all.bench.clock.time += HOUR;
    const action = someInvite(all.bob.crypto, all.bench.clock.now());
    await refusedByAll(all, forgeEntry(all.bob, [action], forged(all)), new RegExp(detail));
  });

  test('what is dated in three days is read once three days have passed', async () => {
    const { bench, ada, bob } = await scene();
    const at = bench.clock.now() + 3 * DAY;
    await putEntry(bob, bob.log.state().head.seq + 1, forgeEntry(bob, [someInvite(bob.crypto, at)], { at }));
    expect(await ada.log.sync()).toMatchObject({ ok: false, error: { code: 'log.future' } });
    bench.clock.time += 2 * DAY;
    expect(unwrap(await ada.log.sync()).added).toBe(1);
    expect(ada.log.alarm()).toBeNull();
  });
});

describe('S26, property 35: what this version does not know stops the log', () => {
  test.each<[string, (bob: Membership) => Uint8Array, string]>([
    ['an unknown action', (bob) => forgeAction(bob, { type: 'member.teleport', member: 'x' }), 'action.unknown'],
    [
      'an action with a field too many',
      (bob) => forgeAction(bob, { ...someInvite(bob.crypto, 1), note: 1 }),
      'action.malformed',
    ],
    ['no actions', (bob) => forgeEntry(bob, []), 'entry.malformed'],
    ['text that is no JSON', (bob) => forgeText(bob, new Uint8Array([123])), 'entry.malformed'],
    ['text that is no UTF-8', (bob) => forgeText(bob, new Uint8Array([0xff, 0xfe])), 'entry.malformed'],
    ['JSON that is no entry', (bob) => forgeText(bob, jsonBytes([])), 'entry.malformed'],
  ])('%s', async (_, forge, detail) => {
    const all = await scene();
    await refusedByAll(all, forge(all.bob), new RegExp(detail));
  });
});

describe('S26: activation', () => {
  async function invited() {
    const all = await scene();
    const { ada, mal } = all;
    const code = ada.crypto.signingPair();
    const invite = someInvite(ada.crypto, all.bench.clock.now());
    const withKey = { ...invite, invitation: { ...invite.invitation, publicKey: hex(code.publicKey) } };
    unwrap(await ada.log.propose([withKey], ada.signer));
    for (const person of [all.bob, mal]) unwrap(await person.log.sync());
    const keys = newKeyset(mal.crypto, withKey.member);
    const unproven = {
      type: 'member.activate' as const,
      invitation: withKey.invitation.id,
      name: 'Nia',
      ...publicPart(mal.crypto, keys),
    };
    const prove = (change: Partial<typeof unproven>) => {
      const changed = { ...unproven, ...change };
      return { ...changed, proof: hex(proveActivation(mal.crypto, code, ada.log.organisation, changed)) };
    };
    const by = { author: withKey.member, device: keys.deviceId, secretKey: keys.device.secretKey };
    return { all, withKey, keys, code, unproven, prove, by };
  }

  test('without the code is refused, whoever holds the directory key', async () => {
    const { all, unproven, by } = await invited();
    const guess = all.mal.crypto.signingPair();
    const proof = hex(proveActivation(all.mal.crypto, guess, all.mal.log.organisation, unproven));
    await refusedByAll(all, forgeEntry(all.mal, [{ ...unproven, proof }], by), 'entry.proof');
  });

  test('with a proof over other keys is refused', async () => {
    const { all, prove, by } = await invited();
    const stolen = { ...prove({}), sealing: hex(all.mal.keyset.sealing.publicKey) };
    await refusedByAll(all, forgeEntry(all.mal, [stolen], by), 'entry.proof');
  });

  test('with a device that the member key did not certify is refused', async () => {
    const { all, prove, by } = await invited();
    const foreign = prove({ certificate: 'ab'.repeat(64) });
    await refusedByAll(all, forgeEntry(all.mal, [foreign], by), 'entry.proof');
  });

  test.each(['sealing', 'mailbox'] as const)('with the %s of somebody else is refused', async (field) => {
    const { all, prove, by } = await invited();
    const { sealing, mailbox } = publicPart(all.ada.crypto, all.ada.keyset);
    const claimed = prove(field === 'sealing' ? { sealing } : { mailbox });
    await refusedByAll(all, forgeEntry(all.mal, [claimed], by), /keyReused|mailboxTaken/);
  });

  // Nobody could send to a group with such a member in it: sealing to them would fail, or come to a secret known to all.
  test.each<[string, (honest: Uint8Array) => Uint8Array]>([
    ['whose ML-KEM part is not reduced', (key) => key.fill(0xff, 0, 3)],
    ['whose X25519 part is of small order', (key) => key.fill(0, 1216 - 32)],
    ['that is nothing but zeros', (key) => key.fill(0)],
  ])('S22, S26: with a sealing key %s is refused, though code and device vouch for it', async (_, spoil) => {
    const { all, keys, prove, by } = await invited();
    const sealing = hex(spoil(Uint8Array.from(keys.sealing.publicKey)));
    await refusedByAll(all, forgeEntry(all.mal, [prove({ sealing })], by), 'entry.proof');
  });

  test('by an active member for the invited one is refused', async () => {
    const { all, prove } = await invited();
    await refusedByAll(all, forgeEntry(all.mal, [prove({})], {}), /signature|denied|device/);
  });

  test('together with another action is refused', async () => {
    const { all, prove, by } = await invited();
    await refusedByAll(all, forgeEntry(all.mal, [prove({}), role(all.mal, ROLE.administrator)], by), 'signature');
  });

  test('after the invitation expired is refused', async () => {
    const { all, prove, by, withKey } = await invited();
    all.bench.clock.time = withKey.invitation.expiresAt + 1;
    await refusedByAll(all, forgeEntry(all.mal, [prove({})], by), 'invitationExpired');
  });

  test('a second time with the same code is refused', async () => {
    const { all, prove, by, code, withKey } = await invited();
    await putEntry(all.mal, all.mal.log.state().head.seq + 1, forgeEntry(all.mal, [prove({})], by));
    for (const person of [all.ada, all.bob, all.mal]) expect(unwrap(await person.log.sync()).added).toBe(1);
    const keys = newKeyset(all.mal.crypto, withKey.member);
    const again = {
      type: 'member.activate' as const,
      invitation: withKey.invitation.id,
      name: 'Mal',
      ...publicPart(all.mal.crypto, keys),
    };
    const proof = hex(proveActivation(all.mal.crypto, code, all.ada.log.organisation, again));
    const second = { author: withKey.member, device: keys.deviceId, secretKey: keys.device.secretKey };
    await refusedByAll(all, forgeEntry(all.mal, [{ ...again, proof }], second), /entry.proof|notInvited/);
  });

  test('with a code that was replaced is refused', async () => {
    const { all, prove, by, withKey } = await invited();
    const random = { bytes: (length: number) => all.ada.crypto.random(length) };
    const invitation = {
      id: randomId<InviteId>(random),
      publicKey: hex(all.ada.crypto.signingPair().publicKey),
      expiresAt: all.bench.clock.now() + HOUR,
    };
    const reinvite = { type: 'member.reinvite', member: withKey.member, invitation } as const;
    unwrap(await all.ada.log.propose([reinvite], all.ada.signer));
    for (const person of [all.bob, all.mal]) unwrap(await person.log.sync());
    await refusedByAll(all, forgeEntry(all.mal, [prove({})], by), 'entry.proof');
  });
});
