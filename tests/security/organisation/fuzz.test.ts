import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../../src-main/crypto/port.ts';
import { encryptEntry, openEntry, sealEntry } from '../../../src-main/organisation/entry-codec.ts';
import { openGenesis, sealGenesis } from '../../../src-main/organisation/genesis-codec.ts';
import { openBundle } from '../../../src-main/organisation/invitation-codec.ts';
import { newKeyset, publicPart } from '../../../src-main/organisation/new-keyset.ts';
import { decodePendingJoin } from '../../../src-main/organisation/pending-join.ts';
import { verifyEntry } from '../../../src-main/organisation/verify-entry.ts';
import { concat, hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { type InviteId, type MemberId, type OrganisationId, randomId } from '../../../src-shared/base/ids.ts';
import { genesisState } from '../../../src-shared/policy/model/genesis-state.ts';
import { RULES } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { decodeSignedText, encodeSignedText } from '../../../src-shared/protocol/frame.ts';
import { encodeGenesis, parseGenesis } from '../../../src-shared/protocol/genesis.ts';
import { encodeStoredBundle } from '../../../src-shared/protocol/invitation.ts';
import { encodeStoredEntry } from '../../../src-shared/protocol/policy-entry.ts';
import { CLASS, ROLE } from '../../support/roles.ts';

/* S21: whatever stands where an entry, genesis or an invitation should, it is a typed refusal and nothing is thrown. */

const RUNS = { numRuns: 1_000 };
const bytes = fc.uint8Array({ maxLength: 600, size: 'max' });
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => utf8(JSON.stringify(value)));
let crypto: Crypto;

function world() {
  const directoryKey = crypto.random(32);
  const keys = newKeyset(crypto, randomId<MemberId>({ bytes: (length) => crypto.random(length) }));
  const owner = { ...publicPart(crypto, keys), name: 'Ada', email: 'ada@example.org' };
  const founding = { name: 'Org', at: 1_000, owner };
  const sealed = sealGenesis(crypto, founding, SEALPOST, keys.device.secretKey, directoryKey);
  return {
    ...sealed,
    directoryKey,
    keys,
    state: genesisState({ ...founding, organisation: sealed.organisation }, SEALPOST),
  };
}

beforeAll(async () => {
  crypto = await createCrypto();
});

test('S21: bytes, framed bytes, encrypted bytes and signed text as an entry are refused, and the state stays', () => {
  const { organisation, directoryKey, keys, state } = world();
  const directory = { epoch: 0, key: directoryKey };
  const draft = new StateDraft(state);
  const sign = (text: Uint8Array) => encodeSignedText({ text, signature: crypto.random(64) });
  fc.assert(
    fc.property(fc.oneof(bytes, json), (any) => {
      for (const stored of [
        any,
        encodeStoredEntry({ epoch: 0, sealed: any }),
        encryptEntry(crypto, organisation, directory, 1, any),
        encryptEntry(crypto, organisation, directory, 1, sign(any)),
      ]) {
        const verified = verifyEntry(crypto, draft, directory, stored);
        expect(verified.ok ? '' : verified.error.code).toMatch(/^(entry|action)\.[a-z]+$/i);
      }
    }),
    RUNS,
  );
  expect(draft.freeze()).toEqual(state);
  expect(keys.memberId).toBe(state.owner);
});

test('S21: an entry with any one field replaced by any JSON is refused or is the entry', () => {
  const { organisation, directoryKey, keys, state } = world();
  const directory = { epoch: 0, key: directoryKey };
  const invite = {
    type: 'member.invite',
    member: 'a'.repeat(26),
    name: 'Nia',
    email: 'nia@example.org',
    class: CLASS.internal,
    roles: [ROLE.member],
    invitation: { id: 'b'.repeat(26), publicKey: 'c'.repeat(64), expiresAt: 5_000 },
  };
  const payload = {
    seq: 1,
    prev: organisation,
    at: 2_000,
    author: keys.memberId,
    device: keys.deviceId,
    rules: RULES,
    actions: [invite],
  };
  const seal = (value: unknown) =>
    sealEntry(crypto, organisation, directory, value as Parameters<typeof sealEntry>[3], keys.device.secretKey);
  expect(verifyEntry(crypto, new StateDraft(state), directory, seal(payload)).ok).toBe(true);
  const replaced = (value: unknown, kept: unknown) => JSON.stringify(value) !== JSON.stringify(kept);
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(payload), ...Object.keys(invite).map((key) => `invite.${key}`)),
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.string({ unit: 'binary' })),
      (field, value) => {
        const key = field.replace('invite.', '');
        const inner = field.startsWith('invite.');
        const kept = inner ? invite[key as keyof typeof invite] : payload[key as keyof typeof payload];
        const changed = inner ? { ...payload, actions: [{ ...invite, [key]: value }] } : { ...payload, [key]: value };
        // A sequence number must be one to be encrypted for a place at all.
        if (field === 'seq' && !(Number.isSafeInteger(value) && Number(value) >= 0)) return;
        const draft = new StateDraft(state);
        const verified = verifyEntry(crypto, draft, directory, seal(changed));
        if (!verified.ok) expect(draft.freeze()).toEqual(state);
        // Other names and addresses are as good as these.
        else if (key !== 'name' && key !== 'email' && key !== 'at') expect(replaced(value, kept)).toBe(false);
      },
    ),
    RUNS,
  );
});

