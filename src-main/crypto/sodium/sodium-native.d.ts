/** The part of sodium-native (https://github.com/holepunchto/sodium-native) that is used; it ships no types. */
declare module 'sodium-native' {
  interface SodiumNative {
    readonly crypto_secretstream_xchacha20poly1305_STATEBYTES: number;
    crypto_generichash(output: Uint8Array, input: Uint8Array, key: Uint8Array): void;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      c: Uint8Array,
      m: Uint8Array,
      ad: Uint8Array | null,
      nsec: null,
      npub: Uint8Array,
      k: Uint8Array,
    ): number;
    /** Throws when the tag does not hold. */
    crypto_aead_xchacha20poly1305_ietf_decrypt(
      m: Uint8Array,
      nsec: null,
      c: Uint8Array,
      ad: Uint8Array | null,
      npub: Uint8Array,
      k: Uint8Array,
    ): number;
    /** Both directions begin in the same state; push takes it from a header of its own choice. */
    crypto_secretstream_xchacha20poly1305_init_pull(state: Uint8Array, header: Uint8Array, key: Uint8Array): void;
    crypto_secretstream_xchacha20poly1305_push(
      state: Uint8Array,
      c: Uint8Array,
      m: Uint8Array,
      ad: null,
      tag: number,
    ): number;
    /** Throws when the tag does not hold. */
    crypto_secretstream_xchacha20poly1305_pull(
      state: Uint8Array,
      m: Uint8Array,
      tag: Uint8Array,
      c: Uint8Array,
      ad: null,
    ): number;
    /** `alg` 2 is Argon2id version 1.3. */
    crypto_pwhash(
      out: Uint8Array,
      password: Uint8Array,
      salt: Uint8Array,
      passes: number,
      memoryBytes: number,
      alg: 2,
    ): void;
    crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void;
    crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void;
    crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
  }
  const sodium: SodiumNative;
  export = sodium;
}
