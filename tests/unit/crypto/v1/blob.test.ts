import { describe, expect, it } from 'vitest';
import { LABEL } from '../../../../src-main/crypto/labels.ts';
import { BLOB, maxSealedBlobSize, openBlob, sealBlob } from '../../../../src-main/crypto/v1/blob.ts';
import { pad, paddedSize, unpad } from '../../../../src-main/crypto/v1/padding.ts';
import { concat, u32, utf8 } from '../../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../../src-shared/base/result.ts';
import { flipped, sodiums, testCrypto, testRandom } from '../support.ts';

const random = testRandom('blob');
const [key, id, content] = [random(32), random(16), random(700)];

describe('padding', () => {
  it('comes off again', () => {
    for (const length of [0, 1, 507, 508, 509, 1000, 4096, 100_000]) {
      const bytes = random(length);
      const padded = pad(bytes);
      expect(padded).toHaveLength(paddedSize(length + 4));
      expect(Buffer.compare(unwrap(unpad(padded)), bytes)).toBe(0);
    }
  });

  it('makes short texts equally long, and adds at most 12 % to long ones', () => {
    expect([0, 1, 100, 512].map(paddedSize)).toEqual([512, 512, 512, 512]);
    for (let length = 513; length < 100_000; length += 37) {
      const padded = paddedSize(length);
      expect(padded).toBeGreaterThanOrEqual(length);
      expect(padded).toBeLessThanOrEqual(length * 1.12);
      expect(paddedSize(padded)).toBe(padded);
    }
  });

  it('agrees with the figures of the paper for a few lengths', () => {
    // 2^e + k steps of 2^(e - floor(log2 e) - 1).
    expect(paddedSize(1025)).toBe(1024 + 64);
    expect(paddedSize(65_537)).toBe(65_536 + 2048);
    expect(paddedSize(1_000_000)).toBe(1_015_808);
  });

  it('S21 is refused in any but its one form', () => {
    const padded = pad(random(600));
    const beyond = concat([u32(padded.length), padded.subarray(4)]);
    const shorter = concat([u32(10), new Uint8Array(padded.length - 4)]);
    for (const bad of [
      new Uint8Array(),
      new Uint8Array(3),
      new Uint8Array(511),
      concat([padded, new Uint8Array(1)]),
      padded.subarray(1),
      flipped(padded, padded.length - 1),
      flipped(padded, 604),
      beyond,
      shorter,
      concat([u32(0xffff_ffff), new Uint8Array(508)]),
    ]) {
      expect(unpad(bad)).toMatchObject({ error: { code: 'format.malformed' } });
    }
  });
});

describe.each(sodiums)('a committed blob over $name', (sodium) => {
  it('opens under its key as its kind in its package', async () => {
    const crypto = await testCrypto('open', sodium);
    for (const kind of Object.values(BLOB)) {
      for (const bytes of [new Uint8Array(), content]) {
        const sealed = sealBlob(crypto, kind, key, id, bytes);
        expect(unwrap(openBlob(crypto, kind, key, id, sealed))).toEqual(bytes);
      }
    }
  });

  it('tells a wrong key from damage', async () => {
    const crypto = await testCrypto('wrong', sodium);
    const sealed = sealBlob(crypto, BLOB.contents, key, id, content);
    expect(openBlob(crypto, BLOB.contents, flipped(key, 0), id, sealed)).toMatchObject({
      error: { code: 'format.wrongKey' },
    });
    for (let at = 56; at < sealed.length; at += 13) {
      expect(openBlob(crypto, BLOB.contents, key, id, flipped(sealed, at))).toMatchObject({
        error: { code: 'format.refused' },
      });
    }
    // The commitment, and the nonce it covers.
    for (let at = 0; at < 56; at += 1)
      expect(openBlob(crypto, BLOB.contents, key, id, flipped(sealed, at)).ok).toBe(false);
  });

  it('S25 is refused as another kind, in another package, cut or extended', async () => {
    const crypto = await testCrypto('swap', sodium);
    const sealed = sealBlob(crypto, BLOB.contents, key, id, content);
    expect(openBlob(crypto, BLOB.envelope, key, id, sealed).ok).toBe(false);
    expect(openBlob(crypto, BLOB.contents, key, flipped(id, 0), sealed).ok).toBe(false);
    expect(openBlob(crypto, BLOB.contents, key, id, concat([sealed, new Uint8Array(1)])).ok).toBe(false);
    for (let length = 0; length < sealed.length; length += 7) {
      expect(openBlob(crypto, BLOB.contents, key, id, sealed.subarray(0, length)).ok).toBe(false);
    }
  });

  it('S22 is refused beyond its bound before anything is computed', async () => {
    const crypto = await testCrypto('large', sodium);
    const large = new Uint8Array(maxSealedBlobSize(BLOB.envelope) + 1);
    expect(openBlob(crypto, BLOB.envelope, key, id, large)).toMatchObject({ error: { code: 'format.tooLarge' } });
    expect(() => sealBlob(crypto, BLOB.envelope, key, id, new Uint8Array(BLOB.envelope.maxBytes + 1))).toThrow(
      RangeError,
    );
  });

  it('is refused when its padding is not canonical, though it authenticates', async () => {
    const crypto = await testCrypto('padding', sodium);
    const name = utf8('contents');
    const blobKey = crypto.derive(key, LABEL.blobKey, [name, id]);
    const sealed = crypto.encrypt(blobKey, new Uint8Array(513), [utf8(LABEL.blobAssociated), name, id]);
    const commitment = crypto.derive(key, LABEL.blobCommitment, [name, id, sealed.subarray(0, 24)]);
    expect(openBlob(crypto, BLOB.contents, key, id, concat([commitment, sealed]))).toMatchObject({
      error: { code: 'format.malformed' },
    });
  });
});
