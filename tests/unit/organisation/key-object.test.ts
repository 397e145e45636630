import { describe, expect, test } from 'vitest';
import {
  copyTag,
  type KeyName,
  makeCopy,
  makeKeyObject,
  openCopy,
  openPrevious,
  placeOf,
} from '../../../src-main/organisation/keys/key-object.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import {
  addedCopyKey,
  COPY_BYTES,
  copyRange,
  decodeKeyHead,
  keyHeadSize,
  keyObjectKey,
  parseKeyObjectKey,
} from '../../../src-shared/protocol/organisation-key.ts';
import { flipped, testCrypto } from '../crypto/support.ts';

const organisation = 'ab'.repeat(32) as OrganisationId;
const NAME: KeyName = { organisation, kind: 'directory', epoch: 3 };

async function made() {
  const crypto = await testCrypto('key object');
  const sealToAll = async (
    recipients: readonly Uint8Array[],
    secret: Uint8Array,
    associated: readonly Uint8Array[],
    randomness: readonly Uint8Array[],
  ) => recipients.map((each, at) => crypto.sealTo(each, secret, associated, randomness[at]));
  const holders = [crypto.sealingPair(), crypto.sealingPair(), crypto.sealingPair()];
  const [secret, previous] = [crypto.random(32), crypto.random(32)];
  const keys = holders.map(({ publicKey }) => hex(publicKey));
  const object = await makeKeyObject(crypto, sealToAll, NAME, secret, previous, keys);
  if (object === null) throw new Error('not sealed');
  const size = keyHeadSize(object.bytes) ?? 0;
  const head = decodeKeyHead(object.bytes.subarray(0, size));
  if (head === null) throw new Error('no head');
  const copyAt = (publicKey: Uint8Array) => {
    const { start, length } = copyRange(size, placeOf(head, copyTag(crypto, head.salt, publicKey)));
    return object.bytes.subarray(start, start + length);
  };
  return { crypto, holders, secret, previous, object, head, size, copyAt };
}

describe('the object that holds an organisation key', () => {
  test('gives every holder the secret, and the one before', async () => {
    const { crypto, holders, secret, previous, head, copyAt } = await made();
    for (const pair of holders) {
      expect(openCopy(crypto, NAME, head.salt, pair, copyAt(pair.publicKey))).toEqual(secret);
    }
    expect(openPrevious(crypto, NAME, secret, head)).toEqual(previous);
  });

  test('names in its head the hash of every copy, and in the log the hash of its head', async () => {
    const { crypto, object, head, size, holders, copyAt } = await made();
    expect(hex(crypto.hash(object.bytes.subarray(0, size)))).toBe(object.copies);
    for (const { publicKey } of holders) {
      const row = head.index[placeOf(head, copyTag(crypto, head.salt, publicKey))];
      expect(row?.hash).toEqual(crypto.hash(copyAt(publicKey)));
    }
    expect(object.bytes.length).toBe(size + holders.length * COPY_BYTES);
  });

  test('gives nobody else anything', async () => {
    const { crypto, holders, head, copyAt } = await made();
    const stranger = crypto.sealingPair();
    expect(placeOf(head, copyTag(crypto, head.salt, stranger.publicKey))).toBe(-1);
    const [first] = holders;
    expect(openCopy(crypto, NAME, head.salt, stranger, copyAt(first?.publicKey ?? stranger.publicKey))).toBeNull();
    expect(openPrevious(crypto, NAME, crypto.random(32), head)).toBeNull();
  });

  test.each<[string, Partial<KeyName>]>([
    ['another kind', { kind: 'audit' }],
    ['another epoch', { epoch: 4 }],
    ['another organisation', { organisation: 'cd'.repeat(32) as OrganisationId }],
  ])('does not open as the key of %s', async (_, other) => {
    const { crypto, holders, secret, head, copyAt } = await made();
    const [pair] = holders;
    if (pair === undefined) throw new Error('no holder');
    const name = { ...NAME, ...other };
    expect(openCopy(crypto, name, head.salt, pair, copyAt(pair.publicKey))).toBeNull();
    expect(openPrevious(crypto, name, secret, head)).toBeNull();
  });

  test('holds no copy that was not derived as everybody derives it (S26)', async () => {
    const { crypto, holders, secret, head } = await made();
    const [pair] = holders;
    if (pair === undefined) throw new Error('no holder');
    const honest = makeCopy(crypto, NAME, secret, head.salt, pair.publicKey);
    expect(openCopy(crypto, NAME, head.salt, pair, honest)).toEqual(secret);
    expect(openCopy(crypto, NAME, head.salt, pair, flipped(honest, 900))).toBeNull();
    // Opens to the secret, but under randomness of its maker's choice.
    const { organisation: id, kind, epoch } = NAME;
    const epochBytes = Uint8Array.of(0, 0, 0, epoch);
    const text = (value: string) => new TextEncoder().encode(value);
    const associated = [text('sealpost/v1/organisation-key/copy'), text(id), text(kind), epochBytes, head.salt];
    const own = crypto.sealTo(pair.publicKey, secret, associated, crypto.random(32));
    expect(crypto.openSealed(pair, own, associated).ok).toBe(true);
    expect(openCopy(crypto, NAME, head.salt, pair, own)).toBeNull();
  });

  test('makes the same added copy whoever makes it', async () => {
    const { crypto, secret, head } = await made();
    const { publicKey } = crypto.sealingPair();
    const [first, second] = [1, 2].map(() => makeCopy(crypto, NAME, secret, head.salt, publicKey));
    expect(first).toEqual(second);
  });

  test('has a name that two who rotate at once do not share, and that is read back', () => {
    const [one, other] = ['1'.repeat(64), '2'.repeat(64)];
    expect(keyObjectKey('audit', 7, one)).toBe('keys/audit/0000000007-1111111111111111');
    expect(keyObjectKey('audit', 7, other)).not.toBe(keyObjectKey('audit', 7, one));
    const added = addedCopyKey('audit', 7, one, new Uint8Array(16).fill(0xab));
    expect(parseKeyObjectKey('audit', added)).toEqual({ epoch: 7, copies: '1'.repeat(16), tag: 'ab'.repeat(16) });
    expect(parseKeyObjectKey('audit', keyObjectKey('audit', 7, one))?.tag).toBeNull();
    expect(parseKeyObjectKey('directory', added)).toBeNull();
    expect(parseKeyObjectKey('audit', 'keys/audit/0000000007')).toBeNull();
  });
});
