import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { copyTag, makeCopy, openCopy, openPrevious, placeOf } from '../../src-main/organisation/keys/key-object.ts';
import { fromHex, hex } from '../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../src-shared/base/ids.ts';
import {
  addedCopyKey,
  copyRange,
  decodeAddedCopy,
  decodeKeyHead,
  keyHeadSize,
  keyObjectKey,
} from '../../src-shared/protocol/organisation-key.ts';
import { keyVectorsSchema } from './organisation-keys/schema.ts';

/* What version 1 has written, every later version reads (made by tests/vectors/organisation-keys/make.ts, once). */

const file = new URL('./organisation-keys/keys.json', import.meta.url);
const { organisation, keys } = keyVectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const crypto = await createCrypto();
const bytes = (text: string): Uint8Array => {
  const decoded = fromHex(text);
  if (decoded === null) throw new Error('not hex');
  return decoded;
};

describe.each(keys)('the $kind key $epoch of version 1', (vector) => {
  const name = { organisation: organisation as OrganisationId, kind: vector.kind, epoch: vector.epoch };
  const object = bytes(vector.object);
  const size = keyHeadSize(object) ?? 0;
  const head = decodeKeyHead(object.subarray(0, size));
  if (head === null) throw new Error('no head');
  const pairOf = ({ secretKey, publicKey }: (typeof vector.holders)[number]) => ({
    secretKey: bytes(secretKey),
    publicKey: bytes(publicKey),
  });

  test('lies under its name, whose hash is that of its head', () => {
    expect(hex(crypto.hash(object.subarray(0, size)))).toBe(vector.copies);
    expect(keyObjectKey(vector.kind, vector.epoch, vector.copies)).toBe(vector.name);
  });

  test('opens for each holder to the secret, and each copy is made again from it', () => {
    for (const each of vector.holders) {
      const pair = pairOf(each);
      const place = placeOf(head, copyTag(crypto, head.salt, pair.publicKey));
      const { start, length } = copyRange(size, place);
      const copy = object.subarray(start, start + length);
      expect(hex(crypto.hash(copy))).toBe(hex(head.index[place]?.hash ?? new Uint8Array()));
      expect(hex(openCopy(crypto, name, head.salt, pair, copy) ?? new Uint8Array())).toBe(vector.secret);
      expect(makeCopy(crypto, name, bytes(vector.secret), head.salt, pair.publicKey)).toEqual(copy);
    }
  });

  test('leads to the one before, where it says so', () => {
    const before = openPrevious(crypto, name, bytes(vector.secret), head);
    expect(before === null ? null : hex(before)).toBe(vector.previous);
  });

  test('opens from a copy that was added later', () => {
    const pair = pairOf(vector.added.holder);
    const copy = decodeAddedCopy(bytes(vector.added.object)) ?? new Uint8Array();
    expect(hex(openCopy(crypto, name, head.salt, pair, copy) ?? new Uint8Array())).toBe(vector.secret);
    const tag = copyTag(crypto, head.salt, pair.publicKey);
    expect(addedCopyKey(vector.kind, vector.epoch, vector.copies, tag)).toBe(vector.added.name);
  });
});
