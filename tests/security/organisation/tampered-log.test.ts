import { expect, test } from 'vitest';
import { setRole } from '../../../src-main/organisation/invite.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { concat } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { ENTRY_MAX, entryKey } from '../../../src-shared/protocol/policy-entry.ts';
import {
  entryBytes,
  newReader,
  type OrganisationBench,
  organisationBench,
  reader,
} from '../../support/organisation.ts';
import { ROLE } from '../../support/roles.ts';

/* A hostile hub against a reader who comes fresh: property 29 and S25, every kind of damage at every place. */

const ENTRIES = 6;
const PLACES = Array.from({ length: ENTRIES }, (_, index) => index + 1);

interface Scene {
  readonly bench: OrganisationBench;
  readonly ada: Membership;
  readonly original: readonly Uint8Array[];
}

async function scene(): Promise<Scene> {
  const bench = await organisationBench();
  const ada = await bench.found();
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(bob, 'Cleo');
  unwrap(await setRole(ada, cleo.keyset.memberId, ROLE.administrator));
  unwrap(await setRole(ada, cleo.keyset.memberId, ROLE.member));
  const original = await Promise.all(Array.from({ length: ENTRIES + 1 }, (_, seq) => entryBytes(bench.hub, seq)));
  return { bench, ada, original };
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = bytes.slice();
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 0x10;
  return copy;
};

type Damage = (bytes: Uint8Array, others: { readonly next: Uint8Array; readonly foreign: Uint8Array }) => Uint8Array;
const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['a bit flipped in its magic', (bytes) => flipped(bytes, 0)],
  ['a bit flipped in its version', (bytes) => flipped(bytes, 4)],
  ['a bit flipped in its epoch', (bytes) => flipped(bytes, 8)],
  ['a bit flipped in its nonce', (bytes) => flipped(bytes, 12)],
  ['a bit flipped in its middle', (bytes) => flipped(bytes, bytes.length >> 1)],
  ['its last bit flipped', (bytes) => flipped(bytes, -1)],
  ['its last byte cut off', (bytes) => bytes.slice(0, -1)],
  ['half of it cut off', (bytes) => bytes.slice(0, bytes.length >> 1)],
  ['nothing in it', () => new Uint8Array()],
  ['a byte too many', (bytes) => concat([bytes, Uint8Array.of(0)])],
  ['more bytes than any entry has', () => new Uint8Array(ENTRY_MAX + 1)],
  ['its successor in its place', (_, { next }) => next],
  ['the entry of another organisation in its place', (_, { foreign }) => foreign],
  ['the first bytes of another in its place', (_, { next }) => next.slice(0, 40)],
];

test.each(PLACES)(
  'S25: entry %i, damaged in every way, stops a reader exactly there, until it is put right',
  async (seq) => {
    const { bench, ada, original } = await scene();
    const other = await scene();
    const bytes = original[seq] ?? new Uint8Array();
    const next = original[seq === ENTRIES ? 1 : seq + 1] ?? bytes;
    const foreign = other.original[seq] ?? bytes;
    for (const [how, damage] of DAMAGES) {
      unwrap(await bench.hub.put(entryKey(seq), damage(bytes.slice(), { next, foreign })));
      const { log, reopen } = await newReader(bench, ada);
      expect(await log.sync(), how).toMatchObject({ ok: false, error: { code: 'log.refused', seq } });
      expect(log.state(), how).toEqual(ada.log.stateAt(seq - 1));
      // The alarm and the intact part outlive the process.
      const again = reopen();
      expect(again.alarm(), how).toMatchObject({ code: 'log.refused', seq });
      expect(again.state(), how).toEqual(ada.log.stateAt(seq - 1));
      unwrap(await bench.hub.put(entryKey(seq), bytes.slice()));
      expect(unwrap(await again.sync()).head, how).toEqual(ada.log.state().head);
      expect(again.alarm(), how).toBeNull();
    }
  },
);

test.each(PLACES.slice(0, -1))(
  'S25: with entry %i withheld a reader says so, and takes none of what follows',
  async (seq) => {
    const { bench, ada } = await scene();
    unwrap(await bench.hub.delete(entryKey(seq)));
    const { log } = await newReader(bench, ada);
    expect(await log.sync()).toEqual({ ok: false, error: { code: 'log.refused', seq, detail: 'entry.withheld' } });
    expect(log.state()).toEqual(ada.log.stateAt(seq - 1));
  },
);

test.each(PLACES.slice(0, -1))(
  'S25: with entry %i withheld from who has read before, they say so as well',
  async (seq) => {
    const bench = await organisationBench();
    const ada = await bench.found();
    const { log } = await newReader(bench, ada);
    unwrap(await log.sync());
    for (const name of ['Bob', 'Cleo', 'Dan']) await bench.add(ada, name);
    unwrap(await bench.hub.delete(entryKey(seq)));
    expect(await log.sync()).toEqual({ ok: false, error: { code: 'log.refused', seq, detail: 'entry.withheld' } });
    expect(log.state().head.seq).toBe(seq - 1);
  },
);

test.each(PLACES.slice(0, -1))('S25: entries %i and the next one, swapped, are refused at the first', async (seq) => {
  const { bench, ada, original } = await scene();
  unwrap(await bench.hub.put(entryKey(seq), (original[seq + 1] ?? new Uint8Array()).slice()));
  unwrap(await bench.hub.put(entryKey(seq + 1), (original[seq] ?? new Uint8Array()).slice()));
  const { log } = await newReader(bench, ada);
  expect(await log.sync()).toMatchObject({ ok: false, error: { code: 'log.refused', seq, detail: 'entry.key' } });
  expect(log.state().head.seq).toBe(seq - 1);
});

test('S25: an entry repeated at the end is refused there', async () => {
  const { bench, ada, original } = await scene();
  unwrap(await bench.hub.put(entryKey(ENTRIES + 1), (original[ENTRIES] ?? new Uint8Array()).slice()));
  const { log } = await newReader(bench, ada);
  expect(await log.sync()).toMatchObject({ ok: false, error: { code: 'log.refused', seq: ENTRIES + 1 } });
  expect(log.state()).toEqual(ada.log.state());
});

test('S25: genesis with any byte changed is another organisation', async () => {
  const { bench, ada, original } = await scene();
  const genesis = original[0] ?? new Uint8Array();
  for (let at = 0; at < genesis.length; at += 97) {
    unwrap(await bench.hub.put('org.json', flipped(genesis, at)));
    const { fetched, log } = await reader(bench, ada);
    expect(fetched).toEqual({ ok: false, error: { code: 'log.refused', seq: 0, detail: 'genesis.foreign' } });
    expect(log()).toBeNull();
  }
});
