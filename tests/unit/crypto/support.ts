import { loadBlake3 } from '../../../src-main/crypto/blake3.ts';
import { cryptoOf } from '../../../src-main/crypto/crypto.ts';
import type { Crypto } from '../../../src-main/crypto/port.ts';
import { loadKem } from '../../../src-main/crypto/sodium/kem.ts';
import { nativeSodium } from '../../../src-main/crypto/sodium/native.ts';
import type { Sodium } from '../../../src-main/crypto/sodium/port.ts';
import { loadWasmSodium } from '../../../src-main/crypto/sodium/wasm.ts';
import { u32, utf8 } from '../../../src-shared/base/bytes.ts';

export const wasmSodium = await loadWasmSodium();
/** Both libraries: everything that matters is asked of each. */
export const sodiums: readonly Sodium[] = [nativeSodium, wasmSodium];

/** A reproducible stream of bytes: BLAKE2b of a counter. */
export function testRandom(seed: string): (length: number) => Uint8Array {
  let counter = 0;
  const key = wasmSodium.keyedHash(new Uint8Array(32), utf8(seed), 32);
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 64) {
      counter += 1;
      bytes.set(wasmSodium.keyedHash(key, u32(counter), 64).subarray(0, length - at), at);
    }
    return bytes;
  };
}

export async function testCrypto(seed: string, sodium: Sodium = nativeSodium): Promise<Crypto> {
  return cryptoOf({ sodium, kem: await loadKem(), blake3: await loadBlake3(), random: testRandom(seed) });
}

/** A copy with one bit changed. */
export function flipped(bytes: Uint8Array, at: number, bit = 0): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}
