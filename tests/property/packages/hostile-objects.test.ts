import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPasswordParameters } from '../../../src-main/crypto/kdf.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import type { DeviceId, MemberId, PackageId } from '../../../src-shared/base/ids.ts';
import { decodeMail, decodePointer, encodeMail, encodePointer } from '../../../src-shared/protocol/mail.ts';
import { decodeContents, encodeContents } from '../../../src-shared/protocol/package-contents.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../../src-shared/protocol/package-envelope.ts';
import { decodeFeedEntry } from '../../../src-shared/protocol/package-feed.ts';
import { PACKAGE_LIMITS } from '../../../src-shared/protocol/package-limits.ts';
import { PASSWORD_BOUNDS } from '../../../src-shared/protocol/password-bounds.ts';
import { decodeReceipt } from '../../../src-shared/protocol/receipt.ts';

const DECODERS = { decodeFeedEntry, decodeContents, decodeEnvelope, decodeMail, decodePointer, decodeReceipt };
const HASH = 'ab'.repeat(32);
const ID = '0'.repeat(26);

const envelope: Envelope = {
  v: 1,
  id: ID as PackageId,
  sender: { member: ID as MemberId, device: ID as DeviceId },
  recipients: [ID as MemberId],
  subject: 'x',
  sentAt: 1,
  expiresAt: null,
  head: { seq: 0, hash: HASH },
  options: {},
  password: { algorithm: 'argon2id13', passes: 3, memoryKiB: 262_144, salt: 'cd'.repeat(16) },
  hashes: { contents: HASH, segments: HASH },
  sizes: { contents: 512, segments: 1, total: 5, entries: 2, files: 1 },
  feed: { seq: 1, prev: HASH },
};
const contents = { message: 'm', files: [{ path: 'a', size: 5, modifiedAt: 0, folder: false, executable: false }] };
const pointer = {
  v: 1 as const,
  package: ID as PackageId,
  header: HASH,
  sender: ID as MemberId,
  device: ID as DeviceId,
  sentAt: 1,
  head: { seq: 0, hash: HASH },
};

describe('S21 what a hub hands out, decoded', () => {
  it.each(Object.entries(DECODERS))('%s answers null or a value, and never throws, on any bytes', (_name, decode) => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.json().map(utf8)), (bytes) => {
        const decoded = decode(bytes);
        expect(decoded === null || typeof decoded === 'object').toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses or reads, and never throws, when any byte of a good object changes', () => {
    const good = [
      [encodeEnvelope(envelope), decodeEnvelope],
      [encodeContents(contents) ?? new Uint8Array(), decodeContents],
      [encodePointer(pointer), decodePointer],
      [encodeMail({ kind: 'package', body: encodePointer(pointer), signature: 'ab'.repeat(64) }), decodeMail],
    ] as const;
    for (const [bytes, decode] of good) {
      expect(decode(bytes)).not.toBeNull();
      for (let at = 0; at < bytes.length; at += 1) {
        for (const value of [0, 0x22, 0x39, 0x7d, 0xff]) {
          const changed = Uint8Array.from(bytes);
          changed[at] = value;
          expect(() => decode(changed)).not.toThrow();
        }
      }
    }
  });

  it.each([
    ['the least', PASSWORD_BOUNDS.passes.min, PASSWORD_BOUNDS.memoryKiB.min],
    ['the most', PASSWORD_BOUNDS.passes.max, PASSWORD_BOUNDS.memoryKiB.max],
  ])('S22 accepts %s that the derivation of a password key accepts', (_what, passes, memoryKiB) => {
    const password = { ...envelope.password, passes, memoryKiB };
    expect(decodeEnvelope(utf8(JSON.stringify({ ...envelope, password })))?.password).toEqual(password);
    const salt = new Uint8Array(16);
    expect(checkPasswordParameters({ algorithm: 'argon2id13', passes, memoryKiB, salt }).ok).toBe(true);
  });

  it('gives back what was encoded', () => {
    expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
    expect(decodeContents(encodeContents(contents) ?? new Uint8Array())).toEqual(contents);
    expect(decodePointer(encodePointer(pointer))).toEqual(pointer);
  });

  it.each([
    ['a field it does not know', { ...envelope, extra: 1 }],
    ['another version', { ...envelope, v: 2 }],
    ['a recipient twice', { ...envelope, recipients: [ID, ID] }],
    ['no recipient', { ...envelope, recipients: [] }],
    ['more segments than bytes', { ...envelope, sizes: { ...envelope.sizes, segments: 2 } }],
    ['more files than rows in its table', { ...envelope, sizes: { ...envelope.sizes, files: 3 } }],
    ['sizes below zero', { ...envelope, sizes: { ...envelope.sizes, total: -1 } }],
    ['an id with capitals', { ...envelope, id: 'A'.repeat(26) }],
    ['a subject too long', { ...envelope, subject: 'x'.repeat(201) }],
    [
      'a password that would take 4 GiB (S22)',
      { ...envelope, password: { ...envelope.password, memoryKiB: 4_194_304 } },
    ],
    ['a password too cheap', { ...envelope, password: { ...envelope.password, passes: 1 } }],
    ['a password of eleven passes (S22)', { ...envelope, password: { ...envelope.password, passes: 11 } }],
    ['a password without end (S22)', { ...envelope, password: { ...envelope.password, passes: 1_000_000 } }],
    ['a prototype', JSON.parse('{"__proto__": {"v": 1}}')],
  ])('refuses an envelope with %s', (_what, value) => {
    expect(decodeEnvelope(utf8(JSON.stringify(value)))).toBeNull();
  });

  it('refuses a table beyond its bounds without reading on', () => {
    expect(decodeContents(new Uint8Array(PACKAGE_LIMITS.contentsBytes + 1))).toBeNull();
    const many = `{"v":1,"message":"","files":[${Array.from({ length: PACKAGE_LIMITS.files + 1 }, () => '["a",0,0,0]').join()}]}`;
    expect(decodeContents(utf8(many))).toBeNull();
    expect(decodeContents(utf8('{"v":1,"message":"","files":[["a",1,0,1]]}'))).toBeNull();
    expect(decodeContents(utf8('{"v":1,"message":"","files":[["a",1e300,0,0]]}'))).toBeNull();
    expect(decodeContents(utf8('['.repeat(1_000_000)))).toBeNull();
  });
});
