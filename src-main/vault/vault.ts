import type { Result } from '../../src-shared/base/result.ts';
import type { VaultPorts } from './context.ts';
import { type CreatedVault, type CreateVault, createVault } from './create.ts';
import type { VaultError } from './error.ts';
import type { OpenVault } from './open-vault.ts';
import {
  type UnlockVault,
  type UnlockWithKit,
  type UnlockWithReset,
  unlockVault,
  unlockVaultWithKit,
  unlockVaultWithReset,
} from './unlock.ts';

/** Makes and opens the vaults of profiles. Whoever has one open is the only process that has. */
export interface VaultStore {
  create(options: CreateVault): Promise<Result<CreatedVault, VaultError>>;
  unlock(options: UnlockVault): Promise<Result<OpenVault, VaultError>>;
  unlockWithKit(options: UnlockWithKit): Promise<Result<OpenVault, VaultError>>;
  unlockWithReset(options: UnlockWithReset): Promise<Result<OpenVault, VaultError>>;
}

export function createVaultStore(ports: VaultPorts): VaultStore {
  return {
    create: (options) => createVault(ports, options),
    unlock: (options) => unlockVault(ports, options),
    unlockWithKit: (options) => unlockVaultWithKit(ports, options),
    unlockWithReset: (options) => unlockVaultWithReset(ports, options),
  };
}
