import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { zero } from '../../src-shared/base/bytes.ts';
import { toBase32 } from '../../src-shared/base/encoding.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { DEFAULT_PASSWORD_COST, PASSWORD_SALT_BYTES, type PasswordCost, passwordParameters } from '../crypto/kdf.ts';
import { KEY_BYTES } from '../crypto/port.ts';
import { flushFolder } from '../system/flush-folder.ts';
import {
  databaseFile,
  derivePasswordKey,
  loadVaultFile,
  openVaultDatabase,
  saveVaultFile,
  type VaultPlace,
  type VaultPorts,
} from './context.ts';
import type { OpenDatabase } from './database/open-database.ts';
import type { VaultDatabase } from './database.ts';
import { faultOf, type VaultError, vaultError } from './error.ts';
import { diskFault } from './file/atomic.ts';
import { sealKitSlot, sealPasswordSlot } from './file/slots.ts';
import { forgetDeviceSecret, newDeviceSecret } from './keychain/device-secret.ts';
import { KIT_SECRET_BYTES, kitCode } from './kit/code.ts';
import { addKit } from './kit/store.ts';
import { type OpenVault, openedVault } from './open-vault.ts';
import { checkNewPassword } from './password.ts';
import { lockProfile, type ProfileLock } from './profile/lock.ts';
import { newResetSlot } from './reset/store.ts';

export interface CreateVault extends VaultPlace {
  /** From `passwordBytes`; the caller zeroes it. */
  readonly password: Uint8Array;
  /** SECURITY: S13. The person was told that no keychain can be used (none, or locked), and said yes. */
  readonly allowPasswordOnly: boolean;
  /** Default 3 passes, 256 MiB. */
  readonly passwordCost?: PasswordCost;
  /**
   * Stores what the vault is made for. INVARIANT: S27. It is called before there is a vault, so that no crash leaves a
   * vault without it. An error, or a fault of the database, ends the attempt.
   */
  readonly fill?: (database: VaultDatabase) => Promise<Result<void, VaultError>>;
}

export interface CreatedVault {
  readonly vault: OpenVault;
  /** The recovery code, to be printed. */
  readonly kitCode: string;
}

/**
 * Makes a vault in a new or empty folder. vault.json is written last: until then there is no vault, and what an
 * interrupted attempt left is cleared away by the next.
 *
 * Errors: vault.weakPassword, vault.exists, vault.noKeychain, vault.keychainLocked, vault.inUse, vault.full, vault.io.
 */
export async function createVault(ports: VaultPorts, options: CreateVault): Promise<Result<CreatedVault, VaultError>> {
  const accepted = checkNewPassword(options.password);
  if (!accepted.ok) return accepted;
  try {
    await mkdir(options.directory, { recursive: true, mode: 0o700 });
    await flushFolder(path.dirname(options.directory));
  } catch (error) {
    return err(diskFault(error));
  }
  const lock = lockProfile(options.directory);
  if (!lock.ok) return lock;
  let created: Result<CreatedVault, VaultError> | undefined;
  try {
    created = await createLocked(ports, options, lock.value);
    return created;
  } finally {
    if (created?.ok !== true) lock.value.release();
  }
}

async function createLocked(
  ports: VaultPorts,
  options: CreateVault,
  lock: ProfileLock,
): Promise<Result<CreatedVault, VaultError>> {
  const { crypto, keychain } = ports;
  const existing = await loadVaultFile(crypto, options.directory);
  if (!existing.ok || existing.value !== null) return err(vaultError('vault.exists'));
  const id = toBase32(crypto.random(16));
  const device = await newDeviceSecret(crypto, keychain, id, options.allowPasswordOnly);
  if (!device.ok) return device;
  const deviceSecret = device.value?.secret ?? null;
  const binding = device.value?.binding ?? null;

  const vaultKey = crypto.random(KEY_BYTES);
  const kitSecret = crypto.random(KIT_SECRET_BYTES);
  const parameters = passwordParameters(
    crypto.random(PASSWORD_SALT_BYTES),
    options.passwordCost ?? DEFAULT_PASSWORD_COST,
  );
  let opened: OpenDatabase | undefined;
  const abandon = async (error: VaultError) => {
    opened?.close();
    await forgetDeviceSecret(keychain, binding);
    await removeDatabase(options.directory);
    return err(error);
  };
  let passwordKey: Uint8Array | undefined;
  try {
    const derived = await derivePasswordKey(ports, options.password, parameters);
    if (!derived.ok) return await abandon(derived.error);
    passwordKey = derived.value;
    await removeDatabase(options.directory);
    const database = openVaultDatabase(crypto, options, vaultKey, 'create');
    if (!database.ok) return await abandon(database.error);
    opened = database.value;
    addKit(opened, kitSecret);
    const filled = await options.fill?.(opened);
    if (filled?.ok === false) return await abandon(filled.error);
    const record = {
      id,
      password: sealPasswordSlot(crypto, id, vaultKey, { passwordKey, deviceSecret }, parameters),
      keychain: binding,
      kit: sealKitSlot(crypto, id, vaultKey, kitSecret),
      reset: newResetSlot(crypto, opened, { id, vaultKey }, false),
    };
    const saved = await saveVaultFile(crypto, options.directory, vaultKey, record);
    if (!saved.ok) return await abandon(saved.error);
    const vault = openedVault({ ports, place: options, lock, database: opened, record });
    return ok({ vault, kitCode: kitCode(crypto, kitSecret) });
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return await abandon(fault);
  } finally {
    zero(vaultKey, kitSecret, passwordKey, deviceSecret ?? undefined);
  }
}

async function removeDatabase(directory: string): Promise<void> {
  const file = databaseFile(directory);
  await Promise.all([file, `${file}-wal`, `${file}-shm`].map((each) => rm(each, { force: true })));
}
