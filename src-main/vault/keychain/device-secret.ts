import { equalBytes, zero } from '../../../src-shared/base/bytes.ts';
import { fromBase64Url, toBase32, toBase64Url } from '../../../src-shared/base/encoding.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Crypto } from '../../crypto/port.ts';
import { type VaultError, vaultError } from '../error.ts';
import type { VaultRecord } from '../file/schema.ts';
import { DEVICE_SECRET_BYTES, deviceCheck } from '../file/slots.ts';
import type { Keychain } from './port.ts';

/** What a person sees in the system's keychain manager. */
export const KEYCHAIN_SERVICE = 'Sealpost';

type Binding = NonNullable<VaultRecord['keychain']>;

export interface NewDeviceSecret {
  readonly secret: Uint8Array;
  readonly binding: Binding;
}

/**
 * Makes a device secret and keeps it in the keychain under an account of its own, so that nothing an older vault.json
 * needs is overwritten; reads it back, since some keychains accept what they then do not keep.
 *
 * @returns null when no keychain keeps it, and `allowNone` says that the person accepts that.
 * Errors: vault.noKeychain, vault.keychainLocked.
 */
export async function newDeviceSecret(
  crypto: Crypto,
  keychain: Keychain,
  vaultId: string,
  allowNone: boolean,
): Promise<Result<NewDeviceSecret | null, VaultError>> {
  const secret = crypto.random(DEVICE_SECRET_BYTES);
  const account = `${vaultId}.${toBase32(crypto.random(5))}`;
  const stored = await keychain.setPassword(KEYCHAIN_SERVICE, account, toBase64Url(secret));
  const kept = stored.ok ? await read(keychain, account) : stored;
  const same = kept.ok && kept.value !== null && equalBytes(kept.value, secret);
  if (kept.ok && kept.value !== null) zero(kept.value);
  if (same) {
    const binding = { backend: keychain.backend, account, check: deviceCheck(crypto, secret, vaultId) };
    return ok({ secret, binding });
  }
  zero(secret);
  if (stored.ok) await keychain.deletePassword(KEYCHAIN_SERVICE, account);
  if (allowNone) return ok(null);
  const locked = !kept.ok && kept.error.code === 'keychain.locked';
  return err(vaultError(locked ? 'vault.keychainLocked' : 'vault.noKeychain'));
}

/**
 * The device secret of a vault; null for a vault without one (password only). The caller zeroes it.
 *
 * SECURITY: S13. Another keychain, none, no entry, or another secret in it: stop (`vault.keychainLost`, `detail` says
 * which), never make a new one. Error also: vault.keychainLocked.
 */
export async function readDeviceSecret(
  crypto: Crypto,
  keychain: Keychain,
  record: VaultRecord,
): Promise<Result<Uint8Array | null, VaultError>> {
  const { keychain: binding } = record;
  if (binding === null) return ok(null);
  const lost = (detail: string) => err(vaultError('vault.keychainLost', detail));
  if (binding.backend !== keychain.backend) return lost('backend');
  const found = await read(keychain, binding.account);
  if (!found.ok) {
    if (found.error.code === 'keychain.locked') return err(vaultError('vault.keychainLocked'));
    return lost(found.error.code === 'keychain.timeout' ? 'timeout' : 'unavailable');
  }
  if (found.value === null) return lost('absent');
  if (found.value.length === DEVICE_SECRET_BYTES && deviceCheck(crypto, found.value, record.id) === binding.check) {
    return ok(found.value);
  }
  zero(found.value);
  return lost('other');
}

/** Best effort: an entry that stays behind opens nothing by itself. */
export async function forgetDeviceSecret(keychain: Keychain, binding: Binding | null): Promise<void> {
  if (binding !== null) await keychain.deletePassword(KEYCHAIN_SERVICE, binding.account);
}

async function read(keychain: Keychain, account: string) {
  const found = await keychain.getPassword(KEYCHAIN_SERVICE, account);
  if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
  // Text that is not ours reads as an empty secret: "other", not "absent".
  return ok(fromBase64Url(found.value) ?? new Uint8Array());
}
