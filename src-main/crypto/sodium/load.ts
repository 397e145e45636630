import { hex } from '../../../src-shared/base/bytes.ts';
import type { Sodium } from './port.ts';

/** BLAKE2b-256 of nothing under 32 zero bytes. */
const KNOWN_ANSWER = 'fd7b3e075ab7e245506323f1d1b55330ccd606fb3301f4caba25022a1de50b47';

/** The compiled library where it loads and works, WebAssembly elsewhere. They agree, so only speed depends on it. */
export async function loadSodium(): Promise<Sodium> {
  try {
    const { nativeSodium } = await import('./native.ts');
    const answer = nativeSodium.keyedHash(new Uint8Array(32), new Uint8Array(), 32);
    if (hex(answer) === KNOWN_ANSWER) return nativeSodium;
  } catch {
    // Not built for this platform, or not loadable here.
  }
  const { loadWasmSodium } = await import('./wasm.ts');
  return loadWasmSodium();
}
