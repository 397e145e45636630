import { randomBytes } from 'node:crypto';
import { concat, zero } from '../../src-shared/base/bytes.ts';
import { err, ok } from '../../src-shared/base/result.ts';
import { type Blake3, loadBlake3 } from './blake3.ts';
import { encodeParts, scratchEncoder } from './encode.ts';
import { LABEL } from './labels.ts';
import { type Crypto, KEY_BYTES, SIGNATURE_BYTES } from './port.ts';
import { openSealed, sealTo } from './sealed.ts';
import { isSealingKey } from './sealing-key.ts';
import { type Kem, loadKem } from './sodium/kem.ts';
import { loadSodium } from './sodium/load.ts';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, type Sodium } from './sodium/port.ts';

export interface CryptoParts {
  readonly sodium: Sodium;
  readonly kem: Kem;
  readonly blake3: Blake3;
  /** Cryptographically secure; tests give a reproducible one. */
  readonly random: (length: number) => Uint8Array;
}

/** Loads the fastest libraries this machine has. */
export async function createCrypto(): Promise<Crypto> {
  const [sodium, kem, blake3] = await Promise.all([loadSodium(), loadKem(), loadBlake3()]);
  return cryptoOf({ sodium, kem, blake3, random: (length) => Uint8Array.from(randomBytes(length)) });
}

export function cryptoOf({ sodium, kem, blake3, random }: CryptoParts): Crypto {
  // For what everybody may see: no secret lies about in memory that is used again.
  const encodePublic = scratchEncoder();
  const encrypt: Crypto['encryptAgain'] = (key, nonce, plaintext, associated) =>
    concat([nonce, sodium.aeadSeal(key, nonce, plaintext, encodeParts(LABEL.encrypt, associated))]);
  const derive: Crypto['derive'] = (key, label, context) => {
    if (key.length !== KEY_BYTES) throw new RangeError('derive: key must be 32 bytes');
    const message = encodeParts(label, context);
    try {
      return sodium.keyedHash(key, message, KEY_BYTES);
    } finally {
      // SECURITY: S14. The context may hold a secret (a password key).
      zero(message);
    }
  };
  return {
    random,
    derive,
    hash: (bytes) => blake3(bytes),
    signingPair: (seed) => {
      const own = seed ?? random(KEY_BYTES);
      try {
        return sodium.signingPair(own);
      } finally {
        if (seed === undefined) zero(own);
      }
    },
    sealingPair: (seed) => {
      const secretKey = seed === undefined ? random(KEY_BYTES) : Uint8Array.from(seed);
      return { publicKey: kem.publicKey(secretKey), secretKey };
    },
    sign: (secretKey, domain, parts) => sodium.sign(secretKey, encodeParts(domain, parts)),
    verify: (publicKey, signature, domain, parts) => {
      if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
      return sodium.verify(publicKey, signature, encodePublic(domain, parts));
    },
    encrypt: (key, plaintext, associated) => encrypt(key, random(AEAD_NONCE_BYTES), plaintext, associated),
    encryptAgain: encrypt,
    decrypt: (key, sealed, associated) => {
      if (sealed.length < AEAD_NONCE_BYTES + AEAD_TAG_BYTES) {
        return err({ code: 'crypto.malformed', detail: 'ciphertext too short' });
      }
      const nonce = sealed.subarray(0, AEAD_NONCE_BYTES);
      const body = sealed.subarray(AEAD_NONCE_BYTES);
      const plaintext = sodium.aeadOpen(key, nonce, body, encodePublic(LABEL.encrypt, associated));
      return plaintext === null ? err({ code: 'crypto.refused', detail: 'ciphertext' }) : ok(plaintext);
    },
    sealTo: (publicKey, plaintext, associated, randomness) => {
      const own = randomness ?? random(KEY_BYTES);
      try {
        const sealed = sealTo(sodium, kem, publicKey, plaintext, associated, own);
        if (sealed === null) throw new RangeError('sealTo: not a sealing key (see isSealingKey)');
        return sealed;
      } finally {
        if (randomness === undefined) zero(own);
      }
    },
    isSealingKey,
    openSealed: (pair, sealed, associated) => openSealed(sodium, kem, pair, sealed, associated),
  };
}
