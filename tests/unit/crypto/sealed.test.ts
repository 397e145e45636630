import { describe, expect, it } from 'vitest';
import { SEALED_OVERHEAD_BYTES } from '../../../src-main/crypto/sealed.ts';
import { loadKem } from '../../../src-main/crypto/sodium/kem.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { flipped, sodiums, testCrypto, testRandom } from './support.ts';

const random = testRandom('sealed');
const text = random(100);
const place = [utf8('package'), random(16)];

describe('sealing to a key', () => {
  it.each(sodiums)('opens for the holder over $name', async (sodium) => {
    const crypto = await testCrypto('holder', sodium);
    const pair = crypto.sealingPair();
    expect(pair.publicKey).toHaveLength(1216);
    expect(pair.secretKey).toHaveLength(32);
    const sealed = crypto.sealTo(pair.publicKey, text, place);
    expect(sealed).toHaveLength(text.length + SEALED_OVERHEAD_BYTES);
    expect(unwrap(crypto.openSealed(pair, sealed, place))).toEqual(text);
    expect(crypto.sealTo(pair.publicKey, text, place)).not.toEqual(sealed);
  });

  it('is the same over both libraries when the randomness is given', async () => {
    const [a, b] = await Promise.all(sodiums.map((sodium) => testCrypto('same', sodium)));
    if (a === undefined || b === undefined) throw new Error('two libraries');
    const pair = a.sealingPair(random(32));
    const randomness = random(32);
    const sealed = a.sealTo(pair.publicKey, text, place, randomness);
    expect(b.sealTo(pair.publicKey, text, place, randomness)).toEqual(sealed);
    expect(unwrap(b.openSealed(pair, sealed, place))).toEqual(text);
  });

  it('never repeats an encapsulation for another recipient, text or place, though the randomness repeats', async () => {
    const crypto = await testCrypto('repeat');
    const [one, two] = [crypto.sealingPair().publicKey, crypto.sealingPair().publicKey];
    const randomness = random(32);
    const heads = [
      crypto.sealTo(one, text, place, randomness),
      crypto.sealTo(two, text, place, randomness),
      crypto.sealTo(one, flipped(text, 0), place, randomness),
      crypto.sealTo(one, text, [utf8('elsewhere')], randomness),
      crypto.sealTo(one, text, place, flipped(randomness, 0)),
    ].map((sealed) => Buffer.from(sealed.subarray(0, 1120)).toString('hex'));
    expect(new Set(heads).size).toBe(heads.length);
  });

  it('refuses other holders, places, and any flipped byte', async () => {
    const crypto = await testCrypto('refuse');
    const pair = crypto.sealingPair();
    const sealed = crypto.sealTo(pair.publicKey, text, place);
    const refused = { ok: false, error: { code: 'crypto.refused' } };
    const other = crypto.sealingPair();
    expect(crypto.openSealed(other, sealed, place)).toMatchObject(refused);
    expect(crypto.openSealed({ ...pair, publicKey: other.publicKey }, sealed, place)).toMatchObject(refused);
    expect(crypto.openSealed(pair, sealed, [])).toMatchObject(refused);
    for (let at = 0; at < sealed.length; at += 1) {
      expect(crypto.openSealed(pair, flipped(sealed, at), place)).toMatchObject(refused);
    }
  });

  it('S21 refuses what is too short as malformed', async () => {
    const crypto = await testCrypto('short');
    const pair = crypto.sealingPair();
    for (const length of [0, 1119, 1120, SEALED_OVERHEAD_BYTES - 1]) {
      expect(crypto.openSealed(pair, new Uint8Array(length), place)).toMatchObject({
        error: { code: 'crypto.malformed' },
      });
    }
  });

  it('S21 knows what is not a sealing key', async () => {
    const crypto = await testCrypto('keys');
    const { publicKey } = crypto.sealingPair();
    expect(crypto.isSealingKey(publicKey)).toBe(true);
    const smallOrder = Uint8Array.from(publicKey).fill(0, 1184);
    const overModulus = Uint8Array.from(publicKey).fill(0xff, 0, 3);
    for (const bad of [new Uint8Array(), publicKey.subarray(1), new Uint8Array(1217), smallOrder, overModulus]) {
      expect(crypto.isSealingKey(bad)).toBe(false);
      expect(() => crypto.sealTo(bad, text, place)).toThrow(RangeError);
    }
  });

  it('S21 agrees with the library about every kind of key that is none', async () => {
    const crypto = await testCrypto('agree');
    const kem = await loadKem();
    const { publicKey } = crypto.sealingPair();
    const accepted = (key: Uint8Array) => kem.encapsulate(key, new Uint8Array(64).fill(1)) !== null;
    const withPoint = (point: string, top: number) => {
      const key = Uint8Array.from(publicKey);
      key.set(Buffer.from(point, 'hex'), 1184);
      key[1215] = (key[1215] ?? 0) | top;
      return key;
    };
    const points = [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      `02${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      ...['eb', 'ec', 'ed', 'ee', 'ef'].map((low) => `${low}${'ff'.repeat(30)}7f`),
    ];
    const keys = points.flatMap((point) => [withPoint(point, 0), withPoint(point, 0x80)]);
    // Each coefficient at the modulus and one below it, as the first and the second of a pair.
    for (let at = 0; at < 1152; at += 3) {
      for (const value of [3328, 3329]) {
        const [first, second] = [Uint8Array.from(publicKey), Uint8Array.from(publicKey)];
        first[at] = value & 0xff;
        first[at + 1] = ((first[at + 1] ?? 0) & 0xf0) | (value >>> 8);
        second[at + 1] = ((second[at + 1] ?? 0) & 0x0f) | ((value & 0x0f) << 4);
        second[at + 2] = value >>> 4;
        keys.push(first, second);
      }
    }
    const verdicts = keys.map((key) => crypto.isSealingKey(key));
    expect(verdicts).toEqual(keys.map(accepted));
    expect(verdicts.filter((good) => !good)).toHaveLength(14 + 768);
  });
});
