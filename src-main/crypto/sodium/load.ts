import type { Sodium } from './port.ts';

/** The compiled library where it loads, WebAssembly elsewhere. They agree, so nothing but speed depends on it. */
export async function loadSodium(): Promise<Sodium> {
  try {
    const { nativeSodium } = await import('./native.ts');
    // A library that loads but computes nonsense would be worse than none.
    nativeSodium.keyedHash(new Uint8Array(32), new Uint8Array(1), 32);
    return nativeSodium;
  } catch {
    const { loadWasmSodium } = await import('./wasm.ts');
    return loadWasmSodium();
  }
}
