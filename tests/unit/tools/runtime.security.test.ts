import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeInRuntime } from '../../../tools/electron-runtime/fallback.ts';
import { FALLBACK, integrityOf } from '../../../tools/electron-runtime/fallback-package.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealpost-runtime-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the fallback runtime', () => {
  it('S11 is pinned to one exact version and a SHA-512 hash', () => {
    expect(FALLBACK.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(FALLBACK.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  });

  it('S11 tells another file from the pinned one by its hash', async () => {
    const file = join(folder, 'package.tgz');
    await writeFile(file, 'abc');
    // SHA-512 of "abc": FIPS 180-4, appendix C.1.
    const abc =
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f';
    expect(await integrityOf(file)).toBe(`sha512-${Buffer.from(abc, 'hex').toString('base64')}`);
    expect(await integrityOf(file)).not.toBe(FALLBACK.integrity);
  });

  it('leaves out everything that is not Electron', () => {
    expect(placeInRuntime('Cypress/resources/app/package.json')).toBeNull();
    expect(placeInRuntime('Cypress/resources/app-update.yml')).toBeNull();
    expect(placeInRuntime('Cypress/browser_v8_context_snapshot.bin')).toBeNull();
    expect(placeInRuntime('elsewhere/file')).toBeNull();
  });

  it('renames the program and keeps the rest in place', () => {
    expect(placeInRuntime('Cypress/Cypress')).toBe('electron');
    expect(placeInRuntime('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
    expect(placeInRuntime('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin');
  });
});
