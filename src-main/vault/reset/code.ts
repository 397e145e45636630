import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { CODE_SECRET_BYTES, codeKey, formatCode, readCode } from '../code.ts';
import { type VaultError, vaultError } from '../error.ts';

/** 160 bits: what the help desk's code stands for. */
export const RESET_SECRET_BYTES = CODE_SECRET_BYTES;
/** Shows at first sight that it is not the recovery kit's code, and makes it longer than one. */
const PREFIX = 'rset';

/** Ten groups of four, upper case, the first of them `RSET`; the last group is the checksum. */
export function resetCode(crypto: Crypto, secret: Uint8Array): string {
  return formatCode(crypto, secret, LABEL.vaultResetCode, PREFIX);
}

/** What a person typed, as `readCode` reads it. The caller zeroes the secret. Error: vault.resetTypo. */
export function readResetCode(crypto: Crypto, typed: string): Result<Uint8Array, VaultError> {
  const read = readCode(crypto, typed, LABEL.vaultResetCode, PREFIX);
  return read.ok ? ok(read.value) : err(vaultError('vault.resetTypo', read.error));
}

export function resetKey(crypto: Crypto, secret: Uint8Array, vaultId: string, purpose: 'wrap' | 'check'): Uint8Array {
  return codeKey(crypto, secret, purpose === 'wrap' ? LABEL.vaultReset : LABEL.vaultResetCheck, vaultId);
}
