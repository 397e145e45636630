import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { CODE_SECRET_BYTES, codeKey, formatCode, readCode } from '../code.ts';
import { type VaultError, vaultError } from '../error.ts';

/** 160 bits: what the recovery code stands for. */
export const KIT_SECRET_BYTES = CODE_SECRET_BYTES;

/** Nine groups of four, upper case, such as `9QJD-0XKM-...`; the last group is the checksum. */
export function kitCode(crypto: Crypto, secret: Uint8Array): string {
  return formatCode(crypto, secret, LABEL.vaultKitCode);
}

/** What a person typed, as `readCode` reads it. The caller zeroes the secret. Error: vault.kitTypo. */
export function readKitCode(crypto: Crypto, typed: string): Result<Uint8Array, VaultError> {
  const read = readCode(crypto, typed, LABEL.vaultKitCode);
  return read.ok ? ok(read.value) : err(vaultError('vault.kitTypo', read.error));
}

/** The key that a kit's wrap of the vault key, and its check value, are derived from. */
export function kitKey(crypto: Crypto, secret: Uint8Array, vaultId: string, purpose: 'wrap' | 'check'): Uint8Array {
  return codeKey(crypto, secret, purpose === 'wrap' ? LABEL.vaultKit : LABEL.vaultKitCheck, vaultId);
}
