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
  readonly keychain: readonly (readonly [string, string])[];
  readonly signingPublic: string;
}

async function storedVault() {
  const bench = await vaultBench();
  const about: About = JSON.parse(await readFile(path.join(here, 'v1-about.json'), 'utf8'));
  for (const [account, secret] of about.keychain) bench.keychain.entries.set(account, secret);
  await mkdir(bench.directory, { recursive: true });
  for (const name of ['vault.json', 'vault.db']) {
    await copyFile(path.join(here, `v1-${name}`), path.join(bench.directory, name));
  }
  return { ...bench, about };
}

describe('a vault of version 1, made in 2026', () => {
  it('opens with its password, typed in another normalisation, and holds what it held', async () => {
    const { store, directory, about } = await storedVault();
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
    const { store, directory, about } = await storedVault();
    const newPassword = passwordBytes('a password of today');
    const kit = { directory, migrations: [], code: about.kitCode, newPassword, allowPasswordOnly: false };
    await unwrap(await store.unlockWithKit(kit)).lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: newPassword })).lock();
  });
});
