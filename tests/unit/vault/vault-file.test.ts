import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { decodeVaultFile, MAX_VAULT_FILE_BYTES } from '../../../src-main/vault/file/codec.ts';
import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { newVault, PASSWORD, vaultBench } from '../../support/vault.ts';

async function lockedVault() {
  const bench = await vaultBench();
  const { vault, kitCode } = unwrap(await bench.store.create(newVault(bench.directory)));
  await vault.lock();
  const file = path.join(bench.directory, 'vault.json');
  const unlock = () => bench.store.unlock({ directory: bench.directory, migrations: [], password: PASSWORD });
  return { ...bench, file, kitCode, unlock, text: await readFile(file, 'utf8') };
}

/** Writes `vault` as somebody would who knows the format, but not the vault key. */
async function forged(text: string, change: (vault: Record<string, unknown>) => unknown): Promise<string> {
  const crypto = await createCrypto();
  const { seal, vault } = JSON.parse(text);
  const inner = JSON.stringify(change(vault));
  const check = hex(crypto.hash(utf8(inner)));
  return `{"format":"sealpost-vault","check":"${check}","seal":"${seal}","vault":${inner}}\n`;
}

const damaged = { ok: false, error: { code: 'vault.damaged' } };

describe('vault.json', () => {
  it('is refused as damaged when any byte of it changed', async () => {
    const { text } = await lockedVault();
    const crypto = await createCrypto();
    const bytes = utf8(text);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [1, 0x20, 0x80]) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ bit;
        const decoded = decodeVaultFile(crypto, changed);
        // The seal is not covered by the checksum: without the vault key nobody can tell, with it everybody can.
        const inSeal = at >= text.indexOf('"seal":"') + 8 && at < text.indexOf('","vault"');
        if (inSeal && decoded.ok) continue;
        expect(decoded, `byte ${at}`).toMatchObject(damaged);
      }
    }
  });

  it('is refused as damaged, not as a wrong password, when its seal changed', async () => {
    const { file, text, unlock } = await lockedVault();
    const at = text.indexOf('"seal":"') + 8;
    await writeFile(file, `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`);
    expect(await unlock()).toMatchObject(damaged);
  });

  it('is refused as damaged when it was cut off anywhere', async () => {
    const { text } = await lockedVault();
    const crypto = await createCrypto();
    for (let length = 0; length < text.length; length += 1) {
      expect(decodeVaultFile(crypto, utf8(text.slice(0, length))), `${length} bytes`).toMatchObject(damaged);
    }
  });

  it.each([
    ['empty', ''],
    ['other JSON', '{"hello":"world"}'],
    ['null', 'null'],
    ['deeply nested', '['.repeat(60_000)],
    ['endless', 'x'.repeat(MAX_VAULT_FILE_BYTES + 1)],
    ['not UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe)],
  ])('is refused as damaged when it is %s', async (_, content) => {
    const { file, unlock } = await lockedVault();
    await writeFile(file, content);
    expect(await unlock()).toMatchObject(damaged);
  });

  it('is missing when it is not there, and damaged when the database is not there', async () => {
    const { directory, file, text, unlock } = await lockedVault();
    await rm(file);
    expect(await unlock()).toMatchObject({ error: { code: 'vault.missing' } });
    await writeFile(file, text);
    await rm(path.join(directory, 'vault.db'));
    expect(await unlock()).toMatchObject({ error: { code: 'vault.damaged', detail: 'no database' } });
    await rm(directory, { recursive: true });
    expect(await unlock()).toMatchObject({ error: { code: 'vault.missing' } });
  });

  it('is of a later version when it says so and is otherwise sound', async () => {
    const { file, text, unlock } = await lockedVault();
    await writeFile(file, await forged(text, (vault) => ({ ...vault, version: 3, more: true })));
    expect(await unlock()).toMatchObject({ error: { code: 'vault.tooNew' } });
  });

  it('does not open the database of another vault', async () => {
    const mine = await lockedVault();
    const other = await lockedVault();
    await writeFile(path.join(mine.directory, 'vault.db'), await readFile(path.join(other.directory, 'vault.db')));
    expect(await mine.unlock()).toMatchObject(damaged);
  });
});

describe('a forged vault.json', () => {
  const slots = { passes: 3, memoryKiB: 65536 };
  it.each([
    ['a terabyte of memory', { memoryKiB: 2 ** 30 }],
    ['more memory than we allow', { memoryKiB: 1024 * 1024 + 1 }],
    ['hardly any memory', { memoryKiB: 8 }],
    ['a million passes', { passes: 1_000_000 }],
    ['one pass', { passes: 1 }],
    ['passes as text', { passes: '3' }],
    ['another algorithm', { algorithm: 'argon2i' }],
    ['no salt', { salt: '' }],
  ])('S22 is refused before anything runs when it asks for %s', async (_, change) => {
    const bench = await vaultBench();
    unwrap(await bench.store.create(newVault(bench.directory)));
    const file = path.join(bench.directory, 'vault.json');
    const forgery = await forged(await readFile(file, 'utf8'), (vault) => ({
      ...vault,
      password: { ...(vault.password as object), ...slots, ...change },
    }));
    const detail = expect.stringMatching(/^field password\./);
    const refused = { ok: false, error: { code: 'vault.damaged', detail } };
    expect(decodeVaultFile(await createCrypto(), utf8(forgery))).toMatchObject(refused);
  });

  it('S13 is refused when it claims that no keychain is needed', async () => {
    const { file, text, unlock } = await lockedVault();
    await writeFile(file, await forged(text, (vault) => ({ ...vault, keychain: null })));
    expect(await unlock()).toMatchObject({ ok: false, error: { code: 'vault.wrongPassword' } });
  });

  it('S13 is refused once unlocked when a slot was taken from an older copy', async () => {
    const { file, text, store, directory, unlock } = await lockedVault();
    const vault = unwrap(await unlock());
    unwrap(await vault.renewKit(PASSWORD));
    await vault.lock();
    const old = JSON.parse(text).vault;
    await writeFile(file, await forged(await readFile(file, 'utf8'), (now) => ({ ...now, kit: old.kit })));
    expect(await store.unlock({ directory, migrations: [], password: PASSWORD })).toMatchObject(damaged);
  });
});
