import { zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { PASSWORD_SALT_BYTES, passwordParameters } from '../crypto/kdf.ts';
import { derivePasswordKey, saveVaultFile, type VaultPlace, type VaultPorts } from './context.ts';
import type { OpenDatabase } from './database/open-database.ts';
import { faultOf, type VaultError } from './error.ts';
import type { VaultRecord } from './file/schema.ts';
import { sealPasswordSlot } from './file/slots.ts';
import { forgetDeviceSecret, newDeviceSecret, readDeviceSecret } from './keychain/device-secret.ts';
import { dropOlderResets, newResetSlot } from './reset/store.ts';

/** What a vault that opened without its password is given. */
export interface Anew extends VaultPlace {
  readonly newPassword: Uint8Array;
  readonly allowPasswordOnly: boolean;
}

/**
 * Writes vault.json for a new password, with a new reset slot and, unless the keychain still holds the secret, a new one
 * of those.
 *
 * INVARIANT: S27. The new secret has an account of its own and is in the keychain before vault.json speaks of it; the
 * old one is removed after. Whatever interrupts this, the file that is there fits the keychain as well as before.
 */
export async function rebind(
  ports: VaultPorts,
  options: Anew,
  record: VaultRecord,
  vaultKey: Uint8Array,
  database: OpenDatabase,
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
      reset: newResetSlot(crypto, database, { id: record.id, vaultKey }, true),
    };
    const saved = await saveVaultFile(crypto, options.directory, vaultKey, next);
    if (!saved.ok) return saved;
    dropOlderResets(database);
    if (binding?.account !== record.keychain?.account) await forgetDeviceSecret(keychain, record.keychain);
    return ok(next);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return err(fault);
  } finally {
    zero(secret ?? undefined, passwordKey);
  }
}
