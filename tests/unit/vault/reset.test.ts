import { copyFile, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MINIMUM_PASSWORD_COST } from '../../../src-main/crypto/kdf.ts';
import type { OpenVault } from '../../../src-main/vault/open-vault.ts';
import { passwordBytes } from '../../../src-main/vault/password.ts';
import { readResetCode, resetCode } from '../../../src-main/vault/reset/code.ts';
import { makeResetLink } from '../../../src-main/vault/reset/link.ts';
import type { ResetSecret } from '../../../src-main/vault/reset/store.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { NEXT_PASSWORD, newVault, PASSWORD, vaultBench } from '../../support/vault.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);
const ONE_TIME = passwordBytes('told by telephone');

function secretOf(vault: OpenVault): ResetSecret {
  const secret = unwrap(vault.resetSecret());
  if (secret === null) throw new Error('no reset secret');
  return secret;
}

async function benchWithVault() {
  const bench = await vaultBench();
  const { vault, kitCode } = unwrap(await bench.store.create(newVault(bench.directory)));
  const { directory } = bench;
  const withReset = (given: string, more: { oneTimePassword?: Uint8Array; newPassword?: Uint8Array } = {}) =>
    bench.store.unlockWithReset({
      directory,
      migrations: [],
      given,
      oneTimePassword: more.oneTimePassword ?? null,
      newPassword: more.newPassword ?? NEXT_PASSWORD,
      allowPasswordOnly: false,
    });
  const unlock = (password = PASSWORD) => bench.store.unlock({ directory, migrations: [], password });
  return { ...bench, vault, kitCode, withReset, unlock, file: path.join(directory, 'vault.json') };
}

