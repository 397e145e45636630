import { utf8, zero } from '../../../src-shared/base/bytes.ts';
import { fromBase32, toBase32 } from '../../../src-shared/base/encoding.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { type VaultError, vaultError } from '../error.ts';

/** 160 bits: what the recovery code stands for. */
export const KIT_SECRET_BYTES = 20;
const SECRET_CHARACTERS = 32;
/** 20 bits: one mistyped code in a million passes for a code. */
const CHECK_CHARACTERS = 4;
const GROUP = 4;

/** Nine groups of four, upper case, such as `9QJD-0XKM-...`; the last group is the checksum. */
export function kitCode(crypto: Crypto, secret: Uint8Array): string {
  if (secret.length !== KIT_SECRET_BYTES) throw new RangeError('kit secret must be 20 bytes');
  const characters = (toBase32(secret) + checkOf(crypto, secret)).toUpperCase();
  return (characters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/**
 * Reads what a person typed: case, spaces and dashes do not matter, O is 0, I and L are 1 (the code never holds them).
 * The caller zeroes the secret. Error: vault.kitTypo.
 */
export function readKitCode(crypto: Crypto, typed: string): Result<Uint8Array, VaultError> {
  const characters = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}_.·]/gu, '')
    .toLowerCase()
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  if (characters.length !== SECRET_CHARACTERS + CHECK_CHARACTERS) return err(vaultError('vault.kitTypo', 'length'));
  const secret = fromBase32(characters.slice(0, SECRET_CHARACTERS));
  if (secret === null) return err(vaultError('vault.kitTypo', 'character'));
  if (characters.slice(SECRET_CHARACTERS) === checkOf(crypto, secret)) return ok(secret);
  zero(secret);
  return err(vaultError('vault.kitTypo', 'checksum'));
}

function checkOf(crypto: Crypto, secret: Uint8Array): string {
  const key = padded(secret);
  try {
    return toBase32(crypto.derive(key, LABEL.vaultKitCode, [])).slice(0, CHECK_CHARACTERS);
  } finally {
    zero(key);
  }
}

/** The key that a kit's wrap of the vault key, and its check value, are derived from: the secret and 12 zero bytes. */
export function kitKey(crypto: Crypto, secret: Uint8Array, vaultId: string, purpose: 'wrap' | 'check'): Uint8Array {
  const key = padded(secret);
  try {
    return crypto.derive(key, purpose === 'wrap' ? LABEL.vaultKit : LABEL.vaultKitCheck, [utf8(vaultId)]);
  } finally {
    zero(key);
  }
}

function padded(secret: Uint8Array): Uint8Array {
  const key = new Uint8Array(32);
  key.set(secret);
  return key;
}
