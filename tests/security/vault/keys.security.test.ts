import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MINIMUM_PASSWORD_COST, passwordKey } from '../../../src-main/crypto/kdf.ts';
import { loadSodium } from '../../../src-main/crypto/sodium/load.ts';
import type { VaultPorts } from '../../../src-main/vault/context.ts';
import { decodeVaultFile } from '../../../src-main/vault/file/codec.ts';
import { openPasswordSlot, parametersOf } from '../../../src-main/vault/file/slots.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { resetCode } from '../../../src-main/vault/reset/code.ts';
import { makeResetLink } from '../../../src-main/vault/reset/link.ts';
import { createVaultStore } from '../../../src-main/vault/vault.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { NEXT_PASSWORD, newVault, PASSWORD, vaultBench } from '../../support/vault.ts';

const place = (directory: string) => ({ directory, migrations: [] });

async function locked() {
  const bench = await vaultBench();
  const { vault, kitCode } = unwrap(await bench.store.create(newVault(bench.directory)));
  await vault.lock();
  const text = async () => Uint8Array.from(await readFile(path.join(bench.directory, 'vault.json')));
  return { ...bench, kitCode, text };
}

describe('S13 the vault key', () => {
  it('is not to be had with the disk and the password alone', async () => {
    const { ports, text } = await locked();
    const { record } = unwrap(decodeVaultFile(ports.crypto, await text()));
    const key = unwrap(passwordKey(await loadSodium(), PASSWORD, parametersOf(record.password)));
    const wrong = { ok: false, error: { code: 'vault.wrongPassword' } };
    expect(openPasswordSlot(ports.crypto, record, key, null)).toMatchObject(wrong);
    expect(openPasswordSlot(ports.crypto, record, key, new Uint8Array(32))).toMatchObject(wrong);
  });

  it('is not to be had with the disk and the keychain alone', async () => {
    const { ports, text, keychain } = await locked();
    const { record } = unwrap(decodeVaultFile(ports.crypto, await text()));
    const [secret = ''] = keychain.entries.values();
    const device = Uint8Array.from(Buffer.from(secret, 'base64url'));
    expect(device.length).toBe(32);
    const opened = openPasswordSlot(ports.crypto, record, new Uint8Array(32), device);
    expect(opened).toMatchObject({ ok: false, error: { code: 'vault.wrongPassword' } });
  });

  it('records which keychain holds the secret, and asks no other', async () => {
    const { ports, directory, keychain, text } = await locked();
    expect(unwrap(decodeVaultFile(ports.crypto, await text())).record.keychain?.backend).toBe('memory');
    const moved = createVaultStore({ ...ports, keychain: { ...keychain, backend: 'elsewhere' } });
    const lost = { ok: false, error: { code: 'vault.keychainLost', detail: 'backend' } };
    expect(await moved.unlock({ ...place(directory), password: PASSWORD })).toEqual(lost);
  });

  it.each([
    ['is gone', 'absent'],
    ['is another one', 'other'],
    ['is not one of ours', 'other'],
    ['cannot be asked for', 'unavailable'],
    ['is asked for in vain', 'timeout'],
  ])('is lost, and nothing is made anew, when the device secret %s: %s', async (how, detail) => {
    const { directory, keychain, store, text } = await locked();
    const [account = ''] = keychain.entries.keys();
    if (how === 'is gone') keychain.entries.clear();
    if (how === 'is another one') keychain.entries.set(account, 'A'.repeat(43));
    if (how === 'is not one of ours') keychain.entries.set(account, 'hello there');
    if (how === 'cannot be asked for') keychain.failing = 'keychain.unavailable';
    if (how === 'is asked for in vain') keychain.failing = 'keychain.timeout';
    const before = [await text(), new Map(keychain.entries)];
    const lost = { ok: false, error: { code: 'vault.keychainLost', detail } };
    expect(await store.unlock({ ...place(directory), password: PASSWORD })).toEqual(lost);
    expect([await text(), new Map(keychain.entries)]).toEqual(before);
  });

  it('waits for the person, and nothing is lost, when the keychain is locked', async () => {
    const { directory, keychain, store } = await locked();
    keychain.failing = 'keychain.locked';
    const unlock = () => store.unlock({ ...place(directory), password: PASSWORD });
    expect(await unlock()).toMatchObject({ error: { code: 'vault.keychainLocked' } });
    expect(await store.create(newVault(`${directory}-2`))).toMatchObject({ error: { code: 'vault.keychainLocked' } });
    keychain.failing = null;
    await unwrap(await unlock()).lock();
  });

  it('is never wrapped without a keychain unless that was allowed, with the kit as well', async () => {
    const { directory, keychain, store, kitCode } = await locked();
    keychain.failing = 'keychain.unavailable';
    const kit = { ...place(directory), code: kitCode, newPassword: NEXT_PASSWORD };
    const refused = { ok: false, error: { code: 'vault.noKeychain' } };
    expect(await store.unlockWithKit({ ...kit, allowPasswordOnly: false })).toMatchObject(refused);
    const vault = unwrap(await store.unlockWithKit({ ...kit, allowPasswordOnly: true }));
    expect(vault.protection).toBe('password-only');
    await vault.lock();
  });

  it('goes without a locked keychain only when that was allowed', async () => {
    const { store, directory, keychain } = await vaultBench();
    keychain.failing = 'keychain.locked';
    expect(await store.create(newVault(directory))).toMatchObject({ error: { code: 'vault.keychainLocked' } });
    const { vault } = unwrap(await store.create({ ...newVault(directory), allowPasswordOnly: true }));
    expect(vault.protection).toBe('password-only');
    await vault.lock();
  });

  it('is not taken for kept when the keychain forgets at once', async () => {
    const { ports, directory } = await vaultBench();
    const forgetful = { ...ports.keychain, getPassword: async () => ({ ok: true as const, value: null }) };
    const store = createVaultStore({ ...ports, keychain: forgetful });
    expect(await store.create(newVault(directory))).toMatchObject({ error: { code: 'vault.noKeychain' } });
  });

  it('leaves the old device secret in place until the new one is bound, then removes it', async () => {
    const { directory, keychain, store, kitCode } = await locked();
    const [account = '', secret = ''] = [...keychain.entries][0] ?? [];
    keychain.entries.set(account, 'A'.repeat(43));
    const kit = { ...place(directory), code: kitCode, newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    await unwrap(await store.unlockWithKit(kit)).lock();
    expect([...keychain.entries.keys()]).not.toContain(account);
    expect(keychain.entries.size).toBe(1);
    expect([...keychain.entries.values()]).not.toContain(secret);
  });

  it('keeps the device secret when the kit is used for a forgotten password', async () => {
    const { directory, keychain, store, kitCode } = await locked();
    const before = [...keychain.entries];
    const kit = { ...place(directory), code: kitCode, newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    await unwrap(await store.unlockWithKit(kit)).lock();
    expect([...keychain.entries]).toEqual(before);
  });
});

/** Lends every secret that passes through the ports, to see later what became of it. */
function watched(ports: VaultPorts): { readonly ports: VaultPorts; readonly secrets: Uint8Array[] } {
  const secrets: Uint8Array[] = [];
  const keep = (bytes: Uint8Array): Uint8Array => {
    secrets.push(bytes);
    return bytes;
  };
  const { crypto, workers } = ports;
  const watching: VaultPorts = {
    ...ports,
    crypto: {
      ...crypto,
      // 20 bytes: kit, reset; 32: vault key and device secret. Salts (16) and names of accounts (5) are public.
      random: (length) => (length === 20 || length === 32 ? keep(crypto.random(length)) : crypto.random(length)),
      derive(key, label, context) {
        const derived = crypto.derive(key, label, context);
        const published = /file|check|(?:kit|reset)-code/.test(label);
        return published ? derived : keep(derived);
      },
      decrypt(key, sealed, associated) {
        const opened = crypto.decrypt(key, sealed, associated);
        if (opened.ok) keep(opened.value);
        return opened;
      },
    },
    workers: {
      async passwordKey(password, parameters) {
        keep(password);
        const derived = await workers.passwordKey(password, parameters);
        if (derived.ok) keep(derived.value);
        return derived;
      },
    },
  };
  return { ports: watching, secrets };
}

describe('S14 what the vault held', () => {
  it('is zeroed after each operation, whether it worked or not', async () => {
    const bench = await vaultBench();
    const { ports, secrets } = watched(bench.ports);
    const store = createVaultStore(ports);
    const { directory } = bench;
    const allZero = (after: string, atLeast: number): void => {
      expect(secrets.length, after).toBeGreaterThanOrEqual(atLeast);
      for (const secret of secrets)
        expect(
          secret.every((byte) => byte === 0),
          after,
        ).toBe(true);
      secrets.length = 0;
    };
    const { vault, kitCode } = unwrap(await store.create(newVault(directory)));
    allZero('create', 8);
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    allZero('changePassword', 6);
    expect((await vault.changePassword(PASSWORD, NEXT_PASSWORD)).ok).toBe(false);
    allZero('changePassword refused', 2);
    unwrap(await vault.recoveryCode(NEXT_PASSWORD));
    allZero('recoveryCode', 3);
    await vault.lock();
    expect((await store.unlock({ ...place(directory), password: PASSWORD })).ok).toBe(false);
    allZero('unlock refused', 2);
    const kit = { ...place(directory), code: kitCode, newPassword: PASSWORD, allowPasswordOnly: false };
    const opened = unwrap(await store.unlockWithKit(kit));
    allZero('unlockWithKit', 5);
    unwrap(await opened.renewKit(PASSWORD));
    allZero('renewKit', 5);
    const reset = unwrap(opened.resetSecret());
    const given = reset === null ? '' : resetCode(bench.ports.crypto, reset.secret);
    const oneTimePassword = passwordBytes('told by telephone');
    const made = reset === null ? null : await makeResetLink(ports, reset, oneTimePassword, MINIMUM_PASSWORD_COST);
    allZero('makeResetLink', 3);
    await opened.lock();
    const anew = { ...place(directory), newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    const link = made === null ? '' : unwrap(made);
    const wrong = { ...anew, given: link, oneTimePassword: passwordBytes('told by a stranger') };
    expect((await store.unlockWithReset(wrong)).ok).toBe(false);
    allZero('unlockWithReset by link, refused', 2);
    const byLink = unwrap(await store.unlockWithReset({ ...anew, given: link, oneTimePassword }));
    allZero('unlockWithReset by link', 6);
    await byLink.lock();
    expect((await store.unlockWithReset({ ...anew, given, oneTimePassword: null })).ok).toBe(false);
    allZero('unlockWithReset by code, refused', 1);
  });

  it("leaves the caller's passwords to the caller", async () => {
    const { store, directory } = await vaultBench();
    const password = Uint8Array.from(PASSWORD);
    const { vault } = unwrap(await store.create({ ...newVault(directory), password }));
    expect(password).toEqual(PASSWORD);
    await vault.lock();
  });

  it('refuses everything once it is locked', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    await vault.lock();
    expect(() => vault.database.get('SELECT 1')).toThrow('vault.io');
    expect(() => vault.keyset.load()).toThrow('vault.io');
    expect(vault.verify()).toMatchObject({ ok: false, error: { code: 'vault.io' } });
    expect(await vault.changePassword(PASSWORD, NEXT_PASSWORD)).toMatchObject({
      ok: false,
      error: { code: 'vault.io' },
    });
    expect(await vault.recoveryCode(PASSWORD)).toMatchObject({ ok: false, error: { code: 'vault.io' } });
    await unwrap(await store.unlock({ ...place(directory), password: PASSWORD })).lock();
  });
});

describe('S22 the vault', () => {
  it('runs no Argon2id for an empty password, a mistyped code, a weak new password or a damaged file', async () => {
    const { ports, directory, kitCode } = await locked();
    let runs = 0;
    const counting = createVaultStore({
      ...ports,
      workers: {
        passwordKey: (password, parameters) => {
          runs += 1;
          return ports.workers.passwordKey(password, parameters);
        },
      },
    });
    const kit = { ...place(directory), allowPasswordOnly: false };
    const weak = new Uint8Array(3).fill(0x61);
    expect(await counting.unlock({ ...place(directory), password: new Uint8Array() })).toMatchObject({
      error: { code: 'vault.wrongPassword' },
    });
    expect(await counting.unlockWithKit({ ...kit, code: `${kitCode}0`, newPassword: PASSWORD })).toMatchObject({
      error: { code: 'vault.kitTypo' },
    });
    expect(await counting.unlockWithKit({ ...kit, code: kitCode, newPassword: weak })).toMatchObject({
      error: { code: 'vault.weakPassword' },
    });
    expect(await counting.create({ ...newVault(`${directory}-2`), password: weak })).toMatchObject({
      error: { code: 'vault.weakPassword' },
    });
    expect(runs).toBe(0);
    expect((await counting.unlock({ ...place(directory), password: NEXT_PASSWORD })).ok).toBe(false);
    expect(runs).toBe(1);
  });
});
