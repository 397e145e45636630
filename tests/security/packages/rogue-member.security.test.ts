import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BLOB, sealBlob } from '../../../src-main/crypto/v1/blob.ts';
import { decodeHeader } from '../../../src-main/crypto/v1/header.ts';
import { packageIdBytes, rootKey, streamKey } from '../../../src-main/crypto/v1/keys.ts';
import { encodeSegmentList } from '../../../src-main/crypto/v1/segment-list.ts';
import { openWrap } from '../../../src-main/crypto/v1/wraps.ts';
import { feedKeys, mailKeys, packageKeys } from '../../../src-main/packages/keys.ts';
import { MAIL_ASSOCIATED, receiptMail } from '../../../src-main/packages/mail.ts';
import { equalBytes, hex } from '../../../src-shared/base/bytes.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { encodeContents } from '../../../src-shared/protocol/package-contents.ts';
import { listObjects, readObject, writeObject } from '../../support/hub-objects.ts';
import { rogueSend } from '../../support/rogue-sender.ts';
import { createWorld, deliver, type Person, type World } from '../../support/world.ts';

/** Members with modified clients, who hold every key a member holds, and the hub's help. */
describe('S26 a package from a modified client', () => {
  let world: World;
  let ada: Person;
  let bob: Person;
  let mallory: Person;

  beforeAll(async () => {
    world = await createWorld();
    ada = await world.add('Ada');
    bob = await world.add('Bob');
    mallory = await world.add('Mallory');
  });
  afterAll(() => world.close());

  const received = async (id: PackageId) => {
    unwrap(await bob.packages.sync());
    return bob.packages.row(id);
  };

  it('is accepted when it does everything as the honest client does', async () => {
    const { id } = await rogueSend(world, mallory, [bob]);
    expect(await received(id)).toMatchObject({ refused: null, subject: 'Rogue', from: mallory.id });
  });

  it('is not shown at all when it is signed by another device than it names', async () => {
    const sender = { member: ada.id, device: ada.membership.keyset.deviceId };
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { sender } });
    expect(await received(id)).toBeNull();
  });

  it('is not shown when it names a device of its own as somebody else’s', async () => {
    const sender = { member: ada.id, device: mallory.membership.keyset.deviceId };
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { sender } });
    expect(await received(id)).toBeNull();
  });

  it('is refused when another recipient’s wrap does not lead to the content key', async () => {
    const { id } = await rogueSend(world, mallory, [bob, ada], {
      wraps: (sealed, { recipients, associated }) => {
        const { publicKey } = ada.membership.keyset.sealing;
        const at = recipients.findIndex((recipient) => equalBytes(recipient, publicKey));
        expect(at).toBeGreaterThanOrEqual(0);
        sealed[at] = world.crypto.sealTo(publicKey, world.crypto.random(32), associated);
      },
    });
    expect((await received(id))?.refused).toBe('wraps');
  });

  it('is refused when it is sealed to someone who is not listed', async () => {
    const { id } = await rogueSend(world, mallory, [bob], { wrapFor: [mallory, bob, ada] });
    expect((await received(id))?.refused).toBe('wraps');
  });

  it('is refused when a listed recipient has no wrap', async () => {
    const { id } = await rogueSend(world, mallory, [bob, ada], { wrapFor: [mallory, bob], tell: [bob] });
    expect((await received(id))?.refused).toBe('wraps');
  });

  it('is not shown when it was passed on to someone it is not for', async () => {
    const { id } = await rogueSend(world, mallory, [ada], { tell: [ada, bob] });
    expect(await received(id)).toBeNull();
  });

  it('is refused when it names a policy head that is not ours', async () => {
    const { seq } = mallory.membership.log.state().head;
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { head: { seq, hash: 'ab'.repeat(32) } } });
    expect((await received(id))?.refused).toBe('head');
  });

  it('is refused when its sender was no member yet at the head it names', async () => {
    const head = { seq: 0, hash: bob.membership.log.organisation };
    const { id } = await rogueSend(world, mallory, [ada], {
      envelope: { head },
      wrapFor: [mallory, ada, bob],
      tell: [bob],
    });
    expect((await received(id))?.refused).toBe('sender');
  });

  it('waits, and shows nothing, when it names a policy head beyond ours', async () => {
    const head = { seq: 4_000_000, hash: 'cd'.repeat(32) };
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { head } });
    expect(await received(id)).toBeNull();
  });

  it('is refused when the envelope is another package’s', async () => {
    const { id } = await rogueSend(world, mallory, [bob], { envelope: { id: '0'.repeat(26) as PackageId } });
    expect((await received(id))?.refused).toBe('malformed');
  });

  it('does not open when the table does not add up to what was signed', async () => {
    const files = [{ path: 'a', size: 5_000_000_000 }];
    const { id } = await rogueSend(world, mallory, [bob], { files, plaintext: 'short' });
    await received(id);
    const opened = await bob.packages.contents(id, null);
    expect(opened).toEqual({ ok: false, error: { code: 'package.refused', detail: 'contents' } });
  });

  it.each([
    ['rows', { entries: 3, files: 1 }],
    ['files', { entries: 2, files: 2 }],
  ])('does not open when the table has another number of %s than was signed (S26)', async (_what, counts) => {
    const files = [
      { path: 'a', size: 0, folder: true },
      { path: 'a/b', size: 0 },
    ];
    const sizes = { contents: 65_536, segments: 0, total: 0 };
    const honest = await rogueSend(world, mallory, [bob], {
      files,
      envelope: { sizes: { ...sizes, entries: 2, files: 1 } },
    });
    const lying = await rogueSend(world, mallory, [bob], { files, envelope: { sizes: { ...sizes, ...counts } } });
    expect((await received(honest.id))?.fileCount).toBe(1);
    await received(lying.id);
    expect((await bob.packages.contents(honest.id, null)).ok).toBe(true);
    const opened = await bob.packages.contents(lying.id, null);
    expect(opened).toEqual({ ok: false, error: { code: 'package.refused', detail: 'contents' } });
  });

  it('saves inside the chosen folder, without a byte outside and nothing executable, when names are hostile (S23)', async () => {
    const names = [
      '../../escape',
      '/etc/cron.d/x',
      'C:\\x.exe',
      'a/../../b',
      'NUL',
      'x\u202egpj.exe',
      'A',
      'a',
      'a/b',
      '..',
    ];
    const plaintext = names.map((_, at) => String(at)).join('');
    const files = names.map((name) => ({ path: name, size: 1 }));
    const { id } = await rogueSend(world, mallory, [bob], { files, plaintext });
    await received(id);
    const contents = unwrap(await bob.packages.contents(id, null));
    expect(contents.files.map((file) => file.originalPath ?? file.path)).toEqual(names);
    const parent = await world.directory();
    const target = path.join(parent, 'inside');
    await mkdir(target);
    const transfer = unwrap(await bob.packages.save(id, null, target));
    expect((await bob.packages.settled(transfer.id)).phase).toBe('done');
    expect(await readdir(parent)).toEqual(['inside']);
    for (const file of contents.files) {
      expect(await readFile(path.join(target, file.path), 'utf8')).toBe(String(file.index));
    }
    expect(contents.files.every((file) => file.executable)).toBe(true);
    for (const file of contents.files) expect((await stat(path.join(target, file.path))).mode & 0o777).toBe(0o600);
  });

  it('waits for its entry in the sender’s feed, and is refused with another package’s entry', async () => {
    const { id } = await rogueSend(world, mallory, [bob], { entry: null });
    expect(await received(id)).toBeNull();
    for (const entry of [{ header: world.crypto.random(100) }, { contentKey: world.crypto.random(32) }]) {
      const other = await rogueSend(world, mallory, [bob], { entry });
      expect((await received(other.id))?.refused).toBe('signature');
    }
  });

  it('is refused when its entry follows another one than the envelope says', async () => {
    const first = await rogueSend(world, mallory, [bob]);
    await received(first.id);
    const device = mallory.membership.keyset.deviceId;
    const keys = await listObjects(bob.hub, feedKeys.all(device));
    const entry = await readObject(bob.hub, keys.at(-1) ?? '');
    const second = await rogueSend(world, mallory, [bob], { feed: { seq: keys.length + 1, prev: 'ee'.repeat(32) } });
    await writeObject(bob.hub, feedKeys.entry(device, keys.length + 1), entry);
    expect((await received(second.id))?.refused).toBe('signature');
    unwrap(await bob.hub.delete(feedKeys.entry(device, keys.length + 1)));
  });

  it('cannot keep another member from sending by writing into their feed', async () => {
    const device = ada.membership.keyset.deviceId;
    const { length } = await listObjects(bob.hub, feedKeys.all(device));
    await writeObject(mallory.hub, feedKeys.entry(device, length + 1), world.crypto.random(300));
    await writeObject(mallory.hub, feedKeys.entry(device, length + 2), new Uint8Array(100_000));
    for (let n = 0; n < 3; n += 1) {
      const id = await deliver(ada, { recipients: [bob.id] });
      expect(await received(id)).toMatchObject({ refused: null });
    }
  });

  it('keeps the first package when a second one takes its id', async () => {
    const first = await rogueSend(world, ada, [bob]);
    await received(first.id);
    await rogueSend(world, mallory, [bob], { id: first.id, envelope: { subject: 'Second' } });
    expect(await received(first.id)).toMatchObject({ refused: null, from: ada.id, subject: 'Rogue' });
    expect(bob.packages.list('inbox', { after: null, limit: 100, filter: 'Second' }).total).toBe(0);
  });

  it('cannot have a segment replaced by a fellow recipient, who holds the same keys', async () => {
    const folder = await world.directory();
    await writeFile(path.join(folder, 'contract.txt'), 'pay 100');
    const id = await deliver(ada, { recipients: [bob.id, mallory.id], paths: [path.join(folder, 'contract.txt')] });
    await received(id);
    // Mallory opens the package as she may, and seals another text under its own keys, list of hashes and all.
    const header = decodeHeader(await readObject(bob.hub, packageKeys.header(id)));
    if (!header.ok) throw new Error('header');
    const contentKey = unwrap(
      openWrap(world.crypto, header.value, header.value.wraps, mallory.membership.keyset.sealing),
    );
    if (contentKey === null) throw new Error('no wrap');
    const idBytes = packageIdBytes(id);
    const root = rootKey(world.crypto, contentKey, idBytes, null);
    const forged = path.join(folder, 'forged');
    await writeFile(forged, 'pay 999');
    const extent = { path: forged, offset: 0, length: 7 };
    const sealed = unwrap(await world.workers.sealSegment(streamKey(world.crypto, root, idBytes), 0, [extent]));
    const hash = Uint8Array.from(sealed.hash);
    await writeObject(bob.hub, packageKeys.segment(id, 0), sealed.ciphertext);
    const target = await world.directory();
    const outcome = async () => {
      const transfer = unwrap(await bob.packages.save(id, null, target));
      return { error: (await bob.packages.settled(transfer.id)).error?.code, left: await readdir(target) };
    };
    expect(await outcome()).toEqual({ error: 'package.tampered', left: [] });
    await writeObject(bob.hub, packageKeys.segments(id), encodeSegmentList([hash]));
    expect(await outcome()).toEqual({ error: 'package.tampered', left: [] });

    const table = encodeContents({ message: 'forged', files: [] }) ?? new Uint8Array();
    await bob.restart();
    await writeObject(bob.hub, packageKeys.contents(id), sealBlob(world.crypto, BLOB.contents, root, idBytes, table));
    expect(await bob.packages.contents(id, null)).toMatchObject({ error: { code: 'package.refused' } });
  });

  it('cannot make a receipt for somebody else, or for a package it did not get', async () => {
    const toBob = await deliver(ada, { recipients: [bob.id] });
    const header = hex(world.crypto.hash(await readObject(ada.hub, packageKeys.header(toBob))));
    const { keyset, log } = mallory.membership;
    const head = { seq: log.state().head.seq, hash: log.state().head.hash };
    const forge = async (member: Person, device: Person) => {
      const mail = receiptMail(world.crypto, keyset.device.secretKey, {
        v: 1,
        package: toBob,
        header,
        member: member.id,
        device: device.membership.keyset.deviceId,
        kind: 'saved',
        at: Date.now(),
        head,
      });
      const target = ada.membership.keyset;
      const sealed = world.crypto.sealTo(target.sealing.publicKey, mail, MAIL_ASSOCIATED);
      await writeObject(ada.hub, mailKeys.mail(target.mailbox, hex(world.crypto.random(13))), sealed);
    };
    await forge(bob, bob);
    await forge(bob, mallory);
    await forge(mallory, mallory);
    unwrap(await ada.packages.sync());
    expect(ada.packages.receipts(toBob)).toEqual([]);
  });
});
