import { beforeEach, describe, expect, it } from 'vitest';
import { decodeHeader } from '../../../src-main/crypto/v1/header.ts';
import { packageIdBytes } from '../../../src-main/crypto/v1/keys.ts';
import { openWrap } from '../../../src-main/crypto/v1/wraps.ts';
import { feedKeys, packageKeys } from '../../../src-main/packages/keys.ts';
import { equalBytes } from '../../../src-shared/base/bytes.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { listObjects, readObject, writeObject } from '../../support/hub-objects.ts';
import { act, round } from '../../support/organisation-keys.ts';
import { rogueSend } from '../../support/rogue-sender.ts';
import { CLASS, ROLE } from '../../support/roles.ts';
import { deliver, draft, type Person, type World, worldForTest } from '../../support/world.ts';

/*
 * S26: what the policy says of a package, asked by every recipient of packages that modified clients made. Ada owns,
 * Bob receives, Mallory's client does as she likes.
 */

const PASSWORD = { algorithm: 'argon2id13', passes: 2, memoryKiB: 65_536, salt: '0'.repeat(32) } as const;

let world: World;
let ada: Person;
let bob: Person;
let mallory: Person;

async function everybodySyncs(): Promise<void> {
  for (const person of [ada, bob, mallory]) unwrap(await person.membership.log.sync());
}

async function received(id: PackageId) {
  unwrap(await bob.packages.sync());
  return bob.packages.row(id);
}

/** By Ada's client; everybody knows of it afterwards. */
async function changes(...wanted: Parameters<typeof act>[1][]): Promise<void> {
  await act(ada.membership, ...wanted);
  await everybodySyncs();
}

const headNow = () => {
  const { seq, hash } = mallory.membership.log.state().head;
  return { seq, hash };
};

async function world3(): Promise<void> {
  world = await worldForTest();
  ada = await world.add('Ada');
  bob = await world.add('Bob');
  mallory = await world.add('Mallory');
}

beforeEach(world3);

describe('S26 the organisation’s auditors', () => {
  it('can open a package between others, and nothing in it changes for its recipients', async () => {
    await round(ada.membership);
    await everybodySyncs();
    const id = await deliver(mallory, { recipients: [bob.id], subject: 'For Bob' });
    expect(await received(id)).toMatchObject({ refused: null, subject: 'For Bob' });
    const header = decodeHeader(await readObject(ada.hub, packageKeys.header(id)));
    if (!header.ok) throw new Error('header');
    const secret = ada.membership.keys.get('audit', 1) ?? new Uint8Array();
    const audit = world.crypto.sealingPair(secret);
    const opened = unwrap(openWrap(world.crypto, header.value, header.value.wraps, audit));
    const own = unwrap(openWrap(world.crypto, header.value, header.value.wraps, bob.membership.keyset.sealing));
    expect(opened).not.toBeNull();
    expect(opened).toEqual(own);
    expect(header.value.packageId).toEqual(packageIdBytes(id));
    expect(header.value.wrapCount).toBe(3);
  });

  it('cannot be left out: a package without their wrap is refused, with the reason', async () => {
    await round(ada.membership);
    await everybodySyncs();
    const honest = await rogueSend(world, mallory, [bob]);
    expect((await received(honest.id))?.refused).toBeNull();
    const hidden = await rogueSend(world, mallory, [bob], { audit: null });
    expect(await received(hidden.id)).toMatchObject({ refused: 'audit', subject: '' });
  });

  it('cannot be given a wrap that does not open', async () => {
    await round(ada.membership);
    await everybodySyncs();
    const { publicKey } = world.crypto.sealingPair();
    const other = await rogueSend(world, mallory, [bob], { audit: publicKey });
    expect((await received(other.id))?.refused).toBe('audit');
    const junk = await rogueSend(world, mallory, [bob], {
      wraps: (sealed, { recipients }) => {
        const auditor = world.crypto.sealingPair(ada.membership.keys.get('audit', 1) ?? new Uint8Array()).publicKey;
        const at = recipients.findIndex((recipient) => equalBytes(recipient, auditor));
        expect(at).toBeGreaterThanOrEqual(0);
        const one = Uint8Array.from(sealed[at] ?? new Uint8Array());
        one[1150] = (one[1150] ?? 0) ^ 1;
        sealed[at] = one;
      },
    });
    expect((await received(junk.id))?.refused).toBe('wraps');
  });

  it('still can when a package names the head of the key before, and is refused where it names one and uses another', async () => {
    await round(ada.membership);
    await everybodySyncs();
    const head = headNow();
    const old = world.crypto.sealingPair(ada.membership.keys.get('audit', 1) ?? new Uint8Array()).publicKey;
    await changes({ type: 'member.roles', member: bob.id, add: [ROLE.auditor], remove: [] });
    await round(bob.membership);
    ada.clock.ahead += 10 * 60_000;
    await changes({ type: 'member.roles', member: bob.id, add: [], remove: [ROLE.auditor] });
    expect(ada.membership.log.state().keys.audit?.epoch).toBe(2);
    const before = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect((await received(before.id))?.refused).toBeNull();
    const wrong = await rogueSend(world, mallory, [bob], { audit: old });
    expect((await received(wrong.id))?.refused).toBe('audit');
  });
});

