import { expect, it } from 'vitest';
import { loadSodium } from '../../../src-main/crypto/sodium/load.ts';
import { wasmSodium } from './support.ts';

it('loads the compiled library where it works, as it does wherever these tests run', async () => {
  expect((await loadSodium()).name).toBe('native');
});

it('knows an answer that both libraries give', async () => {
  const empty = [new Uint8Array(32), new Uint8Array(), 32] as const;
  expect((await loadSodium()).keyedHash(...empty)).toEqual(wasmSodium.keyedHash(...empty));
});
