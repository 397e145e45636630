import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { LABEL } from '../../../src-main/crypto/labels.ts';
import { encryptEntry, openEntry, sealEntry, signedParts } from '../../../src-main/organisation/entry-codec.ts';
import { concat, u32, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { encodeSignedText } from '../../../src-shared/protocol/frame.ts';
import { type EntryPayload, encodeEntryPayload } from '../../../src-shared/protocol/policy-entry.ts';
import { longLog } from '../../support/long-log.ts';
import { replayAlone, replayInBatches, withoutThreads } from '../../support/replay.ts';

/*
 * Properties 26 and 29: whatever the size of the batches, whatever stands at one place, threads change no answer: the same
 * state, the same entry refused, for the same reason.
 */

const crypto = await createCrypto();
const LENGTH = 40;
const log = longLog(crypto, { members: 12, length: LENGTH });
const foreign = longLog(crypto, { members: 12, length: LENGTH });
const workers = withoutThreads(crypto);

type Damage = (stored: Uint8Array, place: number) => readonly Uint8Array[];

const flip = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

/** The entry at this place with another payload, signed by `secretKey` and encrypted as it should be. */
function rewritten(
  place: number,
  change: (payload: EntryPayload) => unknown,
  secretKey = log.owner.secretKey,
): Uint8Array {
  return written(place, encodeEntryPayload(change(payloadAt(place)) as EntryPayload), secretKey);
}

const payloadAt = (place: number): EntryPayload =>
  unwrap(openEntry(crypto, log.organisation, log.directory, place + 1, log.entries[place] ?? new Uint8Array())).payload;

/** An entry of this very text. */
function written(place: number, text: Uint8Array, secretKey = log.owner.secretKey): Uint8Array {
  const signature = crypto.sign(secretKey, LABEL.policyEntry, signedParts(log.organisation, text));
  return encryptEntry(crypto, log.organisation, log.directory, place + 1, encodeSignedText({ text, signature }));
}

const { member: author, device } = log.owner;
/** Accepted at its place; what follows stands on another. */
const owners = (place: number): Uint8Array =>
  encodeEntryPayload({ ...payloadAt(place), author, device, actions: [{ type: 'organisation.edit', name: 'New' }] });
const stranger = crypto.signingPair();
const DAMAGES: Readonly<Record<string, Damage>> = {
  'nothing changed': (stored) => [stored],
  'a bit of its magic': (stored) => [flip(stored, 1)],
  'a bit of its version': (stored) => [flip(stored, 4)],
  'a bit of its epoch': (stored) => [flip(stored, 8)],
  'a bit of its body': (stored) => [flip(stored, stored.length >> 1)],
  'cut off': (stored) => [stored.slice(0, stored.length - 1)],
  'almost empty': (stored) => [stored.slice(0, 9)],
  dropped: () => [],
  repeated: (stored) => [stored, stored],
  'of another organisation': (_, place) => [foreign.entries[place] ?? new Uint8Array()],
  'its successor in its place': (stored, place) => [log.entries[place + 1] ?? stored],
  'under an epoch that nobody knows': (stored) => [concat([stored.slice(0, 5), u32(7), stored.slice(9)])],
  'by a stranger in the owner’s name': (_, place) => [
    rewritten(place, (payload) => ({ ...payload, author, device }), stranger.secretKey),
  ],
  'by the owner with another’s device': (_, place) => [
    rewritten(place, (payload) => ({ ...payload, author, device: [...log.state.devices.keys()].at(-1) })),
  ],
  'by the owner in another’s name': (_, place) => [
    rewritten(place, (payload) => ({ ...payload, author: [...log.state.members.keys()].at(-1), device })),
  ],
  'of other rules': (_, place) => [rewritten(place, (payload) => ({ ...payload, author, device, rules: 99 }))],
  'with another chain': (_, place) => [
    rewritten(place, (payload) => ({ ...payload, author, device, prev: '0'.repeat(64) })),
  ],
  backdated: (_, place) => [rewritten(place, (payload) => ({ ...payload, author, device, at: 1 }))],
  'an unknown action': (_, place) => [
    rewritten(place, (payload) => ({ ...payload, author, device, actions: [{ type: 'member.conjure' }] })),
  ],
  'not JSON': (_, place) => [written(place, utf8('{'))],
  'a byte order mark before its text': (_, place) => [
    written(place, concat([Uint8Array.of(0xef, 0xbb, 0xbf), owners(place)])),
  ],
  'two texts in one': (_, place) => [written(place, concat([owners(place), utf8(','), owners(place)]))],
  'half a list before its text': (_, place) => [written(place, concat([utf8('null],['), owners(place)]))],
  'an activation with a proof by somebody else': (_, place) => {
    const opened = unwrap(openEntry(crypto, log.organisation, log.directory, 2, log.entries[1] ?? new Uint8Array()));
    const [action] = opened.payload.actions;
    const forged = { ...opened.payload, seq: place + 1, actions: [{ ...action, proof: 'ab'.repeat(64) }] };
    return [sealEntry(crypto, log.organisation, log.directory, forged as EntryPayload, stranger.secretKey)];
  },
};

test.each(Object.entries(DAMAGES))(
  'P26, P29: with an entry %s, batches of any size give the same answer',
  async (_, damage) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: LENGTH - 1 }),
        fc.integer({ min: 1, max: LENGTH + 1 }),
        fc.integer({ min: 1, max: 4 }),
        async (place, size, ahead) => {
          const stored = log.entries[place] ?? new Uint8Array();
          const entries = [...log.entries.slice(0, place), ...damage(stored, place), ...log.entries.slice(place + 1)];
          const expected = replayAlone(crypto, log, entries);
          const { state, refusal } = await replayInBatches(crypto, log, entries, size, workers, ahead);
          expect(refusal).toEqual(expected.refusal);
          expect(state).toEqual(expected.state);
        },
      ),
      { numRuns: 25 },
    );
  },
);

test('P29: each of these ways but one stops the log at its place', () => {
  const place = 20;
  const stored = log.entries[place] ?? new Uint8Array();
  for (const [how, damage] of Object.entries(DAMAGES)) {
    const entries = [...log.entries.slice(0, place), ...damage(stored, place), ...log.entries.slice(place + 1)];
    const { state, refusal } = replayAlone(crypto, log, entries);
    if (how === 'nothing changed') expect(state).toEqual(log.state);
    else {
      const accepted = how === 'repeated' || how === 'a byte order mark before its text';
      expect([how, state.head.seq, refusal === null]).toEqual([how, accepted ? place + 1 : place, false]);
    }
  }
});

test('P26: threads that know the keys vouch for every entry', async () => {
  const { alone, refusal } = await replayInBatches(crypto, log, log.entries, LENGTH, workers);
  expect({ alone, refusal }).toEqual({ alone: 0, refusal: null });
});

test('P26: threads that fail, know nothing or lie about a key change no answer', async () => {
  const silent = { checkEntries: async () => ({ ok: false, error: { code: 'work.crashed', detail: '' } }) as const };
  const lying = {
    checkEntries: async (batch: Parameters<typeof workers.checkEntries>[0]) => {
      const checked = unwrap(await workers.checkEntries(batch));
      return {
        ok: true,
        value: { ...checked, signers: checked.signers.map((key) => (key === '' ? '' : 'ab'.repeat(32))) },
      } as const;
    },
  };
  for (const others of [silent, lying]) {
    const replayed = await replayInBatches(crypto, log, log.entries, 7, others);
    expect([replayed.state, replayed.refusal]).toEqual([log.state, null]);
  }
});
