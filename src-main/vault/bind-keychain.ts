import { zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { PASSWORD_SALT_BYTES, passwordParameters } from '../crypto/kdf.ts';
import { derivePasswordKey, saveVaultFile, type VaultPlace, type VaultPorts } from './context.ts';
import type { VaultError } from './error.ts';
import type { VaultRecord } from './file/schema.ts';
import { sealPasswordSlot } from './file/slots.ts';
import { forgetDeviceSecret, newDeviceSecret } from './keychain/device-secret.ts';

/**
 * Puts a vault that only the password protects under a keychain secret as well; one that has such a secret stays as it is.
 *
 * INVARIANT: S27. The secret is in the keychain before vault.json speaks of it: until then the password alone opens the
 * vault, and nobody is locked out.
 *
 * Errors: vault.noKeychain, vault.keychainLocked, and those of writing vault.json.
 */
export async function bindKeychain(
  ports: VaultPorts,
  place: VaultPlace,
  { record, vaultKey }: { readonly record: VaultRecord; readonly vaultKey: Uint8Array },
  password: Uint8Array,
): Promise<Result<VaultRecord, VaultError>> {
  if (record.keychain !== null) return ok(record);
  const { crypto, keychain } = ports;
  const made = await newDeviceSecret(crypto, keychain, record.id, false);
  if (!made.ok || made.value === null) return made.ok ? err({ code: 'vault.noKeychain', detail: '' }) : made;
  const { secret: deviceSecret, binding } = made.value;
  const cost = { passes: record.password.passes, memoryKiB: record.password.memoryKiB };
  const parameters = passwordParameters(crypto.random(PASSWORD_SALT_BYTES), cost);
  const derived = await derivePasswordKey(ports, password, parameters);
  try {
    if (!derived.ok) return await abandon(derived.error);
    const unlocks = { passwordKey: derived.value, deviceSecret };
    const slot = sealPasswordSlot(crypto, record.id, vaultKey, unlocks, parameters);
    const next = { ...record, password: slot, keychain: binding };
    const saved = await saveVaultFile(crypto, place.directory, vaultKey, next);
    return saved.ok ? ok(next) : await abandon(saved.error);
  } finally {
    zero(deviceSecret, derived.ok ? derived.value : undefined);
  }

  async function abandon(error: VaultError): Promise<Result<VaultRecord, VaultError>> {
    await forgetDeviceSecret(keychain, binding);
    return err(error);
  }
}
