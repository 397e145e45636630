import sodium from 'libsodium-wrappers';
import { AEAD_TAG_BYTES, type OpenStream, type SealStream, type Sodium, STREAM_TAG } from './port.ts';

/** The C heap of the module: states live there and are overwritten and freed by hand. */
interface Heap {
  readonly HEAPU8: Uint8Array;
  _free(address: number): void;
}
const STATE_BYTES = 52;

function heap(): Heap {
  const { libsodium } = sodium as unknown as { readonly libsodium: Heap };
  return libsodium;
}

/** The wrapper hands out the address of the state, bare or in an object, by version. */
function destroyState(state: unknown): void {
  const address = typeof state === 'number' ? state : (state as { readonly address: number }).address;
  heap().HEAPU8.fill(0, address, address + STATE_BYTES);
  heap()._free(address);
}

function sealStream(key: Uint8Array, header: Uint8Array): SealStream {
  // Both directions begin in the same state; init_push differs only in choosing the header itself.
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  return {
    push: (message, final, into) => {
      const tag = final ? STREAM_TAG.final : STREAM_TAG.message;
      into.set(sodium.crypto_secretstream_xchacha20poly1305_push(state, message, null, tag));
    },
    destroy: () => destroyState(state),
  };
}

function openStream(key: Uint8Array, header: Uint8Array): OpenStream {
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  return {
    pull: (sealed, into) => {
      if (sealed.length < sodium.crypto_secretstream_xchacha20poly1305_ABYTES) return null;
      const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, null);
      if (opened === false) return null;
      into.set(opened.message);
      if (opened.tag === STREAM_TAG.message) return 'message';
      return opened.tag === STREAM_TAG.final ? 'final' : null;
    },
    destroy: () => destroyState(state),
  };
}

const wasmSodium: Sodium = {
  name: 'wasm',
  keyedHash: (key, message, length) => sodium.crypto_generichash(length, message, key),
  aeadSeal: (key, nonce, plaintext, associated) =>
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associated, null, nonce, key),
  aeadOpen: (key, nonce, sealed, associated) => {
    if (sealed.length < AEAD_TAG_BYTES) return null;
    try {
      return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, associated, nonce, key);
    } catch {
      return null;
    }
  },
  sealStream,
  openStream,
  argon2id: (password, salt, passes, memoryBytes) =>
    sodium.crypto_pwhash(32, password, salt, passes, memoryBytes, sodium.crypto_pwhash_ALG_ARGON2ID13),
  signingPair: (seed) => {
    const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
    return { publicKey, secretKey: privateKey };
  },
  sign: (secretKey, message) => sodium.crypto_sign_detached(message, secretKey),
  verify: (publicKey, signature, message) => sodium.crypto_sign_verify_detached(signature, message, publicKey),
};

/** libsodium in WebAssembly: for machines the add-on was not built for. */
export async function loadWasmSodium(): Promise<Sodium> {
  await sodium.ready;
  return wasmSodium;
}
