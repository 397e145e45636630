import { zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { PASSWORD_SALT_BYTES, passwordParameters } from '../crypto/kdf.ts';
import {
  derivePasswordKey,
  loadVaultFile,
  openVaultDatabase,
  saveVaultFile,
  unwrapWithPassword,
  type VaultPlace,
  type VaultPorts,
} from './context.ts';
import { type VaultError, vaultError } from './error.ts';
import type { DecodedVaultFile } from './file/codec.ts';
import type { VaultRecord } from './file/schema.ts';
import { openKitSlot, sealPasswordSlot } from './file/slots.ts';
import { forgetDeviceSecret, newDeviceSecret, readDeviceSecret } from './keychain/device-secret.ts';
import { readKitCode } from './kit/code.ts';
import { type OpenVault, openedVault } from './open-vault.ts';
import { checkNewPassword } from './password.ts';
import { lockProfile, type ProfileLock } from './profile/lock.ts';

export interface UnlockVault extends VaultPlace {
  /** From `passwordBytes`; the caller zeroes it. */
  readonly password: Uint8Array;
}

export interface UnlockWithKit extends VaultPlace {
  /** As typed. */
  readonly code: string;
  readonly newPassword: Uint8Array;
  readonly allowPasswordOnly: boolean;
}

/**
 * Errors: vault.missing, vault.inUse, vault.damaged, vault.tooNew, vault.wrongPassword, vault.keychainLost,
 * vault.keychainLocked, vault.full, vault.io.
 */
export function unlockVault(ports: VaultPorts, options: UnlockVault): Promise<Result<OpenVault, VaultError>> {
  return withProfile(ports, options, async (file, lock) => {
    const unwrapped = await unwrapWithPassword(ports, file, options.password);
    if (!unwrapped.ok) return unwrapped;
    const { vaultKey, deviceSecret } = unwrapped.value;
    try {
      return open(ports, options, lock, file.record, vaultKey);
    } finally {
      zero(vaultKey, deviceSecret ?? undefined);
    }
  });
}

/**
 * The way in when the password is forgotten or the keychain lost its secret: the kit opens the vault, a new password
 * is set, and the keychain bound anew. The kit stays valid. The vault is opened before anything is changed, so a
 * damaged one is left as it was.
 *
 * Errors: those of `unlockVault`, vault.kitTypo, vault.wrongKit, vault.weakPassword, vault.noKeychain.
 */
export async function unlockVaultWithKit(
  ports: VaultPorts,
  options: UnlockWithKit,
): Promise<Result<OpenVault, VaultError>> {
  const kit = readKitCode(ports.crypto, options.code);
  if (!kit.ok) return kit;
  const accepted = checkNewPassword(options.newPassword);
  if (!accepted.ok) {
    zero(kit.value);
    return accepted;
  }
  return withProfile(ports, options, async (file, lock) => {
    const vaultKey = openKitSlot(ports.crypto, file.record, kit.value);
    if (!vaultKey.ok) return vaultKey;
    try {
      if (!file.sealedBy(vaultKey.value)) return err(vaultError('vault.damaged', 'seal'));
      const database = openVaultDatabase(ports.crypto, options, vaultKey.value, 'open');
      if (!database.ok) return database;
      const record = await rebind(ports, options, file.record, vaultKey.value);
      if (!record.ok) {
        database.value.close();
        return record;
      }
      const binding = record.value.keychain;
      return ok(openedVault({ ports, place: options, lock, database: database.value, binding }));
    } finally {
      zero(vaultKey.value);
    }
  }).finally(() => zero(kit.value));
}

async function withProfile(
  ports: VaultPorts,
  place: VaultPlace,
  work: (file: DecodedVaultFile, lock: ProfileLock) => Promise<Result<OpenVault, VaultError>>,
): Promise<Result<OpenVault, VaultError>> {
  const lock = lockProfile(place.directory);
  if (!lock.ok) return lock;
  let opened: Result<OpenVault, VaultError> | undefined;
  try {
    const file = await loadVaultFile(ports.crypto, place.directory);
    if (!file.ok) opened = file;
    else if (file.value === null) opened = err(vaultError('vault.missing', 'no vault file'));
    else opened = await work(file.value, lock.value);
    return opened;
  } finally {
    if (opened?.ok !== true) lock.value.release();
  }
}

function open(
  ports: VaultPorts,
  place: VaultPlace,
  lock: ProfileLock,
  record: VaultRecord,
  vaultKey: Uint8Array,
): Result<OpenVault, VaultError> {
  const database = openVaultDatabase(ports.crypto, place, vaultKey, 'open');
  if (!database.ok) return database;
  return ok(openedVault({ ports, place, lock, database: database.value, binding: record.keychain }));
}

/**
 * Writes vault.json for a new password and, unless the keychain still holds the secret, a new one of those.
 *
 * INVARIANT: S27. The new secret has an account of its own and is in the keychain before vault.json speaks of it; the
 * old one is removed after. Whatever interrupts this, the file that is there fits the keychain as well as before.
 */
async function rebind(
  ports: VaultPorts,
  options: UnlockWithKit,
  record: VaultRecord,
  vaultKey: Uint8Array,
): Promise<Result<VaultRecord, VaultError>> {
  const { crypto, keychain } = ports;
  const kept = record.keychain === null ? null : await readDeviceSecret(crypto, keychain, record);
  let secret = kept?.ok === true ? kept.value : null;
  let binding = secret === null ? null : record.keychain;
  let passwordKey: Uint8Array | undefined;
  try {
    if (secret === null) {
      const made = await newDeviceSecret(crypto, keychain, record.id, options.allowPasswordOnly);
      if (!made.ok) return made;
      secret = made.value?.secret ?? null;
      binding = made.value?.binding ?? null;
    }
    const cost = { passes: record.password.passes, memoryKiB: record.password.memoryKiB };
    const parameters = passwordParameters(crypto.random(PASSWORD_SALT_BYTES), cost);
    const derived = await derivePasswordKey(ports, options.newPassword, parameters);
    if (!derived.ok) return derived;
    passwordKey = derived.value;
    const unlocks = { passwordKey, deviceSecret: secret };
    const next = {
      ...record,
      password: sealPasswordSlot(crypto, record.id, vaultKey, unlocks, parameters),
      keychain: binding,
    };
    const saved = await saveVaultFile(crypto, options.directory, vaultKey, next);
    if (!saved.ok) return saved;
    if (binding?.account !== record.keychain?.account) await forgetDeviceSecret(keychain, record.keychain);
    return ok(next);
  } finally {
    zero(secret ?? undefined, passwordKey);
  }
}