describe('the help desk’s code', () => {
  it('opens the vault once, with a new password, and the kit stays valid', async () => {
    const { ports, vault, kitCode, store, directory, withReset, unlock } = await benchWithVault();
    const code = resetCode(ports.crypto, secretOf(vault).secret);
    await vault.lock();
    const opened = unwrap(await withReset(code.toLowerCase().replaceAll('-', ' ')));
    expect(secretOf(opened).chosen).toBe(true);
    await opened.lock();
    expect(codeOf(await withReset(code))).toBe('vault.wrongReset');
    expect(codeOf(await unlock())).toBe('vault.wrongPassword');
    await unwrap(await unlock(NEXT_PASSWORD)).lock();
    const kit = { directory, migrations: [], code: kitCode, newPassword: PASSWORD, allowPasswordOnly: false };
    await unwrap(await store.unlockWithKit(kit)).lock();
  });

  it('is told from the recovery kit’s, from a mistyped one, and from one of another vault', async () => {
    const { ports, vault, kitCode, store, directory, withReset } = await benchWithVault();
    const code = resetCode(ports.crypto, secretOf(vault).secret);
    await vault.lock();
    expect(codeOf(await withReset(kitCode))).toBe('vault.resetTypo');
    const kit = { directory, migrations: [], code, newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    expect(codeOf(await store.unlockWithKit(kit))).toBe('vault.kitTypo');
    expect(codeOf(await withReset(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`))).toBe('vault.resetTypo');
    expect(codeOf(await withReset(resetCode(ports.crypto, new Uint8Array(20).fill(7))))).toBe('vault.wrongReset');
  });

  it('is another after each new password, and the same after an ordinary unlocking', async () => {
    const { vault, unlock, kitCode, store, directory } = await benchWithVault();
    const seen = [hex(secretOf(vault).secret)];
    expect(secretOf(vault).chosen).toBe(false);
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    seen.push(hex(secretOf(vault).secret));
    expect(secretOf(vault).chosen).toBe(true);
    await vault.lock();
    const again = unwrap(await unlock(NEXT_PASSWORD));
    expect(hex(secretOf(again).secret)).toBe(seen[1]);
    await again.lock();
    const kit = { directory, migrations: [], code: kitCode, newPassword: PASSWORD, allowPasswordOnly: false };
    const byKit = unwrap(await store.unlockWithKit(kit));
    seen.push(hex(secretOf(byKit).secret));
    expect(new Set(seen).size).toBe(3);
    await byKit.lock();
  });

  it('S27 is the old one, and works, when vault.json could not be written after the database', async () => {
    const { ports, vault, withReset, unlock, file } = await benchWithVault();
    const before = secretOf(vault);
    await mkdir(`${file}.new`);
    expect(codeOf(await vault.changePassword(PASSWORD, NEXT_PASSWORD))).toBe('vault.io');
    await rmdir(`${file}.new`);
    expect(vault.database.all('SELECT * FROM reset_secret').length).toBe(2);
    expect(secretOf(vault).check).toBe(before.check);
    await vault.lock();
    const again = unwrap(await unlock());
    expect(secretOf(again).check).toBe(before.check);
    await again.lock();
    const opened = unwrap(await withReset(resetCode(ports.crypto, before.secret)));
    expect(opened.database.all('SELECT * FROM reset_secret').length).toBe(1);
    await opened.lock();
  });

  it('is made anew when vault.json was put back from a copy', async () => {
    const { vault, unlock, file } = await benchWithVault();
    const { check } = secretOf(vault);
    const copy = await readFile(file);
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    await vault.lock();
    await writeFile(file, copy);
    const opened = unwrap(await unlock());
    expect(secretOf(opened)).toMatchObject({ chosen: false });
    expect(secretOf(opened).check).not.toBe(check);
    await opened.lock();
  });

  it('is made at the next unlocking of a vault from before there was one', async () => {
    const bench = await vaultBench();
    const vectors = path.join(import.meta.dirname, '../../vectors/vault');
    const about = JSON.parse(await readFile(path.join(vectors, 'v1-about.json'), 'utf8')) as {
      readonly typed: string;
      readonly keychain: readonly (readonly [string, string])[];
    };
    for (const [account, secret] of about.keychain) bench.keychain.entries.set(account, secret);
    await unwrap(await bench.store.create(newVault(bench.directory))).vault.lock();
    for (const name of ['vault.json', 'vault.db']) {
      await copyFile(path.join(vectors, `v1-${name}`), path.join(bench.directory, name));
    }
    const file = path.join(bench.directory, 'vault.json');
    expect(await readFile(file, 'utf8')).not.toContain('"reset"');
    const options = { directory: bench.directory, migrations: [], password: passwordBytes(about.typed) };
    const vault = unwrap(await bench.store.unlock(options));
    expect(secretOf(vault).chosen).toBe(false);
    expect(await readFile(file, 'utf8')).toContain('"version":2');
    const code = resetCode(bench.ports.crypto, secretOf(vault).secret);
    await vault.lock();
    const anew = { given: code, oneTimePassword: null, newPassword: NEXT_PASSWORD, allowPasswordOnly: false };
    await unwrap(await bench.store.unlockWithReset({ ...options, ...anew })).lock();
  });

  it('reads what a person types, and refuses what is cut', async () => {
    const { ports } = await vaultBench();
    const secret = Uint8Array.from({ length: 20 }, (_, at) => at * 11);
    const code = resetCode(ports.crypto, secret);
    expect(unwrap(readResetCode(ports.crypto, code.replaceAll('0', 'O').replaceAll('1', 'l')))).toEqual(secret);
    for (let length = 0; length < code.length; length += 1) {
      expect(readResetCode(ports.crypto, code.slice(0, length)).ok, code.slice(0, length)).toBe(false);
    }
  });
});

describe('the help desk’s link', () => {
  const linkOf = (bench: { ports: Parameters<typeof makeResetLink>[0] }, secret: ResetSecret) =>
    makeResetLink(bench.ports, secret, ONE_TIME, MINIMUM_PASSWORD_COST).then(unwrap);

  it('opens the vault together with the one-time password, broken over lines as mail programs do', async () => {
    const bench = await benchWithVault();
    const link = await linkOf(bench, secretOf(bench.vault));
    await bench.vault.lock();
    const broken = ` ${link.slice(0, 70)}\r\n${link.slice(70)}\n`;
    expect(codeOf(await bench.withReset(broken))).toBe('vault.wrongOneTimePassword');
    expect(codeOf(await bench.withReset(broken, { oneTimePassword: PASSWORD }))).toBe('vault.wrongOneTimePassword');
    await unwrap(await bench.withReset(broken, { oneTimePassword: ONE_TIME })).lock();
    expect(codeOf(await bench.withReset(broken, { oneTimePassword: ONE_TIME }))).toBe('vault.wrongReset');
  });

  it('does not take the one-time password for the new one, which the helper knows', async () => {
    const bench = await benchWithVault();
    const link = await linkOf(bench, secretOf(bench.vault));
    await bench.vault.lock();
    const same = await bench.withReset(link, { oneTimePassword: ONE_TIME, newPassword: ONE_TIME });
    expect(same).toMatchObject({ error: { code: 'vault.weakPassword', detail: 'known' } });
  });
});
