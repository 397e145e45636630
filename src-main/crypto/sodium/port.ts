/**
 * The primitives everything else is built from. Two libraries stand behind it, a compiled one and one in WebAssembly,
 * which agree byte for byte (tests/unit/crypto/sodium.test.ts). Lengths are the callers' duty: a wrong length is a
 * programming error and throws.
 */
export interface Sodium {
  readonly name: 'native' | 'wasm';
  /** BLAKE2b (RFC 7693) keyed with 16 to 64 bytes; `length` is 16 to 64 bytes. */
  keyedHash(key: Uint8Array, message: Uint8Array, length: number): Uint8Array;
  /** XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), 24-byte nonce; 16 bytes longer than the plaintext. */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, associated: Uint8Array): Uint8Array;
  /** null when it does not authenticate, or is shorter than its tag. */
  aeadOpen(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Uint8Array | null;
  /** libsodium's secretstream (XChaCha20-Poly1305) under a given 24-byte header. */
  sealStream(key: Uint8Array, header: Uint8Array): SealStream;
  openStream(key: Uint8Array, header: Uint8Array): OpenStream;
  /** Argon2id version 1.3 (RFC 9106), one lane, 32 bytes. Throws when the memory cannot be had. */
  argon2id(password: Uint8Array, salt: Uint8Array, passes: number, memoryBytes: number): Uint8Array;
  /** Ed25519 (RFC 8032) from a 32-byte seed. */
  signingPair(seed: Uint8Array): { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array };
  sign(secretKey: Uint8Array, message: Uint8Array): Uint8Array;
  /** Refuses a non-canonical S, a non-canonical or small-order public key, a small-order R. */
  verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean;
}

export interface SealStream {
  /** Writes `message.length + 17` bytes to `into`, which is exactly that long. */
  push(message: Uint8Array, final: boolean, into: Uint8Array): void;
  /** Overwrites the state, which is as good as the key. */
  destroy(): void;
}

export interface OpenStream {
  /**
   * Writes `sealed.length - 17` bytes to `into`, which is exactly that long. null: does not authenticate, or carries
   * a tag other than these two; nothing of it may be used then.
   */
  pull(sealed: Uint8Array, into: Uint8Array): 'message' | 'final' | null;
  destroy(): void;
}

export const STREAM_HEADER_BYTES = 24;
export const STREAM_OVERHEAD_BYTES = 17;
export const AEAD_NONCE_BYTES = 24;
export const AEAD_TAG_BYTES = 16;
/** `crypto_secretstream_xchacha20poly1305_TAG_*` of libsodium. */
export const STREAM_TAG = { message: 0, final: 3 } as const;
