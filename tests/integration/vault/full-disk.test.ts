import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultOf } from '../../../src-main/vault/error.ts';
import { readMeta, writeMeta } from '../../../src-main/vault/meta.ts';
import type { OpenVault } from '../../../src-main/vault/open-vault.ts';
import { createVaultStore } from '../../../src-main/vault/vault.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { runVaultChild } from '../../support/run-vault-child.ts';
import { canMount, mountSmallDisk } from '../../support/small-disk.ts';
import { NEXT_PASSWORD, newVault, PASSWORD, vaultBench } from '../../support/vault.ts';
import { childMigrations, childPassword, childPorts } from '../../support/vault-child.ts';

const mountable = await canMount();

/** Takes all the space there is, but for what comes in blocks of this many bytes. */
async function fill(folder: string, block = 512): Promise<void> {
  for (let size = 1 << 20; size >= block; size >>= 1) {
    for (let n = 0; ; n += 1) {
      try {
        await writeFile(path.join(folder, `filler-${size}-${n}`), new Uint8Array(size));
      } catch {
        break;
      }
    }
  }
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith('filler-')) await rm(path.join(folder, name));
}

/** Writes until the disk refuses; gives the fault and what the last committed value was. */
function writeUntilRefused({ database }: OpenVault): { readonly code: string | undefined; readonly last: number } {
  for (let n = 1; n < 10_000; n += 1) {
    try {
      writeMeta(database, 'test.last', `${n}`.padEnd(2000));
    } catch (error) {
      return { code: faultOf(error)?.code, last: n - 1 };
    }
  }
  return { code: 'never refused', last: 0 };
}

describe.runIf(mountable)('a full disk', () => {
  it('S27 refuses a row as vault.full, keeps every row before it, and goes on when there is space', async () => {
    const disk = await mountSmallDisk(1024);
    const { store, directory } = await vaultBench(disk);
    const { vault } = unwrap(await store.create(newVault(directory)));
    await writeFile(path.join(disk, 'filler'), new Uint8Array(300 * 1024));
    const { code, last } = writeUntilRefused(vault);
    expect(code).toBe('vault.full');
    expect(Number(readMeta(vault.database, 'test.last'))).toBe(last);
    await vault.lock();
    const again = unwrap(await store.unlock({ directory, migrations: [], password: PASSWORD }));
    expect(Number(readMeta(again.database, 'test.last'))).toBe(last);
    expect(again.verify().ok).toBe(true);
    await rm(path.join(disk, 'filler'));
    writeMeta(again.database, 'test.after', 'yes');
    expect(readMeta(again.database, 'test.after')).toBe('yes');
    await again.lock();
  });

  it('S27 refuses to change the password as vault.full, and the old one goes on working', async () => {
    const disk = await mountSmallDisk(1024);
    const { store, directory } = await vaultBench(disk);
    const { vault } = unwrap(await store.create(newVault(directory)));
    await fill(disk);
    const before = await readFile(path.join(directory, 'vault.json'));
    expect(await vault.changePassword(PASSWORD, NEXT_PASSWORD)).toMatchObject({
      ok: false,
      error: { code: 'vault.full' },
    });
    expect(await vault.renewKit(PASSWORD)).toMatchObject({ ok: false, error: { code: 'vault.full' } });
    expect((await readFile(path.join(directory, 'vault.json'))).equals(before)).toBe(true);
    await empty(disk);
    unwrap(await vault.changePassword(PASSWORD, NEXT_PASSWORD));
    await vault.lock();
    await unwrap(await store.unlock({ directory, migrations: [], password: NEXT_PASSWORD })).lock();
  });

  it('refuses to make a vault as vault.full, leaves no secret behind, and makes it when there is space', async () => {
    const disk = await mountSmallDisk(256);
    const { store, directory, keychain } = await vaultBench(disk);
    await fill(disk, 16 * 1024);
    expect(await store.create(newVault(directory))).toMatchObject({ ok: false, error: { code: 'vault.full' } });
    expect(keychain.entries.size).toBe(0);
    await empty(disk);
    await unwrap(await store.create(newVault(directory))).vault.lock();
  });
});

describe.runIf(process.platform === 'linux')('a limit on the size of files', () => {
  it('S27 stops writing with a fault of the machine, and what was committed stays', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-limit-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const keychainFile = path.join(folder, 'keychain');
    const store = createVaultStore(await childPorts(keychainFile));
    const place = { directory: path.join(folder, 'profile'), migrations: childMigrations };
    const password = childPassword(0);
    await unwrap(await store.create({ ...place, password, allowPasswordOnly: false })).vault.lock();
    // 400 KiB; the signal is ignored, so that the write fails instead of ending the process.
    const limited = ['bash', '-c', 'trap "" XFSZ; ulimit -f 400; exec "$@"', 'limited'];
    const child = runVaultChild('write', place.directory, keychainFile, limited);
    expect(await child.ended).not.toBe(0);
    expect(child.stderr()).toMatch(/VaultFault: vault\.(full|io)/);
    const vault = unwrap(await store.unlock({ ...place, password }));
    expect(Number(readMeta(vault.database, 'child.count'))).toBe(Number(child.lines.at(-1)));
    expect(vault.verify().ok).toBe(true);
    await vault.lock();
  });
});
