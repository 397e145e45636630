import { describe, expect, it } from 'vitest';
import { BLOB, maxSealedBlobSize, sealBlob } from '../../../../src-main/crypto/v1/blob.ts';
import { MAX_WRAPS, WRAP_BYTES } from '../../../../src-main/crypto/v1/constants.ts';
import { decodeHeader, encodeHeader, MAX_HEADER_BYTES, verifyHeader } from '../../../../src-main/crypto/v1/header.ts';
import { encodeWraps, planWraps } from '../../../../src-main/crypto/v1/wraps.ts';
import { concat, u32, utf8 } from '../../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../../src-shared/base/result.ts';
import { flipped, testCrypto, testRandom } from '../support.ts';

const random = testRandom('header');
const crypto = await testCrypto('header');
const device = crypto.signingPair();
const [packageId, salt, contentKey] = [random(16), random(32), random(32)];
const recipients = [crypto.sealingPair().publicKey, crypto.sealingPair().publicKey];
const plan = planWraps(crypto, { packageId, salt }, contentKey, recipients);
const wraps = encodeWraps(
  plan,
  plan.recipients.map((key, at) => crypto.sealTo(key, contentKey, plan.associated, plan.randomness[at])),
);
const envelope = sealBlob(crypto, BLOB.envelope, contentKey, packageId, utf8('{}'));
const parts = { packageId, salt, wraps, envelope };
const stored = encodeHeader(crypto, device.secretKey, parts);

function patched(at: number, bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(stored);
  copy.set(bytes, at);
  return copy;
}

describe('a package header', () => {
  it('decodes to what was encoded', () => {
    const header = unwrap(decodeHeader(stored));
    expect(header).toMatchObject({ packageId, salt, wraps, envelope, wrapCount: 2 });
    expect(concat([header.signed, header.signature])).toEqual(stored);
    expect(stored).toHaveLength(64 + 2 * WRAP_BYTES + envelope.length + 64);
    expect(verifyHeader(crypto, header, packageId, device.publicKey).ok).toBe(true);
  });

  it('S25 does not verify after any flip, for another device, or under another package', () => {
    for (let at = 0; at < stored.length; at += 1) {
      const header = decodeHeader(flipped(stored, at));
      if (header.ok) expect(verifyHeader(crypto, header.value, packageId, device.publicKey).ok).toBe(false);
    }
    const header = unwrap(decodeHeader(stored));
    expect(verifyHeader(crypto, header, packageId, crypto.signingPair().publicKey)).toMatchObject({
      error: { code: 'format.refused', detail: 'header signature' },
    });
    expect(verifyHeader(crypto, header, flipped(packageId, 0), device.publicKey)).toMatchObject({
      error: { code: 'format.refused', detail: 'package id' },
    });
  });

  it('S21 is refused when cut or extended anywhere', () => {
    for (let length = 0; length < stored.length; length += 11)
      expect(decodeHeader(stored.subarray(0, length)).ok).toBe(false);
    expect(decodeHeader(concat([stored, new Uint8Array(1)]))).toMatchObject({ error: { code: 'format.malformed' } });
  });

  it('S21 names another format, another version and each bound', () => {
    const code = (bytes: Uint8Array) => {
      const decoded = decodeHeader(bytes);
      return decoded.ok ? 'ok' : decoded.error.code;
    };
    expect(code(patched(0, utf8('SPKH')))).toBe('format.malformed');
    expect(code(patched(4, u32(0)))).toBe('format.version');
    expect(code(patched(4, u32(2)))).toBe('format.version');
    expect(code(patched(56, u32(0)))).toBe('format.malformed');
    expect(code(patched(56, u32(1)))).toBe('format.malformed');
    expect(code(patched(56, u32(MAX_WRAPS + 1)))).toBe('format.tooLarge');
    expect(code(patched(56, u32(0xffff_ffff)))).toBe('format.tooLarge');
    expect(code(patched(60, u32(maxSealedBlobSize(BLOB.envelope) + 1)))).toBe('format.tooLarge');
    expect(code(patched(60, u32(envelope.length - 1)))).toBe('format.malformed');
  });

  it('S21 is refused when a wrap is counted as envelope, though all lengths add up', () => {
    const lessWraps = concat([u32(1), u32(envelope.length + WRAP_BYTES)]);
    const decoded = decodeHeader(patched(56, lessWraps));
    // The form allows it; the signature does not.
    expect(decoded.ok && verifyHeader(crypto, decoded.value, packageId, device.publicKey).ok).toBe(false);
  });

  it('has a bound that the largest header keeps', () => {
    expect(MAX_HEADER_BYTES).toBe(64 + MAX_WRAPS * WRAP_BYTES + maxSealedBlobSize(BLOB.envelope) + 64);
  });
});
