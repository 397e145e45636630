import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { listObjects, readObject, writeObject } from '../../support/hub-objects.ts';
import { listTree } from '../../support/tree.ts';
import { createWorld, deliver, type Person, type World } from '../../support/world.ts';

const MIB = 1024 * 1024;

/** What a hub may do to one of its objects. `at` and `other` are fractions of a length and of a list. */
const mutation = fc.record({
  what: fc.constantFrom('flip', 'truncate', 'grow', 'delete', 'replace', 'swap', 'empty', 'noise'),
  object: fc.double({ min: 0, max: 0.999, noNaN: true }),
  other: fc.double({ min: 0, max: 0.999, noNaN: true }),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

describe('S25 a hub that does anything to anything', () => {
  let world: World;
  let ada: Person;
  let bob: Person;
  let good: Map<string, Uint8Array>;
  /** What may be read of each package, and nothing else. */
  const truth = new Map<PackageId, { subject: string; tree: readonly string[] }>();

  beforeAll(async () => {
    world = await createWorld();
    ada = await world.add('Ada');
    bob = await world.add('Bob');
    for (const subject of ['one', 'two']) {
      const folder = path.join(await world.directory(), subject);
      await mkdir(folder);
      await writeFile(path.join(folder, 'large'), world.crypto.random(17 * MIB));
      await writeFile(path.join(folder, 'small'), subject);
      const id = await deliver(ada, { recipients: [bob.id], subject, paths: [folder] });
      truth.set(id, { subject, tree: await listTree(path.dirname(folder)) });
    }
    good = new Map();
    for (const prefix of ['packages/', 'mail/', 'feeds/']) {
      for (const key of await listObjects(ada.hub, prefix))
        good.set(key, Uint8Array.from(await readObject(ada.hub, key)));
    }
  });
  afterAll(() => world.close());

  async function apply({ what, object, other, at }: Mutation): Promise<void> {
    const keys = [...good.keys()];
    const key = keys[Math.floor(object * keys.length)] ?? '';
    const second = keys[Math.floor(other * keys.length)] ?? '';
    const bytes = Uint8Array.from(good.get(key) ?? []);
    const place = Math.floor(at * bytes.length);
    switch (what) {
      case 'flip':
        bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(other * 8));
        return writeObject(bob.hub, key, bytes);
      case 'truncate':
        return writeObject(bob.hub, key, bytes.slice(0, place));
      case 'grow':
        return writeObject(bob.hub, key, Buffer.concat([bytes, world.crypto.random(1 + place)]));
      case 'delete':
        unwrap(await bob.hub.delete(key));
        return;
      case 'replace':
        return writeObject(bob.hub, key, good.get(second) ?? new Uint8Array());
      case 'swap':
        await writeObject(bob.hub, key, good.get(second) ?? new Uint8Array());
        return writeObject(bob.hub, second, bytes);
      case 'empty':
        return writeObject(bob.hub, key, new Uint8Array());
      case 'noise':
        return writeObject(bob.hub, key, world.crypto.random(Math.min(bytes.length, MIB)));
    }
  }

  /** Bob as somebody who has seen nothing yet. */
  async function forget(): Promise<void> {
    for (const table of ['packages', 'package_details', 'mail_seen', 'mail_pending', 'receipts_out']) {
      bob.database.run(`DELETE FROM ${table}`);
    }
    await bob.restart();
  }

  it('never yields wrong plaintext, a wrong sender, or a file that is not whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        await forget();
        for (const each of mutations) await apply(each);
        unwrap(await bob.packages.sync());
        const target = await world.directory();
        for (const row of bob.packages.list('inbox', { after: null, limit: 10, filter: '' }).rows) {
          const expected = truth.get(row.id);
          expect(expected).toBeDefined();
          expect(row.from).toBe(ada.id);
          expect(row.subject).toBe(row.refused === null ? expected?.subject : '');
          const contents = await bob.packages.contents(row.id, null);
          if (!contents.ok) continue;
          expect(row.refused).toBeNull();
          expect(contents.value.message).toBe('Message');
          const saved = unwrap(await bob.packages.save(row.id, null, target));
          const { phase, error } = await bob.packages.settled(saved.id);
          const tree = (await listTree(target)).filter((line) => line.startsWith(expected?.subject ?? '?'));
          expect(tree).toEqual(phase === 'done' ? expected?.tree : []);
          if (phase !== 'done') expect(error?.code).toMatch(/^package\.(tampered|gone)$/);
        }
        // Nothing is lost: the hub restored, everything is there.
        for (const [key, bytes] of good) await writeObject(bob.hub, key, bytes);
        bob.clock.ahead += 86_400_000;
        unwrap(await bob.packages.sync());
        const { rows } = bob.packages.list('inbox', { after: null, limit: 10, filter: '' });
        bob.clock.ahead = 0;
        expect(rows.map((row) => row.id).sort()).toEqual([...truth.keys()].sort());
        expect(rows.every((row) => row.refused === null)).toBe(true);
        await rm(target, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });
});
