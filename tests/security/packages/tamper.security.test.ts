import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageKeys } from '../../../src-main/packages/keys.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { flipBit, readObject, swapObjects, truncateObject, writeObject } from '../../support/hub-objects.ts';
import { createWorld, deliver, type Person, type World } from '../../support/world.ts';

const MIB = 1024 * 1024;

/** A hub that changes what it holds: a named refusal each time, never wrong plaintext, and never a file that is not right. */
describe('S25 a package that the hub tampers with', () => {
  let world: World;
  let ada: Person;
  let bob: Person;
  let source: string;

  beforeAll(async () => {
    world = await createWorld();
    ada = await world.add('Ada');
    bob = await world.add('Bob');
    const folder = await world.directory();
    source = path.join(folder, 'plans.bin');
    await writeFile(source, world.crypto.random(40 * MIB));
  });
  afterAll(() => world.close());

  const send = (subject = 'Plans') => deliver(ada, { recipients: [bob.id], subject, paths: [source] });
  const receive = async (id: PackageId) => {
    unwrap(await bob.packages.sync());
    return bob.packages.row(id);
  };
  /** Saves everything, and looks at what the folder then holds. */
  const save = async (id: PackageId) => {
    const target = await world.directory();
    const started = await bob.packages.save(id, null, target);
    const transfer = started.ok ? await bob.packages.settled(started.value.id) : null;
    return { error: started.ok ? (transfer?.error ?? null) : started.error, left: await readdir(target) };
  };

  it.each([
    ['magic', 0],
    ['package id', 10],
    ['salt', 30],
    ['wrap', 80],
    ['envelope', -100],
    ['signature', -1],
  ])('shows it as refused when a bit of the header flips: %s', async (_part, at) => {
    const id = await send();
    await flipBit(bob.hub, packageKeys.header(id), at);
    expect(await receive(id)).toMatchObject({ refused: 'signature', from: ada.id, subject: '' });
    const opened = await bob.packages.contents(id, null);
    expect(opened).toEqual({ ok: false, error: { code: 'package.refused', detail: 'signature' } });
  });

  it('shows it after all when the hub repairs the header', async () => {
    const id = await send('Repaired');
    const header = await readObject(bob.hub, packageKeys.header(id));
    await flipBit(bob.hub, packageKeys.header(id), 100);
    expect(await receive(id)).toMatchObject({ refused: 'signature' });
    await writeObject(bob.hub, packageKeys.header(id), header);
    expect(await receive(id)).toMatchObject({ refused: null, subject: 'Repaired' });
    expect(unwrap(await bob.packages.contents(id, null)).message).toBe('Message');
  });

  it('refuses the header of another package under its name', async () => {
    const [one, two] = [await send(), await send()];
    await swapObjects(bob.hub, packageKeys.header(one), packageKeys.header(two));
    expect(await receive(one)).toMatchObject({ refused: 'signature' });
    expect(bob.packages.row(two)).toMatchObject({ refused: 'signature' });
  });

  it('refuses the contents when a bit flips, when they are cut, and when they are another package’s', async () => {
    const [one, two] = [await send(), await send()];
    await receive(two);
    const refused = { ok: false, error: { code: 'package.refused', detail: 'contents' } };
    const good = await readObject(bob.hub, packageKeys.contents(one));
    await flipBit(bob.hub, packageKeys.contents(one), 200);
    expect(await bob.packages.contents(one, null)).toEqual(refused);
    await writeObject(bob.hub, packageKeys.contents(one), good);
    await truncateObject(bob.hub, packageKeys.contents(one));
    expect(await bob.packages.contents(one, null)).toEqual(refused);
    await writeObject(bob.hub, packageKeys.contents(one), await readObject(bob.hub, packageKeys.contents(two)));
    expect(await bob.packages.contents(one, null)).toEqual(refused);
    await writeObject(bob.hub, packageKeys.contents(one), new Uint8Array(70 * MIB));
    expect(await bob.packages.contents(one, null)).toEqual(refused);
    unwrap(await bob.hub.delete(packageKeys.contents(one)));
    expect(await bob.packages.contents(one, null)).toMatchObject({ error: { code: 'package.gone' } });
  });

  it.each(['first', 'middle', 'last'] as const)('saves nothing when a bit of the %s segment flips', async (which) => {
    const id = await send();
    await receive(id);
    await flipBit(bob.hub, packageKeys.segment(id, { first: 0, middle: 1, last: 2 }[which]), 5 * MIB);
    expect(await save(id)).toEqual({ error: { code: 'package.tampered', detail: 'plans.bin' }, left: [] });
  });

  it('saves nothing when two segments of one package change places', async () => {
    const id = await send();
    await receive(id);
    await swapObjects(bob.hub, packageKeys.segment(id, 0), packageKeys.segment(id, 1));
    expect(await save(id)).toEqual({ error: { code: 'package.tampered', detail: 'plans.bin' }, left: [] });
  });

  it('saves nothing when segments of two packages change places', async () => {
    const [one, two] = [await send(), await send()];
    await receive(two);
    await swapObjects(bob.hub, packageKeys.segment(one, 0), packageKeys.segment(two, 0));
    expect(await save(one)).toEqual({ error: { code: 'package.tampered', detail: 'plans.bin' }, left: [] });
  });

  it('saves nothing when a segment is cut short, or grows, or is gone', async () => {
    const id = await send();
    await receive(id);
    const good = await readObject(bob.hub, packageKeys.segment(id, 2));
    await truncateObject(bob.hub, packageKeys.segment(id, 2), 100);
    expect(await save(id)).toEqual({ error: { code: 'package.tampered', detail: 'plans.bin' }, left: [] });
    await writeObject(bob.hub, packageKeys.segment(id, 2), new Uint8Array(20 * MIB));
    expect(await save(id)).toEqual({ error: { code: 'package.tampered', detail: 'plans.bin' }, left: [] });
    unwrap(await bob.hub.delete(packageKeys.segment(id, 2)));
    expect(await save(id)).toEqual({ error: { code: 'package.gone', detail: 'plans.bin' }, left: [] });
    await writeObject(bob.hub, packageKeys.segment(id, 2), good);
    expect(await save(id)).toEqual({ error: null, left: ['plans.bin'] });
  });

  it('saves nothing when the list of hashes is changed along with a segment', async () => {
    const id = await send();
    await receive(id);
    const segment = Uint8Array.from(await readObject(bob.hub, packageKeys.segment(id, 0)));
    segment[100] = (segment[100] ?? 0) ^ 1;
    await writeObject(bob.hub, packageKeys.segment(id, 0), segment);
    const list = Uint8Array.from(await readObject(bob.hub, packageKeys.segments(id)));
    list.set(world.crypto.hash(segment), list.length - 3 * 32);
    await writeObject(bob.hub, packageKeys.segments(id), list);
    expect(await save(id)).toMatchObject({ error: { code: 'package.tampered' }, left: [] });
  });

  it('waits for a header that the hub withholds, and shows the package once it is there', async () => {
    const id = await send('Withheld');
    const header = await readObject(bob.hub, packageKeys.header(id));
    unwrap(await bob.hub.delete(packageKeys.header(id)));
    expect(await receive(id)).toBeNull();
    await writeObject(bob.hub, packageKeys.header(id), header);
    bob.clock.ahead += 3_600_000;
    expect(await receive(id)).toMatchObject({ refused: null, subject: 'Withheld' });
  });

  it('counts a package once when its pointer is delivered again under other keys', async () => {
    const before = bob.packages.counts().inbox;
    const id = await send();
    await receive(id);
    const { mailbox } = bob.membership.keyset;
    const keys = unwrap(await bob.hub.list(`mail/${mailbox}/`, { limit: 10_000 })).keys;
    const last = await readObject(bob.hub, keys.at(-1) ?? '');
    for (let copy = 0; copy < 5; copy += 1) await writeObject(bob.hub, `mail/${mailbox}/copy${copy}`, last);
    await receive(id);
    expect(bob.packages.counts().inbox).toBe(before + 1);
  });

  it('shows nothing of mail that no member signed, and goes on to the next', async () => {
    const { mailbox, sealing } = bob.membership.keyset;
    const before = bob.packages.counts().inbox;
    const key = (name: string) => `mail/${mailbox}/0000-${name}`;
    await writeObject(bob.hub, key('empty'), new Uint8Array());
    await writeObject(bob.hub, key('noise'), world.crypto.random(3000));
    await writeObject(bob.hub, key('huge'), new Uint8Array(MIB));
    // A hub that somehow learned the sealing key still signs for nobody.
    const forged = { v: 1, kind: 'package', body: 'e30', signature: '0'.repeat(128) };
    const associated = [Buffer.from('sealpost/v1/mail/mail')];
    const sealed = world.crypto.sealTo(sealing.publicKey, Buffer.from(JSON.stringify(forged)), associated);
    await writeObject(bob.hub, key('forged'), sealed);
    const id = await send();
    expect(await receive(id)).toMatchObject({ refused: null });
    expect(bob.packages.counts().inbox).toBe(before + 1);
    expect(bob.packages.mailbox().junk).toBeGreaterThanOrEqual(4);
  });
});
