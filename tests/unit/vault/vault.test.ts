import { mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MINIMUM_PASSWORD_COST } from '../../../src-main/crypto/kdf.ts';
import { readMeta, writeMeta } from '../../../src-main/vault/meta.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { err, ok, unwrap } from '../../../src-shared/base/result.ts';
import { NEXT_PASSWORD, newVault, PASSWORD, vaultBench } from '../../support/vault.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

describe('a vault', () => {
  it('opens again with its password when it was locked', async () => {
    const { store, directory } = await vaultBench();
    const { vault, kitCode } = unwrap(await store.create(newVault(directory)));
    expect(kitCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
    writeMeta(vault.database, 'test.kept', 'yes');
    await vault.lock();
    expect((await readdir(directory)).sort()).toEqual(['lock', 'vault.db', 'vault.json']);
    const again = unwrap(await store.unlock({ directory, migrations: [], password: PASSWORD }));
    expect(readMeta(again.database, 'test.kept')).toBe('yes');
    expect(again.protection).toBe('keychain');
    await again.lock();
  });

  it('changes its password and forgets the old one', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    expect(codeOf(await vault.changePassword(NEXT_PASSWORD, PASSWORD))).toBe('vault.wrongPassword');
    expect(codeOf(await vault.changePassword(PASSWORD, passwordBytes('short')))).toBe('vault.weakPassword');
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    await vault.lock();
    expect(codeOf(await store.unlock({ directory, migrations: [], password: PASSWORD }))).toBe('vault.wrongPassword');
    await unwrap(await store.unlock({ directory, migrations: [], password: NEXT_PASSWORD })).lock();
  });

  it('opens with the recovery kit and a new password when the keychain lost its secret', async () => {
    const { store, directory, keychain } = await vaultBench();
    const { vault, kitCode } = unwrap(await store.create(newVault(directory)));
    await vault.lock();
    keychain.entries.clear();
    const lost = await store.unlock({ directory, migrations: [], password: PASSWORD });
    expect(lost).toMatchObject({ ok: false, error: { code: 'vault.keychainLost', detail: 'absent' } });
    const kit = { directory, migrations: [], code: kitCode, newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    const opened = unwrap(await store.unlockWithKit(kit));
    expect(opened.protection).toBe('keychain');
    expect(unwrap(await opened.recoveryCode(NEXT_PASSWORD))).toBe(kitCode);
    await opened.lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: NEXT_PASSWORD })).lock();
  });

  it('is bound to a keychain that came later, and needs both from then on', async () => {
    const { store, directory, keychain } = await vaultBench();
    keychain.failing = 'keychain.unavailable';
    const { vault, kitCode } = unwrap(await store.create({ ...newVault(directory), allowPasswordOnly: true }));
    expect(codeOf(await vault.bindKeychain(PASSWORD))).toBe('vault.noKeychain');
    expect(vault.protection).toBe('password-only');
    keychain.failing = null;
    expect(codeOf(await vault.bindKeychain(NEXT_PASSWORD))).toBe('vault.wrongPassword');
    unwrap(await vault.bindKeychain(PASSWORD));
    unwrap(await vault.bindKeychain(PASSWORD));
    expect([vault.protection, keychain.entries.size]).toEqual(['keychain', 1]);
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    await vault.lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: NEXT_PASSWORD })).lock();
    keychain.entries.clear();
    const lost = await store.unlock({ directory, migrations: [], password: NEXT_PASSWORD });
    expect(codeOf(lost)).toBe('vault.keychainLost');
    const kit = { directory, migrations: [], code: kitCode, newPassword: PASSWORD, allowPasswordOnly: false };
    await unwrap(await store.unlockWithKit(kit)).lock();
  });

  it('S27 opens with the password alone when a crash came before vault.json spoke of the keychain', async () => {
    const { store, directory, keychain } = await vaultBench();
    keychain.failing = 'keychain.unavailable';
    const { vault } = unwrap(await store.create({ ...newVault(directory), allowPasswordOnly: true }));
    keychain.failing = null;
    await mkdir(path.join(directory, 'vault.json.new'));
    expect(codeOf(await vault.bindKeychain(PASSWORD))).toBe('vault.io');
    expect([vault.protection, keychain.entries.size]).toEqual(['password-only', 0]);
    await vault.lock();
    await rmdir(path.join(directory, 'vault.json.new'));
    await unwrap(await store.unlock({ directory, migrations: [], password: PASSWORD })).lock();
  });

  it('refuses every printed code once the kit was renewed', async () => {
    const { store, directory } = await vaultBench();
    const { vault, kitCode } = unwrap(await store.create(newVault(directory)));
    const renewed = unwrap(await vault.renewKit(PASSWORD));
    expect(renewed).not.toBe(kitCode);
    expect(unwrap(await vault.recoveryCode(PASSWORD))).toBe(renewed);
    await vault.lock();
    const kit = { directory, migrations: [], newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    expect(codeOf(await store.unlockWithKit({ ...kit, code: kitCode }))).toBe('vault.wrongKit');
    await unwrap(await store.unlockWithKit({ ...kit, code: renewed })).lock();
  });

  it('leaves the old kit working when the new code could not be kept', async () => {
    const { store, directory } = await vaultBench();
    const { vault, kitCode } = unwrap(await store.create(newVault(directory)));
    let offered = '';
    const refused = await vault.renewKit(PASSWORD, async (code) => {
      offered = code;
      return err({ code: 'save.full' as const });
    });
    expect(refused).toEqual({ ok: false, error: { code: 'save.full' } });
    expect(unwrap(await vault.recoveryCode(PASSWORD))).toBe(kitCode);
    await vault.lock();
    const kit = { directory, migrations: [], newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    expect(codeOf(await store.unlockWithKit({ ...kit, code: offered }))).toBe('vault.wrongKit');
    await unwrap(await store.unlockWithKit({ ...kit, code: kitCode })).lock();
  });

  it('asks for the password before anything is kept', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    const kept: string[] = [];
    const refused = await vault.renewKit(NEXT_PASSWORD, async (code) => {
      kept.push(code);
      return ok();
    });
    expect(codeOf(refused)).toBe('vault.wrongPassword');
    expect(kept).toEqual([]);
    await vault.lock();
  });

  it('works without a keychain only when that was allowed', async () => {
    const { store, directory, keychain } = await vaultBench();
    keychain.failing = 'keychain.unavailable';
    expect(codeOf(await store.create(newVault(directory)))).toBe('vault.noKeychain');
    const { vault } = unwrap(await store.create({ ...newVault(directory), allowPasswordOnly: true }));
    expect(vault.protection).toBe('password-only');
    await vault.lock();
    keychain.failing = null;
    await unwrap(await store.unlock({ directory, migrations: [], password: PASSWORD })).lock();
  });

  it('keeps its profile until a change that was under way when it was locked is done', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    const changing = vault.changePassword(PASSWORD, NEXT_PASSWORD);
    // The change has begun once its turn in the queue came.
    await Promise.resolve();
    await Promise.resolve();
    const locking = vault.lock();
    expect(codeOf(await store.unlock({ directory, migrations: [], password: PASSWORD }))).toBe('vault.inUse');
    await locking;
    const password = (await changing).ok ? NEXT_PASSWORD : PASSWORD;
    await unwrap(await store.unlock({ directory, migrations: [], password })).lock();
  });

  it('changes its password twice when both changes were asked for at once', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    const back = vault.changePassword(PASSWORD, NEXT_PASSWORD);
    const forth = vault.changePassword(NEXT_PASSWORD, PASSWORD);
    expect([codeOf(await back), codeOf(await forth)]).toEqual(['ok', 'ok']);
    await vault.lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: PASSWORD })).lock();
  });

  it('refuses a second vault in its folder', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    expect(codeOf(await store.create(newVault(directory)))).toBe('vault.inUse');
    await vault.lock();
    expect(codeOf(await store.create(newVault(directory)))).toBe('vault.exists');
  });

  it('leaves nothing behind when it is destroyed', async () => {
    const { store, directory, keychain } = await vaultBench();
    const { vault } = unwrap(await store.create(newVault(directory)));
    expect(keychain.entries.size).toBe(1);
    await vault.destroy();
    expect(keychain.entries.size).toBe(0);
    await expect(stat(directory)).rejects.toThrow('ENOENT');
  });

  it.runIf(process.platform !== 'win32')('keeps its files to their owner', async () => {
    const { store, directory } = await vaultBench();
    const { vault } = unwrap(await store.create({ ...newVault(directory), passwordCost: MINIMUM_PASSWORD_COST }));
    const modes = async (name: string) => ((await stat(path.join(directory, name))).mode & 0o777).toString(8);
    expect([await modes('.'), await modes('vault.json'), await modes('vault.db')]).toEqual(['700', '600', '600']);
    expect(await modes('vault.db-wal')).toBe('600');
    await vault.lock();
  });
});