describe('S26 a package that its sender had no right to send is refused', () => {
  it('under a package password, without the right to set one', async () => {
    await changes({ type: 'member.override', member: mallory.id, permission: 'pkg.encrypt.password', effect: 'deny' });
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { password: PASSWORD } });
    expect((await received(id))?.refused).toBe('sender');
    const refused = await mallory.packages.send(draft({ recipients: [bob.id], password: world.crypto.random(12) }));
    expect(refused).toMatchObject({ error: { code: 'draft.password' } });
  });

  it('to somebody whom their class may not address', async () => {
    await changes(
      { type: 'member.class', member: mallory.id, class: CLASS.partner },
      { type: 'member.class', member: bob.id, class: CLASS.partner },
    );
    const { id } = await rogueSend(world, mallory, [bob]);
    expect((await received(id))?.refused).toBe('sender');
    const refused = await mallory.packages.send(draft({ recipients: [bob.id] }));
    expect(refused).toMatchObject({ error: { code: 'draft.audience', detail: bob.id } });
  });

  it('without private sending, whatever else of sending is left', async () => {
    await changes({ type: 'member.override', member: mallory.id, permission: 'pkg.send.private', effect: 'deny' });
    const { id } = await rogueSend(world, mallory, [bob]);
    expect((await received(id))?.refused).toBe('sender');
    expect(await mallory.packages.send(draft({ recipients: [bob.id] }))).toMatchObject({
      error: { code: 'draft.notAllowed' },
    });
  });

  it('property 15: without approval where everybody needs it, under a head of before as well', async () => {
    const head = headNow();
    await changes({ type: 'setting.set', key: 'approval.required', value: 'everybody' });
    const now = await rogueSend(world, mallory, [bob]);
    expect((await received(now.id))?.refused).toBe('approval');
    const backdated = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect((await received(backdated.id))?.refused).toBe('approval');
    for (const person of [ada, mallory]) {
      expect(await person.packages.send(draft({ recipients: [bob.id] }))).toMatchObject({
        error: { code: 'draft.approval' },
      });
    }
    // What one keeps for oneself asks nobody.
    const own = await deliver(ada, { recipients: [ada.id] });
    expect(ada.packages.row(own)?.box).toBe('briefcase');
  });

  it('when the account had expired by the time that the package claims', async () => {
    await changes({ type: 'member.expiry', member: mallory.id, expiresAt: Date.now() + 60_000 });
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { sentAt: Date.now() + 120_000 } });
    expect((await received(id))?.refused).toBe('sender');
  });
});

