import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMeta } from '../../../src-main/vault/meta.ts';
import { createVaultStore, type VaultStore } from '../../../src-main/vault/vault.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { runVaultChild } from '../../support/run-vault-child.ts';
import { type ChildJob, childMigrations, childPassword, childPorts } from '../../support/vault-child.ts';

/** How often each is killed; SEALPOST_KILLS asks for more. */
const KILLS = Number(process.env.SEALPOST_KILLS ?? 0) || 6;

interface Bench {
  readonly store: VaultStore;
  readonly place: { readonly directory: string; readonly migrations: typeof childMigrations };
  readonly keychainFile: string;
}

async function bench(): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-kill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const keychainFile = path.join(folder, 'keychain');
  const store = createVaultStore(await childPorts(keychainFile));
  return { store, place: { directory: path.join(folder, 'profile'), migrations: childMigrations }, keychainFile };
}

async function made(): Promise<Bench> {
  const made = await bench();
  const { vault } = unwrap(
    await made.store.create({ ...made.place, password: childPassword(0), allowPasswordOnly: false }),
  );
  await vault.lock();
  return made;
}

/** Lets the child do some of its work, then kills it at no particular point. Gives the lines it told. */
async function killAtRandom(job: ChildJob, { place, keychainFile }: Bench, after: number): Promise<readonly string[]> {
  const child = runVaultChild(job, place.directory, keychainFile);
  await child.told(after);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
  await child.kill();
  return child.lines;
}

const rounds = Array.from({ length: KILLS }, (_, round) => round + 1);

describe('S27 kill -9', () => {
  it.each(rounds)('while the password changes leaves the old or the new password (%i)', async (round) => {
    const bench = await made();
    const lines = await killAtRandom('changePassword', bench, 1 + round);
    const told = Number(lines.at(-1));
    const attempts = [told, told + 1].map(
      (n) => () => bench.store.unlock({ ...bench.place, password: childPassword(n) }),
    );
    let opened = 0;
    for (const attempt of attempts) {
      const vault = await attempt();
      if (vault.ok) {
        opened += 1;
        expect(vault.value.verify().ok).toBe(true);
        await vault.value.lock();
      } else expect(vault.error.code).toBe('vault.wrongPassword');
    }
    expect(opened).toBe(1);
  });

  it.each(rounds)(
    'while rows are written loses nothing that was committed and shows nothing by half (%i)',
    async (round) => {
      const bench = await made();
      const lines = await killAtRandom('write', bench, 1 + 40 * round);
      const told = Number(lines.at(-1));
      const vault = unwrap(await bench.store.unlock({ ...bench.place, password: childPassword(0) }));
      const count = Number(readMeta(vault.database, 'child.count'));
      expect(count).toBeGreaterThanOrEqual(told);
      const row = vault.database.get('SELECT count(*) AS rows, max(number) AS last FROM entry');
      expect(row).toEqual({ rows: count, last: count });
      for (const { number, body } of vault.database.all('SELECT number, body FROM entry')) {
        expect(body).toEqual(new Uint8Array(Number(number) % 5000).fill(Number(number)));
      }
      expect(vault.verify().ok).toBe(true);
      await vault.lock();
    },
  );

  it.each(rounds)('while the kit is renewed leaves one kit, and the vault knows which (%i)', async (round) => {
    const bench = await made();
    const lines = await killAtRandom('renewKit', bench, 1 + round);
    const vault = unwrap(await bench.store.unlock({ ...bench.place, password: childPassword(0) }));
    const code = unwrap(await vault.recoveryCode(childPassword(0)));
    await vault.lock();
    const kit = { ...bench.place, newPassword: childPassword(0), allowPasswordOnly: false };
    if (lines.at(-1) !== code) {
      const stale = await bench.store.unlockWithKit({ ...kit, code: lines.at(-1) ?? '' });
      expect(stale).toMatchObject({ error: { code: 'vault.wrongKit' } });
    }
    await unwrap(await bench.store.unlockWithKit({ ...kit, code })).lock();
  });

  it.each(rounds)('while the kit sets a password and binds the keychain anew leaves a way in (%i)', async (round) => {
    const bench = await made();
    const lines = await killAtRandom('kit', bench, 1 + round);
    const told = Number(lines.at(-1)) || 0;
    let opened = 0;
    for (const number of [told, told + 1]) {
      const vault = await bench.store.unlock({ ...bench.place, password: childPassword(number) });
      if (vault.ok) {
        opened += 1;
        await vault.value.lock();
      } else expect(vault.error.code).toBe('vault.wrongPassword');
    }
    expect(opened).toBe(1);
  });

  it.each(rounds)('while a vault is made leaves a whole one, or none and room for another (%i)', async () => {
    const empty = await bench();
    const child = runVaultChild('create', empty.place.directory, empty.keychainFile);
    await child.told(1);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    await child.kill();
    const there = (await readdir(empty.place.directory).catch((): string[] => [])).includes('vault.json');
    if (child.lines.includes('created')) expect(there).toBe(true);
    const options = { ...empty.place, password: childPassword(0) };
    if (!there) await unwrap(await empty.store.create({ ...options, allowPasswordOnly: false })).vault.lock();
    const vault = unwrap(await empty.store.unlock(options));
    expect(vault.verify().ok).toBe(true);
    await vault.lock();
  });
});

describe('a profile', () => {
  it('is in use while another process has it, and free as soon as that was killed', async () => {
    const bench = await made();
    const child = runVaultChild('hold', bench.place.directory, bench.keychainFile);
    await child.told(1);
    const options = { ...bench.place, password: childPassword(0) };
    expect(await bench.store.unlock(options)).toMatchObject({ ok: false, error: { code: 'vault.inUse' } });
    await child.kill();
    const vault = unwrap(await bench.store.unlock(options));
    const second = runVaultChild('hold', bench.place.directory, bench.keychainFile);
    expect(await second.ended).not.toBe(0);
    expect(second.stderr()).toContain('vault.inUse');
    await vault.lock();
  });
});
