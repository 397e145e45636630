import { utf8 } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { type VaultError, vaultError } from './error.ts';

/** NIST SP 800-63B-4 asks for 8 where the password is one of two factors, and against composition rules. */
export const MIN_PASSWORD_CHARACTERS = 8;

/**
 * What a person typed, as it enters Argon2id: NFKC, so that the same password from another keyboard or system is the
 * same bytes, in UTF-8. The caller zeroes it.
 */
export function passwordBytes(typed: string): Uint8Array {
  return utf8(typed.normalize('NFKC'));
}

/**
 * The rule for new passwords: at least 8 characters (Unicode code points after NFKC), not one character repeated.
 * `detail` is `short` or `repeated`.
 */
export function checkNewPassword(password: Uint8Array): Result<void, VaultError> {
  // SECURITY: S14. Counted on the bytes, so that no string copy of the password is made here.
  const starts = password.filter((byte) => (byte & 0xc0) !== 0x80);
  if (starts.length < MIN_PASSWORD_CHARACTERS) return err(vaultError('vault.weakPassword', 'short'));
  const width = password.length / starts.length;
  const repeated = Number.isInteger(width) && password.every((byte, index) => byte === password[index % width]);
  starts.fill(0);
  return repeated ? err(vaultError('vault.weakPassword', 'repeated')) : ok();
}