describe('properties 12 and 13: pins on the feeds of who loses rights', () => {
  const losses: [string, () => Parameters<typeof act>[1]][] = [
    ['disabled', () => ({ type: 'member.disable', member: mallory.id })],
    ['removed', () => ({ type: 'member.remove', member: mallory.id })],
    ['made a guest', () => ({ type: 'member.roles', member: mallory.id, add: [ROLE.guest], remove: [ROLE.member] })],
    ['denied sending', () => ({ type: 'member.override', member: mallory.id, permission: 'pkg.send', effect: 'deny' })],
    ['left without the device', () => ({ type: 'device.revoke', device: mallory.membership.keyset.deviceId })],
  ];

  it.each(losses)('somebody who was %s: what was sent before arrives, what is sent after does not', async (_, loss) => {
    const head = headNow();
    const first = await deliver(mallory, { recipients: [bob.id], subject: 'First' });
    const second = await deliver(mallory, { recipients: [bob.id], subject: 'Second' });
    await changes(loss());
    const late = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect(await received(first)).toMatchObject({ refused: null, subject: 'First' });
    expect(await received(second)).toMatchObject({ refused: null, subject: 'Second' });
    expect((await received(late.id))?.refused).toBe('pin');
  });

  it('who had sent nothing can send nothing under an old head', async () => {
    const head = headNow();
    await changes({ type: 'member.disable', member: mallory.id });
    expect(ada.membership.log.state().devices.get(mallory.membership.keyset.deviceId)?.pins).toMatchObject([
      { seq: -1, hash: '0'.repeat(64) },
    ]);
    const late = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect((await received(late.id))?.refused).toBe('pin');
  });

  it('no place before the pin can be given to another package, with the hub’s help either', async () => {
    const head = headNow();
    const first = await deliver(mallory, { recipients: [bob.id] });
    await deliver(mallory, { recipients: [bob.id] });
    await changes({ type: 'member.disable', member: mallory.id });
    const device = mallory.membership.keyset.deviceId;
    const kept = await readObject(bob.hub, feedKeys.entry(device, 1));
    const forged = await rogueSend(world, mallory, [bob], {
      envelope: { head },
      feed: { seq: 1, prev: '0'.repeat(64) },
    });
    expect((await received(forged.id))?.refused).toBe('pin');
    await writeObject(bob.hub, feedKeys.entry(device, 1), kept);
    expect((await received(first))?.refused).toBeNull();
  });

  it('waits, and shows nothing, while the hub withholds the feed that would show it', async () => {
    const first = await deliver(mallory, { recipients: [bob.id] });
    await deliver(mallory, { recipients: [bob.id] });
    await changes({ type: 'member.disable', member: mallory.id });
    const [, second = ''] = await listObjects(bob.hub, feedKeys.all(mallory.membership.keyset.deviceId));
    const kept = await readObject(bob.hub, second);
    unwrap(await bob.hub.delete(second));
    expect(await received(first)).toBeNull();
    await writeObject(bob.hub, second, kept);
    bob.clock.ahead += 60_000;
    expect((await received(first))?.refused).toBeNull();
  });

  it('who is enabled again goes on under the newer head', async () => {
    await deliver(mallory, { recipients: [bob.id] });
    await changes({ type: 'member.disable', member: mallory.id });
    await changes({ type: 'member.enable', member: mallory.id });
    const again = await deliver(mallory, { recipients: [bob.id], subject: 'Back' });
    expect(await received(again)).toMatchObject({ refused: null, subject: 'Back' });
  });
});

describe('a policy copy that is too old', () => {
  it('stops sending where the organisation wants that, until the hub answers; reading goes on', async () => {
    await changes(
      { type: 'setting.set', key: 'security.staleSending', value: 'stop' },
      { type: 'setting.set', key: 'security.leaseDays', value: 1 },
    );
    const kept = await deliver(ada, { recipients: [bob.id], message: 'still here' });
    expect((await received(kept))?.refused).toBeNull();
    bob.clock.ahead += 2 * 86_400_000;
    expect(bob.membership.log.lease()).toMatchObject({ expired: true, sending: 'stop' });
    expect(await bob.packages.send(draft({ recipients: [ada.id] }))).toMatchObject({ error: { code: 'draft.stale' } });
    expect(unwrap(await bob.packages.contents(kept, null)).message).toBe('still here');
    unwrap(await bob.membership.log.sync());
    expect((await bob.packages.send(draft({ recipients: [ada.id] }))).ok).toBe(true);
  });

  it('only warns where the organisation wants that', async () => {
    bob.clock.ahead += 30 * 86_400_000;
    expect(bob.membership.log.lease()).toMatchObject({ expired: true, sending: 'warn' });
    expect((await bob.packages.send(draft({ recipients: [ada.id] }))).ok).toBe(true);
  });
});
