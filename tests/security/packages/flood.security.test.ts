import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailKeys, packageKeys } from '../../../src-main/packages/keys.ts';
import { MAIL_ASSOCIATED, pointerMail } from '../../../src-main/packages/mail.ts';
import { type PackageId, randomId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { safePaths } from '../../../src-shared/base/safe-name.ts';
import type { Pointer } from '../../../src-shared/protocol/mail.ts';
import { flipBit, listObjects, readObject, writeObject } from '../../support/hub-objects.ts';
import { createWorld, deliver, draft, type Person, type World } from '../../support/world.ts';

describe('S21 S22 work that strangers make', () => {
  it('numbers long names that differ only in what numbering cuts off, however many there are', () => {
    const count = 20_000;
    const long = (index: number) => `${'a'.repeat(251)}${index.toString(36).padStart(4, '0')}`;
    const files = Array.from({ length: 2 * count }, (_, index) => ({ path: long(index >> 1), folder: false }));
    const paths = safePaths(files);
    expect(new Set(paths).size).toBe(files.length);
    expect(paths.at(-1)).toBe(`${'a'.repeat(255 - ' (20001)'.length)} (20001)`);
  });
});

describe('S25 S26 mailboxes that strangers write to', () => {
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

  /** A pointer that Mallory's device signs, put into Bob's mailbox, whatever it says. */
  async function point(fields: Partial<Pointer> & Pick<Pointer, 'package'>): Promise<void> {
    const { keyset, log } = mallory.membership;
    const { seq, hash } = log.state().head;
    const mail = pointerMail(world.crypto, keyset.device.secretKey, {
      v: 1,
      header: '0'.repeat(64),
      sender: keyset.memberId,
      device: keyset.deviceId,
      sentAt: mallory.clock.now(),
      head: { seq, hash },
      ...fields,
    });
    const { sealing, mailbox } = bob.membership.keyset;
    const sealed = world.crypto.sealTo(sealing.publicKey, mail, MAIL_ASSOCIATED);
    await writeObject(mallory.hub, mailKeys.mail(mailbox, randomId<PackageId>(world.random)), sealed);
  }

  it('fetches nothing for a pointer that its device did not sign, and does not wait for the head it names', async () => {
    const fetched: string[] = [];
    const watched = {
      ...bob.hub,
      get: (...call: Parameters<typeof bob.hub.get>) => {
        fetched.push(call[0]);
        return bob.hub.get(...call);
      },
    };
    const id = await deliver(ada, { recipients: [mallory.id] });
    const before = bob.packages.mailbox();
    const forged = { package: id, sender: ada.id, device: ada.membership.keyset.deviceId };
    await point(forged);
    await point({ ...forged, head: { seq: 9999, hash: 'f'.repeat(64) } });
    await bob.restart({ hub: watched });
    unwrap(await bob.packages.sync());
    expect(fetched).not.toContain(packageKeys.header(id));
    expect(bob.packages.mailbox()).toEqual({ waiting: before.waiting, junk: before.junk + 2 });
    await bob.restart();
  });

  it('still takes a damaged package once it is repaired when another member had claimed its id first', async () => {
    const id = await deliver(ada, { recipients: [bob.id], subject: 'Real' });
    const mailbox = mailKeys.all(bob.membership.keyset.mailbox);
    const pointers = new Map<string, Uint8Array>();
    for (const key of await listObjects(ada.hub, mailbox)) {
      pointers.set(key, Uint8Array.from(await readObject(ada.hub, key)));
      unwrap(await ada.hub.delete(key));
    }
    await point({ package: id });
    unwrap(await bob.packages.sync());
    expect(bob.packages.row(id)).toMatchObject({ from: mallory.id, refused: 'signature' });

    const header = Uint8Array.from(await readObject(ada.hub, packageKeys.header(id)));
    await flipBit(ada.hub, packageKeys.header(id), -1);
    for (const [key, bytes] of pointers) await writeObject(ada.hub, key, bytes);
    unwrap(await bob.packages.sync());
    expect(bob.packages.row(id)?.refused).toBe('signature');

    await writeObject(ada.hub, packageKeys.header(id), header);
    bob.clock.ahead += 2 * 3_600_000;
    unwrap(await bob.packages.sync());
    expect(bob.packages.row(id)).toMatchObject({ from: ada.id, subject: 'Real', refused: null });
  });
});

describe('S25 a mailbox full of what nobody can read', () => {
  it('still finds what comes behind 20,000 objects that no member wrote', async () => {
    const world = await createWorld();
    try {
      const ada = await world.add('Ada');
      const bob = await world.add('Bob');
      const folder = path.join(world.hubPath, ...mailKeys.all(bob.membership.keyset.mailbox).split('/'));
      await mkdir(folder, { recursive: true });
      const noise = world.crypto.random(64);
      // Before every honest key: those begin with the time.
      const names = Array.from({ length: 20_000 }, (_, index) => index.toString().padStart(26, '0'));
      for (let from = 0; from < names.length; from += 500) {
        await Promise.all(names.slice(from, from + 500).map((name) => writeFile(path.join(folder, name), noise)));
      }
      const id = await deliver(ada, { recipients: [bob.id], subject: 'Behind' });
      unwrap(await bob.packages.sync());
      unwrap(await bob.packages.sync());
      expect(bob.packages.row(id)).toMatchObject({ subject: 'Behind', refused: null });
      expect(bob.packages.mailbox()).toEqual({ waiting: 0, junk: names.length });
    } finally {
      await world.close();
    }
  }, 120_000);
});

describe('S25 S27 a hub that is slow to make things durable', () => {
  it('leaves the outbox once when the sender’s own pointer is found before the sending is finished', async () => {
    const world = await createWorld();
    try {
      const ada = await world.add('Ada');
      const bob = await world.add('Bob');
      const { hub } = ada;
      await ada.restart({
        hub: {
          ...hub,
          flush: async () => {
            const flushed = await hub.flush();
            await ada.packages.sync();
            return flushed;
          },
        },
      });
      const id = unwrap(await ada.packages.send(draft({ recipients: [bob.id] })));
      expect((await ada.packages.settled(id)).phase).toBe('done');
      expect(ada.packages.list('sent', { after: null, limit: 10, filter: '' }).rows.map((row) => row.id)).toEqual([id]);
    } finally {
      await world.close();
    }
  });
});
