import { concat, zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { encodeParts } from './encode.ts';
import { LABEL } from './labels.ts';
import type { CryptoError, SealingPair } from './port.ts';
import {
  KEM_CIPHERTEXT_BYTES,
  KEM_PUBLIC_KEY_BYTES,
  KEM_RANDOMNESS_BYTES,
  KEM_SECRET_KEY_BYTES,
  type Kem,
} from './sodium/kem.ts';
import { AEAD_NONCE_BYTES, AEAD_TAG_BYTES, type Sodium } from './sodium/port.ts';

/** How much longer a sealed value is than its plaintext, in bytes. */
export const SEALED_OVERHEAD_BYTES = KEM_CIPHERTEXT_BYTES + AEAD_TAG_BYTES;

const KEY_BYTES = 32;
/** Every key seals one message, so the nonce is constant. */
const ZERO_NONCE = new Uint8Array(AEAD_NONCE_BYTES);

/** The shared secret, bound to whom it was made for and how: X-Wing binds both as well, this does not rely on it. */
function sealKey(sodium: Sodium, secret: Uint8Array, publicKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return sodium.keyedHash(secret, encodeParts(LABEL.sealKey, [publicKey, ciphertext]), KEY_BYTES);
}

/**
 * Seals to the holder of a sealing key: `X-Wing ciphertext (1120) | XChaCha20-Poly1305 ciphertext and tag`.
 *
 * SECURITY: the encapsulation's randomness is derived from `randomness` together with the recipient, the associated
 * data and the plaintext, so that one value of `randomness` may serve many recipients and can never lead to the same
 * key for two plaintexts.
 *
 * @returns null when `publicKey` is not a sealing key.
 */
export function sealTo(
  sodium: Sodium,
  kem: Kem,
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  associated: readonly Uint8Array[],
  randomness: Uint8Array,
): Uint8Array | null {
  const bound = encodeParts(LABEL.sealRandomness, [publicKey, plaintext, ...associated]);
  const seed = sodium.keyedHash(randomness, bound, KEM_RANDOMNESS_BYTES);
  let key: Uint8Array | undefined;
  let secret: Uint8Array | undefined;
  try {
    const encapsulated = kem.encapsulate(publicKey, seed);
    if (encapsulated === null) return null;
    secret = encapsulated.secret;
    key = sealKey(sodium, secret, publicKey, encapsulated.ciphertext);
    const sealed = sodium.aeadSeal(key, ZERO_NONCE, plaintext, encodeParts(LABEL.sealAssociated, associated));
    return concat([encapsulated.ciphertext, sealed]);
  } finally {
    zero(bound, seed, secret, key);
  }
}

export function openSealed(
  sodium: Sodium,
  kem: Kem,
  pair: SealingPair,
  sealed: Uint8Array,
  associated: readonly Uint8Array[],
): Result<Uint8Array, CryptoError> {
  const refused = err({ code: 'crypto.refused', detail: 'sealed value' } as const);
  if (pair.publicKey.length !== KEM_PUBLIC_KEY_BYTES || pair.secretKey.length !== KEM_SECRET_KEY_BYTES) return refused;
  if (sealed.length < SEALED_OVERHEAD_BYTES) return err({ code: 'crypto.malformed', detail: 'sealed value too short' });
  const ciphertext = sealed.subarray(0, KEM_CIPHERTEXT_BYTES);
  let key: Uint8Array | undefined;
  const secret = kem.decapsulate(pair.secretKey, ciphertext);
  if (secret === null) return refused;
  try {
    key = sealKey(sodium, secret, pair.publicKey, ciphertext);
    const body = sealed.subarray(KEM_CIPHERTEXT_BYTES);
    const plaintext = sodium.aeadOpen(key, ZERO_NONCE, body, encodeParts(LABEL.sealAssociated, associated));
    return plaintext === null ? refused : ok(plaintext);
  } finally {
    zero(secret, key);
  }
}
