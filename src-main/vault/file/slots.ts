import { fromHex, hex, utf8, zero } from '../../../src-shared/base/bytes.ts';
import { err, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto, PasswordParameters } from '../../crypto/port.ts';
import { type VaultError, vaultError } from '../error.ts';
import { kitKey } from '../kit/code.ts';
import { resetKey } from '../reset/code.ts';
import type { VaultRecord } from './schema.ts';

export const DEVICE_SECRET_BYTES = 32;

type PasswordSlot = VaultRecord['password'];
type CodeSlot = VaultRecord['kit'];

/** SECURITY: a slot opens only in the vault, and the place, that it was made for. */
function associated(vaultId: string, slot: 'password' | 'kit' | 'reset'): readonly Uint8Array[] {
  return [utf8(LABEL.vaultSlot), utf8(vaultId), utf8(slot)];
}

/**
 * SECURITY: S13. With a device secret both are needed: guessing the password needs the keychain, and the keychain
 * alone is no use. The two ways have different labels, so that a slot made for both never opens with one.
 */
function passwordWrapKey(crypto: Crypto, passwordKey: Uint8Array, deviceSecret: Uint8Array | null): Uint8Array {
  return deviceSecret === null
    ? crypto.derive(passwordKey, LABEL.vaultPassword, [])
    : crypto.derive(passwordKey, LABEL.vaultPasswordAndDevice, [deviceSecret]);
}

/** `passwordKey` is Argon2id of the password under `parameters`. */
export function sealPasswordSlot(
  crypto: Crypto,
  vaultId: string,
  vaultKey: Uint8Array,
  unlocks: { readonly passwordKey: Uint8Array; readonly deviceSecret: Uint8Array | null },
  parameters: PasswordParameters,
): PasswordSlot {
  const wrapKey = passwordWrapKey(crypto, unlocks.passwordKey, unlocks.deviceSecret);
  try {
    return {
      algorithm: parameters.algorithm,
      passes: parameters.passes,
      memoryKiB: parameters.memoryKiB,
      salt: hex(parameters.salt),
      sealed: hex(crypto.encrypt(wrapKey, vaultKey, associated(vaultId, 'password'))),
    };
  } finally {
    zero(wrapKey);
  }
}

/** The vault key, or vault.wrongPassword: file and device secret have been checked before. */
export function openPasswordSlot(
  crypto: Crypto,
  record: VaultRecord,
  passwordKey: Uint8Array,
  deviceSecret: Uint8Array | null,
): Result<Uint8Array, VaultError> {
  const wrapKey = passwordWrapKey(crypto, passwordKey, deviceSecret);
  try {
    const opened = crypto.decrypt(wrapKey, bytes(record.password.sealed), associated(record.id, 'password'));
    return opened.ok ? opened : err(vaultError('vault.wrongPassword'));
  } finally {
    zero(wrapKey);
  }
}

export function parametersOf(slot: PasswordSlot): PasswordParameters {
  return { algorithm: slot.algorithm, passes: slot.passes, memoryKiB: slot.memoryKiB, salt: bytes(slot.salt) };
}

export function sealKitSlot(crypto: Crypto, vaultId: string, vaultKey: Uint8Array, kitSecret: Uint8Array): CodeSlot {
  return sealCodeSlot(crypto, vaultId, vaultKey, kitSecret, 'kit');
}

/** The vault key, or vault.wrongKit. */
export function openKitSlot(
  crypto: Crypto,
  record: VaultRecord,
  kitSecret: Uint8Array,
): Result<Uint8Array, VaultError> {
  return openCodeSlot(crypto, record, kitSecret, 'kit');
}

export function sealResetSlot(crypto: Crypto, vaultId: string, vaultKey: Uint8Array, secret: Uint8Array): CodeSlot {
  return sealCodeSlot(crypto, vaultId, vaultKey, secret, 'reset');
}

/** The vault key, or vault.wrongReset. */
export function openResetSlot(crypto: Crypto, record: VaultRecord, secret: Uint8Array): Result<Uint8Array, VaultError> {
  return openCodeSlot(crypto, record, secret, 'reset');
}

const KEY_OF = { kit: kitKey, reset: resetKey } as const;
const WRONG = { kit: 'vault.wrongKit', reset: 'vault.wrongReset' } as const;

function sealCodeSlot(
  crypto: Crypto,
  vaultId: string,
  vaultKey: Uint8Array,
  secret: Uint8Array,
  slot: 'kit' | 'reset',
): CodeSlot {
  const keyOf = KEY_OF[slot];
  const wrapKey = keyOf(crypto, secret, vaultId, 'wrap');
  try {
    return {
      sealed: hex(crypto.encrypt(wrapKey, vaultKey, associated(vaultId, slot))),
      check: hex(keyOf(crypto, secret, vaultId, 'check')),
    };
  } finally {
    zero(wrapKey);
  }
}

function openCodeSlot(
  crypto: Crypto,
  record: VaultRecord,
  secret: Uint8Array,
  slot: 'kit' | 'reset',
): Result<Uint8Array, VaultError> {
  const stored = record[slot];
  if (stored === null) return err(vaultError(WRONG[slot], 'none'));
  const wrapKey = KEY_OF[slot](crypto, secret, record.id, 'wrap');
  try {
    const opened = crypto.decrypt(wrapKey, bytes(stored.sealed), associated(record.id, slot));
    return opened.ok ? opened : err(vaultError(WRONG[slot]));
  } finally {
    zero(wrapKey);
  }
}

/** What vault.json says of the device secret: equal only for the same secret, and of no help in finding it. */
export function deviceCheck(crypto: Crypto, deviceSecret: Uint8Array, vaultId: string): string {
  return hex(crypto.derive(deviceSecret, LABEL.vaultDeviceCheck, [utf8(vaultId)]));
}

/** The schema has seen to it that this is hexadecimal. */
function bytes(text: string): Uint8Array {
  const value = fromHex(text);
  if (value === null) throw new TypeError('not hexadecimal');
  return value;
}
