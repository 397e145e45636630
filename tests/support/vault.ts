import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { MINIMUM_PASSWORD_COST, passwordKey } from '../../src-main/crypto/kdf.ts';
import { loadSodium } from '../../src-main/crypto/sodium/load.ts';
import type { VaultPorts } from '../../src-main/vault/context.ts';
import { passwordBytes } from '../../src-main/vault/password.ts';
import { createVaultStore, type VaultStore } from '../../src-main/vault/vault.ts';
import { createMemoryKeychain, type MemoryKeychain } from './memory-keychain.ts';

export const PASSWORD = passwordBytes('correct horse battery staple');
export const NEXT_PASSWORD = passwordBytes('another fine password');

export interface VaultBench {
  readonly keychain: MemoryKeychain;
  readonly ports: VaultPorts;
  readonly store: VaultStore;
  /** Of one profile; does not exist yet. */
  readonly directory: string;
}

/** Real crypto and a real folder; Argon2id at its cheapest accepted cost, on this thread; a keychain in memory. */
export async function vaultBench(parent = tmpdir()): Promise<VaultBench> {
  const folder = await mkdtemp(path.join(parent, 'sealpost-vault-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const keychain = createMemoryKeychain();
  const ports = await vaultPorts(keychain);
  return { keychain, ports, store: createVaultStore(ports), directory: path.join(folder, 'profile') };
}

export async function vaultPorts(keychain: VaultPorts['keychain']): Promise<VaultPorts> {
  const [crypto, sodium] = await Promise.all([createCrypto(), loadSodium()]);
  return {
    crypto,
    keychain,
    workers: { passwordKey: async (password, parameters) => passwordKey(sodium, password, parameters) },
  };
}

export function newVault(directory: string) {
  return {
    directory,
    migrations: [],
    password: PASSWORD,
    allowPasswordOnly: false,
    passwordCost: MINIMUM_PASSWORD_COST,
  } as const;
}
