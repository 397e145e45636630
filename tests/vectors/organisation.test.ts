import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { openGenesis } from '../../src-main/organisation/genesis-codec.ts';
import { isBundleSigned, openBundle } from '../../src-main/organisation/invitation-codec.ts';
import { verifyEntry } from '../../src-main/organisation/verify-entry.ts';
import { fromHex, hex } from '../../src-shared/base/bytes.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { genesisState } from '../../src-shared/policy/model/genesis-state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import { parseLink } from '../../src-shared/protocol/invitation.ts';
import { vectorsSchema } from './organisation/schema.ts';

/* What version 1 has written, every later version reads (made by tests/vectors/organisation/make.ts, once). */

const file = new URL('./organisation/organisation.json', import.meta.url);
const vectors = vectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const crypto = await createCrypto();
const bytes = (text: string): Uint8Array => {
  const decoded = fromHex(text);
  if (decoded === null) throw new Error('not hex');
  return decoded;
};
const link = parseLink(vectors.link);
if (link === null) throw new Error('the vector’s link cannot be read');
const directory = { epoch: 0, key: bytes(vectors.directoryKey) };

function founded(): StateDraft {
  const genesis = unwrap(openGenesis(crypto, link?.organisation as never, bytes(vectors.genesis), directory.key));
  return new StateDraft(genesisState(genesis.founding, genesis.preset));
}

test('genesis and every entry of version 1 are read, with the hashes and the state that they had', () => {
  const draft = founded();
  expect(draft.head.hash).toBe(hex(crypto.hash(bytes(vectors.genesis))));
  for (const { stored, hash } of vectors.entries) {
    expect(unwrap(verifyEntry(crypto, draft, directory, bytes(stored))).hash).toBe(hash);
  }
  const people = [...draft.members.values()].map(({ name, email, roles, status }) => ({
    name,
    email,
    roles: roles.map(({ id }) => id),
    status,
  }));
  expect({ name: draft.name, people }).toEqual(vectors.state);
});

test('an invitation of version 1 opens with its link and is signed by the inviter', () => {
  const draft = founded();
  if (link === null) throw new Error('no link');
  const opened = unwrap(openBundle(crypto, link, bytes(vectors.bundle)));
  expect(opened.bundle).toMatchObject(vectors.invitation);
  const device = draft.devices.get(opened.bundle.device);
  expect(isBundleSigned(crypto, bytes(device?.publicKey ?? ''), link.invitation, opened)).toBe(true);
});

test('every single byte of an entry counts: changed, cut off or added, it is refused', () => {
  const draft = founded();
  const [first] = vectors.entries;
  const stored = bytes(first?.stored ?? '');
  for (let at = 0; at < stored.length; at += 1) {
    const flipped = stored.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    expect(verifyEntry(crypto, draft, directory, flipped).ok).toBe(false);
    expect(verifyEntry(crypto, draft, directory, stored.slice(0, at)).ok).toBe(false);
  }
  expect(verifyEntry(crypto, draft, directory, Uint8Array.from([...stored, 0])).ok).toBe(false);
  expect(draft.head.seq).toBe(0);
  expect(verifyEntry(crypto, draft, directory, stored).ok).toBe(true);
});

test('entries out of order, repeated or skipped are refused', () => {
  const draft = founded();
  const entries = vectors.entries.map(({ stored }) => bytes(stored));
  for (const [index, stored] of entries.entries()) {
    for (const [other, wrong] of entries.entries()) {
      if (other !== index) expect(verifyEntry(crypto, draft, directory, wrong).ok).toBe(false);
    }
    expect(verifyEntry(crypto, draft, directory, stored).ok).toBe(true);
  }
});
