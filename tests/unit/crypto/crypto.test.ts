import { describe, expect, it } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { flipped, sodiums, testCrypto } from './support.ts';

describe('createCrypto', () => {
  it('draws different keys each time', async () => {
    const crypto = await createCrypto();
    expect(crypto.random(32)).toHaveLength(32);
    expect(crypto.random(32)).not.toEqual(crypto.random(32));
    expect(crypto.signingPair().publicKey).not.toEqual(crypto.signingPair().publicKey);
    expect(crypto.sealingPair().publicKey).not.toEqual(crypto.sealingPair().publicKey);
  });
});

describe.each(sodiums)('crypto over $name', (sodium) => {
  it('verifies what was signed, and only in its domain and as the same parts', async () => {
    const crypto = await testCrypto('sign', sodium);
    const { publicKey, secretKey } = crypto.signingPair();
    const signature = crypto.sign(secretKey, 'domain', [utf8('ab'), utf8('c')]);
    expect(signature).toHaveLength(64);
    expect(crypto.verify(publicKey, signature, 'domain', [utf8('ab'), utf8('c')])).toBe(true);
    expect(crypto.verify(publicKey, signature, 'other', [utf8('ab'), utf8('c')])).toBe(false);
    expect(crypto.verify(publicKey, signature, 'domain', [utf8('a'), utf8('bc')])).toBe(false);
    expect(crypto.verify(publicKey, signature, 'domain', [utf8('abc')])).toBe(false);
    expect(crypto.verify(crypto.signingPair().publicKey, signature, 'domain', [utf8('ab'), utf8('c')])).toBe(false);
    for (let at = 0; at < 64; at += 1) {
      expect(crypto.verify(publicKey, flipped(signature, at), 'domain', [utf8('ab'), utf8('c')])).toBe(false);
    }
  });

  it('S21 answers no, rather than failing, to keys and signatures of the wrong length', async () => {
    const crypto = await testCrypto('length', sodium);
    const { publicKey, secretKey } = crypto.signingPair();
    const signature = crypto.sign(secretKey, 'd', []);
    for (const length of [0, 31, 33, 64]) {
      expect(crypto.verify(new Uint8Array(length), signature, 'd', [])).toBe(false);
    }
    for (const length of [0, 63, 65]) expect(crypto.verify(publicKey, new Uint8Array(length), 'd', [])).toBe(false);
  });

  it('derives a key of its own for each label, context and key', async () => {
    const crypto = await testCrypto('derive', sodium);
    const key = crypto.random(32);
    const keys = [
      crypto.derive(key, 'a', []),
      crypto.derive(key, 'b', []),
      crypto.derive(key, 'a', [new Uint8Array()]),
      crypto.derive(key, 'a', [utf8('xy')]),
      crypto.derive(key, 'a', [utf8('x'), utf8('y')]),
      crypto.derive(flipped(key, 5), 'a', []),
    ].map((bytes) => Buffer.from(bytes).toString('hex'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(() => crypto.derive(new Uint8Array(31), 'a', [])).toThrow(RangeError);
  });

  it('decrypts what was encrypted, and nothing that was changed', async () => {
    const crypto = await testCrypto('encrypt', sodium);
    const key = crypto.random(32);
    const sealed = crypto.encrypt(key, utf8('text'), [utf8('place')]);
    expect(sealed).toHaveLength(44);
    expect(crypto.encrypt(key, utf8('text'), [utf8('place')])).not.toEqual(sealed);
    expect(unwrap(crypto.decrypt(key, sealed, [utf8('place')]))).toEqual(utf8('text'));
    for (let at = 0; at < sealed.length; at += 1) {
      expect(crypto.decrypt(key, flipped(sealed, at), [utf8('place')])).toMatchObject({
        error: { code: 'crypto.refused' },
      });
    }
    expect(crypto.decrypt(key, sealed, [utf8('elsewhere')])).toMatchObject({ error: { code: 'crypto.refused' } });
    expect(crypto.decrypt(flipped(key, 0), sealed, [utf8('place')])).toMatchObject({
      error: { code: 'crypto.refused' },
    });
    expect(crypto.decrypt(key, sealed.subarray(0, 39), [])).toMatchObject({ error: { code: 'crypto.malformed' } });
  });
});
