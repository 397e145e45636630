import sodium from 'libsodium-wrappers';

/**
 * X-Wing (draft-connolly-cfrg-xwing-kem): ML-KEM-768 and X25519 in one key encapsulation, as libsodium 1.0.22 has it.
 * Only the WebAssembly build carries it so far; at 0.6 ms a call that is fast enough.
 */
export interface Kem {
  /** `seed` is the secret key: 32 bytes. */
  publicKey(seed: Uint8Array): Uint8Array;
  /** null when the public key is not one. `randomness`: 64 bytes, used once. */
  encapsulate(publicKey: Uint8Array, randomness: Uint8Array): { ciphertext: Uint8Array; secret: Uint8Array } | null;
  /** A foreign ciphertext gives another secret, not an error; null only for what cannot be a ciphertext. */
  decapsulate(secretKey: Uint8Array, ciphertext: Uint8Array): Uint8Array | null;
}

export const KEM_PUBLIC_KEY_BYTES = 1216;
export const KEM_SECRET_KEY_BYTES = 32;
export const KEM_CIPHERTEXT_BYTES = 1120;
export const KEM_RANDOMNESS_BYTES = 64;

const xwing: Kem = {
  publicKey: (seed) => sodium.crypto_kem_xwing_seed_keypair(seed).publicKey,
  encapsulate: (publicKey, randomness) => {
    if (publicKey.length !== KEM_PUBLIC_KEY_BYTES) return null;
    try {
      const { ciphertext, sharedSecret } = sodium.crypto_kem_xwing_enc_deterministic(publicKey, randomness);
      return { ciphertext, secret: sharedSecret };
    } catch {
      return null;
    }
  },
  decapsulate: (secretKey, ciphertext) => {
    if (ciphertext.length !== KEM_CIPHERTEXT_BYTES) return null;
    try {
      return sodium.crypto_kem_xwing_dec(ciphertext, secretKey);
    } catch {
      return null;
    }
  },
};

export async function loadKem(): Promise<Kem> {
  await sodium.ready;
  return xwing;
}
