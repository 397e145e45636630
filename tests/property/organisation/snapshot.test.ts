import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { openSnapshot, sealSnapshot } from '../../../src-main/organisation/snapshot/snapshot-codec.ts';
import { stateRoot } from '../../../src-main/organisation/snapshot/state-root.ts';
import { pause } from '../../../src-main/system/pause.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { endOf, history } from '../../support/policy/histories.ts';
import { team } from '../../support/policy/world.ts';

const crypto = await createCrypto();
const directory = { epoch: 0, key: crypto.random(32) };
const HISTORY = { seed: 7, steps: Array.from({ length: 60 }, (_, step) => step) };
const directoryKey = (epoch: number) => (epoch === 0 ? directory.key : null);

/** The same state, with every map filled in the opposite order, of copies of what is in it. */
function reversed(state: PolicyState): PolicyState {
  const fields = Object.entries(structuredClone(state)).map(([name, value]) =>
    value instanceof Map ? [name, new Map([...value].reverse())] : [name, value],
  );
  return Object.fromEntries(fields) as PolicyState;
}

function sealed(state: PolicyState) {
  const seq = state.head.seq + 1;
  const stored = sealSnapshot(crypto, directory, seq, state);
  if (stored === null) throw new Error('too large');
  return {
    seq,
    stored,
    open: (bytes = stored, at = seq) => openSnapshot(crypto, state.organisation, directoryKey, at, bytes, pause),
  };
}

test('P26: a snapshot gives back the state, whose root is the same in whatever order its maps were filled', async () => {
  await fc.assert(
    fc.asyncProperty(history(40), async (played) => {
      const state = endOf(played, { first: team() });
      fc.pre(state.head.seq > 0);
      const opened = unwrap(await sealed(state).open());
      expect(opened).toEqual(state);
      const root = stateRoot(crypto, state);
      expect([stateRoot(crypto, opened), stateRoot(crypto, reversed(state))]).toEqual([root, root]);
    }),
    { numRuns: 60 },
  );
});

test('P26: any change of a state changes its root', () => {
  fc.assert(
    fc.property(history(40), history(40), (one, other) => {
      const [a, b] = [endOf(one, { first: team() }), endOf(other, { first: team() })];
      const same = stateRoot(crypto, a) === stateRoot(crypto, b);
      const text = (state: PolicyState) =>
        JSON.stringify(state, (_, value) => (value instanceof Map ? [...value] : value));
      expect(same).toBe(text(a) === text(b));
    }),
    { numRuns: 40 },
  );
});

test('P29: a snapshot with any bit changed, cut off, or under another number does not open', async () => {
  const state = endOf(HISTORY, { first: team() });
  const { seq, stored, open } = sealed(state);
  await fc.assert(
    fc.asyncProperty(fc.nat(stored.length * 8 - 1), async (bit) => {
      const flipped = stored.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect((await open(flipped)).ok).toBe(false);
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(stored.length - 1), async (length) => {
      expect((await open(stored.slice(0, length))).ok).toBe(false);
    }),
  );
  expect((await open(stored, seq + 1)).ok).toBe(false);
  expect((await open(stored)).ok).toBe(true);
});

test('P29: nothing that anybody may write in the place of a snapshot breaks the reader', async () => {
  const { organisation } = team();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      expect((await openSnapshot(crypto, organisation, directoryKey, 5, bytes, pause)).ok).toBe(false);
    }),
  );
});