test('S21: any bytes and any JSON as genesis are refused', () => {
  const { directoryKey } = world();
  fc.assert(
    fc.property(fc.oneof(bytes, json), (any) => {
      for (const stored of [any, encodeGenesis(any, 'ab'.repeat(64))]) {
        expect(parseGenesis(stored)).toBeNull();
        const id = hex(crypto.hash(stored)) as OrganisationId;
        const opened = openGenesis(crypto, id, stored, directoryKey);
        expect(opened).toEqual({ ok: false, error: { code: 'genesis.malformed' } });
      }
    }),
    RUNS,
  );
});

test('S21: genesis that is true in form is refused when signature, certificate or key is not', () => {
  const { stored, organisation, directoryKey, keys } = world();
  expect(openGenesis(crypto, organisation, stored, directoryKey).ok).toBe(true);
  expect(openGenesis(crypto, organisation, stored, crypto.random(32))).toMatchObject({
    error: { code: 'genesis.sealed' },
  });
  const owner = { ...publicPart(crypto, keys), name: 'Ada', email: 'ada@example.org' };
  const by = (secretKey: Uint8Array, changed: Partial<typeof owner>) => {
    const forged = sealGenesis(
      crypto,
      { name: 'Org', at: 1, owner: { ...owner, ...changed } },
      SEALPOST,
      secretKey,
      directoryKey,
    );
    return openGenesis(crypto, forged.organisation, forged.stored, directoryKey);
  };
  expect(by(crypto.signingPair().secretKey, {})).toMatchObject({ error: { code: 'genesis.signature' } });
  expect(by(keys.device.secretKey, { certificate: 'ab'.repeat(64) })).toMatchObject({
    error: { code: 'genesis.signature' },
  });
  expect(by(keys.device.secretKey, {}).ok).toBe(true);
  expect(by(keys.device.secretKey, { sealing: 'ff'.repeat(1216) })).toMatchObject({
    error: { code: 'genesis.malformed' },
  });
  expect(by(keys.device.secretKey, { name: 'A\u202e' })).toMatchObject({ error: { code: 'genesis.malformed' } });
});

test('S21: any bytes as an invitation, framed or not, are refused', () => {
  const link = {
    code: crypto.random(32),
    organisation: 'a'.repeat(64) as OrganisationId,
    invitation: 'b'.repeat(26) as InviteId,
  };
  fc.assert(
    fc.property(fc.oneof(bytes, json), (any) => {
      for (const stored of [any, encodeStoredBundle(any), concat([encodeStoredBundle(any), crypto.random(200)])]) {
        const opened = openBundle(crypto, link, stored);
        expect(opened.ok ? '' : opened.error.code).toMatch(/^invitation\.(malformed|wrongCode)$/);
      }
      expect(decodePendingJoin(any, link.organisation)).toBeNull();
    }),
    RUNS,
  );
});

test('S21: a length that promises more than there is allocates nothing and is refused', () => {
  const { organisation, directoryKey } = world();
  const directory = { epoch: 0, key: directoryKey };
  for (const length of [0xffff_ffff, 0x7fff_ffff, 1_000, 1]) {
    const lying = concat([Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length), crypto.random(80)]);
    expect(decodeSignedText(lying)).toBeNull();
    const opened = openEntry(
      crypto,
      organisation,
      directory,
      1,
      encryptEntry(crypto, organisation, directory, 1, lying),
    );
    expect(opened).toEqual({ ok: false, error: { code: 'entry.frame' } });
  }
  expect(decodeSignedText(new Uint8Array(3))).toBeNull();
});
