import { utf8, zero } from '../../src-shared/base/bytes.ts';
import { fromBase32, toBase32 } from '../../src-shared/base/encoding.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Crypto } from '../crypto/port.ts';

/*
 * Codes that people type: a secret of 160 bits in Crockford's alphabet, then four characters by which a mistyped one is
 * told from a wrong one. Each kind has labels of its own, so that nothing derived for one serves the other.
 */

/** 160 bits: what a code stands for. */
export const CODE_SECRET_BYTES = 20;
const SECRET_CHARACTERS = 32;
/** 20 bits: one mistyped code in a million passes for a code. */
const CHECK_CHARACTERS = 4;
const GROUP = 4;

/** Groups of four, upper case, such as `9QJD-0XKM-...`: the prefix, eight of the secret, and the checksum. */
export function formatCode(crypto: Crypto, secret: Uint8Array, label: string, prefix = ''): string {
  if (secret.length !== CODE_SECRET_BYTES) throw new RangeError('the secret of a code must be 20 bytes');
  const characters = (prefix + toBase32(secret) + checkOf(crypto, secret, label)).toUpperCase();
  return (characters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/**
 * Reads what a person typed: case, spaces and dashes do not matter, O is 0, I and L are 1 (the code never holds them).
 * The caller zeroes the secret. The error says what is wrong with it.
 */
export function readCode(
  crypto: Crypto,
  typed: string,
  label: string,
  prefix = '',
): Result<Uint8Array, 'length' | 'character' | 'checksum'> {
  const characters = plain(typed);
  if (!characters.startsWith(prefix)) return err('length');
  const rest = characters.slice(prefix.length);
  if (rest.length !== SECRET_CHARACTERS + CHECK_CHARACTERS) return err('length');
  const secret = fromBase32(rest.slice(0, SECRET_CHARACTERS));
  if (secret === null) return err('character');
  if (rest.slice(SECRET_CHARACTERS) === checkOf(crypto, secret, label)) return ok(secret);
  zero(secret);
  return err('checksum');
}

function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}_.·]/gu, '')
    .toLowerCase()
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
}

function checkOf(crypto: Crypto, secret: Uint8Array, label: string): string {
  const key = padded(secret);
  try {
    return toBase32(crypto.derive(key, label, [])).slice(0, CHECK_CHARACTERS);
  } finally {
    zero(key);
  }
}

/** What is derived from a code's secret for one vault: from the secret and 12 zero bytes. */
export function codeKey(crypto: Crypto, secret: Uint8Array, label: string, vaultId: string): Uint8Array {
  const key = padded(secret);
  try {
    return crypto.derive(key, label, [utf8(vaultId)]);
  } finally {
    zero(key);
  }
}

function padded(secret: Uint8Array): Uint8Array {
  const key = new Uint8Array(32);
  key.set(secret);
  return key;
}
