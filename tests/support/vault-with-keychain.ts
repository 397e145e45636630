/** A vault bound to the system's keychain, in a process whose environment decides which keychain that is. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { MINIMUM_PASSWORD_COST } from '../../src-main/crypto/kdf.ts';
import { createSystemKeychain } from '../../src-main/vault/keychain/system-keychain.ts';
import { createVaultStore } from '../../src-main/vault/vault.ts';
import { capture } from '../../tools/support/run-process.ts';
import { childPassword, childPorts } from './vault-child.ts';

const SELF = fileURLToPath(import.meta.url);

type Job = 'create' | 'create-password-only' | 'unlock';

/** How the vault is protected, or the code and detail of the error. */
export async function runVaultWithKeychain(env: NodeJS.ProcessEnv, job: Job, directory: string): Promise<string> {
  const run = await capture(process.execPath, ['--import', 'tsx', SELF, job, directory], { env });
  if (run.code !== 0) throw new Error(`the child ended with ${run.code}: ${run.stderr}`);
  return run.stdout;
}

async function main([job, directory = '']: readonly string[]): Promise<void> {
  // Longer than any keyring that is there takes, on a busy machine either.
  const keychain = createSystemKeychain({ limit: 60_000, presenceLimit: 60_000 });
  const store = createVaultStore({ ...(await childPorts('')), keychain });
  const options = { directory, migrations: [], password: childPassword(0) };
  const opened = job === 'unlock' ? await store.unlock(options) : await made();
  if (opened.ok) await opened.value.lock();
  process.stdout.write(opened.ok ? opened.value.protection : `${opened.error.code} ${opened.error.detail}`);

  async function made() {
    const allowPasswordOnly = job === 'create-password-only';
    const created = await store.create({ ...options, allowPasswordOnly, passwordCost: MINIMUM_PASSWORD_COST });
    return created.ok ? { ok: true as const, value: created.value.vault } : created;
  }
}

if (process.argv[1] === SELF) await main(process.argv.slice(2));
