/// <reference path="./sodium-native.d.ts" />
import native from 'sodium-native';
import {
  AEAD_TAG_BYTES,
  type OpenStream,
  type SealStream,
  type Sodium,
  STREAM_OVERHEAD_BYTES,
  STREAM_TAG,
} from './port.ts';

const ARGON2ID13 = 2;

/**
 * SECURITY: for bytes in shared memory the bindings report success without having touched them: nothing sealed, nothing
 * verified. See workers/shared-memory.ts for how such bytes are sealed and opened.
 */
function demandOwnMemory(...views: readonly Uint8Array[]): void {
  for (const { buffer } of views) {
    if (!(buffer instanceof ArrayBuffer)) throw new TypeError('libsodium cannot work in shared memory');
  }
}

function streamState(key: Uint8Array, header: Uint8Array): Uint8Array {
  demandOwnMemory(key, header);
  const state = new Uint8Array(native.crypto_secretstream_xchacha20poly1305_STATEBYTES);
  native.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key);
  return state;
}

function sealStream(key: Uint8Array, header: Uint8Array): SealStream {
  const state = streamState(key, header);
  return {
    push: (message, final, into) => {
      demandOwnMemory(message, into);
      const tag = final ? STREAM_TAG.final : STREAM_TAG.message;
      native.crypto_secretstream_xchacha20poly1305_push(state, into, message, null, tag);
    },
    destroy: () => void state.fill(0),
  };
}

function openStream(key: Uint8Array, header: Uint8Array): OpenStream {
  const state = streamState(key, header);
  const tag = new Uint8Array(1);
  return {
    pull: (sealed, into) => {
      demandOwnMemory(sealed, into);
      if (sealed.length < STREAM_OVERHEAD_BYTES) return null;
      try {
        native.crypto_secretstream_xchacha20poly1305_pull(state, into, tag, sealed, null);
      } catch {
        return null;
      }
      if (tag[0] === STREAM_TAG.message) return 'message';
      return tag[0] === STREAM_TAG.final ? 'final' : null;
    },
    destroy: () => void state.fill(0),
  };
}

/** libsodium as a compiled add-on: three to four times as fast as WebAssembly at bulk work. */
export const nativeSodium: Sodium = {
  name: 'native',
  keyedHash: (key, message, length) => {
    const output = new Uint8Array(length);
    native.crypto_generichash(output, message, key);
    return output;
  },
  aeadSeal: (key, nonce, plaintext, associated) => {
    demandOwnMemory(key, nonce, plaintext, associated);
    const sealed = new Uint8Array(plaintext.length + AEAD_TAG_BYTES);
    native.crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, plaintext, associated, null, nonce, key);
    return sealed;
  },
  aeadOpen: (key, nonce, sealed, associated) => {
    demandOwnMemory(key, nonce, sealed, associated);
    if (sealed.length < AEAD_TAG_BYTES) return null;
    const plaintext = new Uint8Array(sealed.length - AEAD_TAG_BYTES);
    try {
      native.crypto_aead_xchacha20poly1305_ietf_decrypt(plaintext, null, sealed, associated, nonce, key);
      return plaintext;
    } catch {
      return null;
    }
  },
  sealStream,
  openStream,
  argon2id: (password, salt, passes, memoryBytes) => {
    const key = new Uint8Array(32);
    native.crypto_pwhash(key, password, salt, passes, memoryBytes, ARGON2ID13);
    return key;
  },
  signingPair: (seed) => {
    const publicKey = new Uint8Array(32);
    const secretKey = new Uint8Array(64);
    native.crypto_sign_seed_keypair(publicKey, secretKey, seed);
    return { publicKey, secretKey };
  },
  sign: (secretKey, message) => {
    const signature = new Uint8Array(64);
    native.crypto_sign_detached(signature, message, secretKey);
    return signature;
  },
  verify: (publicKey, signature, message) => native.crypto_sign_verify_detached(signature, message, publicKey),
};
