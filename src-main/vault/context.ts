import path from 'node:path';
import { zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto, PasswordParameters, Workers } from '../crypto/port.ts';
import { type OpenDatabase, openDatabase } from './database/open-database.ts';
import type { Migration } from './database.ts';
import { type VaultError, vaultError } from './error.ts';
import { readSmallFile, replaceFile } from './file/atomic.ts';
import { type DecodedVaultFile, decodeVaultFile, encodeVaultFile, MAX_VAULT_FILE_BYTES } from './file/codec.ts';
import type { VaultRecord } from './file/schema.ts';
import { openPasswordSlot, parametersOf } from './file/slots.ts';
import { readDeviceSecret } from './keychain/device-secret.ts';
import type { Keychain } from './keychain/port.ts';
import { keysetMigrations } from './keyset-store.ts';
import { metaMigrations } from './meta.ts';

/** What the vault is made of. */
export interface VaultPorts {
  readonly crypto: Crypto;
  /** Argon2id takes a second and hundreds of MiB: in a worker. */
  readonly workers: Pick<Workers, 'passwordKey'>;
  readonly keychain: Keychain;
}

/** A profile's folder and the schema steps of every feature; the vault's own come first by themselves. */
export interface VaultPlace {
  readonly directory: string;
  readonly migrations: readonly Migration[];
}

export const databaseFile = (directory: string): string => path.join(directory, 'vault.db');
const vaultFile = (directory: string): string => path.join(directory, 'vault.json');

/** null when there is none. */
export async function loadVaultFile(
  crypto: Crypto,
  directory: string,
): Promise<Result<DecodedVaultFile | null, VaultError>> {
  const bytes = await readSmallFile(vaultFile(directory), MAX_VAULT_FILE_BYTES);
  if (!bytes.ok) return bytes;
  return bytes.value === null ? ok(null) : decodeVaultFile(crypto, bytes.value);
}

export function saveVaultFile(
  crypto: Crypto,
  directory: string,
  vaultKey: Uint8Array,
  record: VaultRecord,
): Promise<Result<void, VaultError>> {
  return replaceFile(vaultFile(directory), encodeVaultFile(crypto, vaultKey, record));
}

/** Argon2id; the password stays the caller's. */
export async function derivePasswordKey(
  ports: Pick<VaultPorts, 'workers'>,
  password: Uint8Array,
  parameters: PasswordParameters,
): Promise<Result<Uint8Array, VaultError>> {
  // The worker may take the buffer over.
  const copy = Uint8Array.from(password);
  try {
    const derived = await ports.workers.passwordKey(copy, parameters);
    return derived.ok ? derived : err(vaultError('vault.io', derived.error.code));
  } finally {
    zero(copy);
  }
}

/**
 * The vault key, by password and keychain; the caller zeroes it, and the device secret beside it.
 *
 * Errors: vault.wrongPassword, vault.damaged, vault.keychainLost, vault.keychainLocked.
 */
export async function unwrapWithPassword(
  ports: VaultPorts,
  file: DecodedVaultFile,
  password: Uint8Array,
): Promise<Result<{ readonly vaultKey: Uint8Array; readonly deviceSecret: Uint8Array | null }, VaultError>> {
  if (password.length === 0) return err(vaultError('vault.wrongPassword', 'empty'));
  const { record } = file;
  const deviceSecret = await readDeviceSecret(ports.crypto, ports.keychain, record);
  if (!deviceSecret.ok) return deviceSecret;
  const secret = deviceSecret.value ?? undefined;
  const passwordKey = await derivePasswordKey(ports, password, parametersOf(record.password));
  if (!passwordKey.ok) {
    zero(secret);
    return passwordKey;
  }
  const opened = openPasswordSlot(ports.crypto, record, passwordKey.value, deviceSecret.value);
  zero(passwordKey.value);
  if (opened.ok && file.sealedBy(opened.value)) return ok({ vaultKey: opened.value, deviceSecret: deviceSecret.value });
  zero(secret);
  if (!opened.ok) return opened;
  zero(opened.value);
  return err(vaultError('vault.damaged', 'seal'));
}

export function openVaultDatabase(
  crypto: Crypto,
  place: VaultPlace,
  vaultKey: Uint8Array,
  mode: 'create' | 'open',
): Result<OpenDatabase, VaultError> {
  const key = crypto.derive(vaultKey, LABEL.vaultDatabase, []);
  try {
    const migrations = [...metaMigrations, ...keysetMigrations, ...place.migrations];
    const opened = openDatabase({ path: databaseFile(place.directory), key, mode, migrations });
    // Where vault.json is, the database must be.
    if (opened.ok || opened.error.code !== 'vault.missing') return opened;
    return err(vaultError('vault.damaged', 'no database'));
  } finally {
    zero(key);
  }
}
