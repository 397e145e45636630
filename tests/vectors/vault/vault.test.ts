import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMeta } from '../../../src-main/vault/meta.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { vaultBench } from '../../support/vault.ts';

const here = import.meta.dirname;

interface About {
  readonly typed: string;
  readonly kitCode: string;
  /** From version 2 on. */
  readonly resetCode?: string;
  readonly keychain: readonly (readonly [string, string])[];
  readonly signingPublic: string;
}

async function storedVault(version: 1 | 2) {
  const bench = await vaultBench();
  const about: About = JSON.parse(await readFile(path.join(here, `v${version}-about.json`), 'utf8'));
  for (const [account, secret] of about.keychain) bench.keychain.entries.set(account, secret);
  await mkdir(bench.directory, { recursive: true });
  for (const name of ['vault.json', 'vault.db']) {
    await copyFile(path.join(here, `v${version}-${name}`), path.join(bench.directory, name));
  }
  return { ...bench, about };
}

describe.each([1, 2] as const)('a vault of version %i, made in 2026', (version) => {
  it('opens with its password, typed in another normalisation, and holds what it held', async () => {
    const { store, directory, about } = await storedVault(version);
    const password = passwordBytes(about.typed.normalize('NFC'));
    const vault = unwrap(await store.unlock({ directory, migrations: [], password }));
    expect(readMeta(vault.database, 'vector.text')).toBe('Grüße 🦭');
    const keyset = vault.keyset.load();
    expect(hex(keyset?.signing.publicKey ?? new Uint8Array())).toBe(about.signingPublic);
    expect(keyset?.hubLocation).toEqual({ kind: 'folder', path: '/srv/hub' });
    expect(vault.keyset.directoryKeys()).toEqual(new Map([[0, new Uint8Array(32).fill(4)]]));
    expect(unwrap(await vault.recoveryCode(password))).toBe(about.kitCode);
    expect(vault.verify().ok).toBe(true);
    await vault.lock();
  });

  it('opens with its printed code', async () => {
    const { store, directory, about } = await storedVault(version);
    const newPassword = passwordBytes('a password of today');
    const kit = { directory, migrations: [], code: about.kitCode, newPassword, allowPasswordOnly: false };
    await unwrap(await store.unlockWithKit(kit)).lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: newPassword })).lock();
  });
});

describe('a vault of version 2', () => {
  it('opens with the help desk’s code', async () => {
    const { store, directory, about } = await storedVault(2);
    const newPassword = passwordBytes('a password of today');
    const given = about.resetCode ?? '';
    const reset = { directory, migrations: [], given, oneTimePassword: null, newPassword, allowPasswordOnly: false };
    await unwrap(await store.unlockWithReset(reset)).lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: newPassword })).lock();
  });
});
