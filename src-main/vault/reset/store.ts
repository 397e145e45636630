import { hex, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { VaultDatabase } from '../database.ts';
import { type VaultError, vaultError } from '../error.ts';
import type { VaultRecord } from '../file/schema.ts';
import { sealResetSlot } from '../file/slots.ts';
import { RESET_SECRET_BYTES, resetKey } from './code.ts';

/** What the help desk's code for this vault stands for, as long as vault.json says so. */
export interface ResetSecret {
  /** Id of the vault that it opens. */
  readonly vault: string;
  /** Check value in vault.json, 64 hexadecimal digits. */
  readonly check: string;
  /** 20 bytes. */
  readonly secret: Uint8Array;
  /** It was made together with a new password, so whoever held the one before it can open nothing any more. */
  readonly chosen: boolean;
}

/**
 * A new slot, its secret already in the database. INVARIANT: S27. vault.json decides by its check value which one counts;
 * once it is written, `dropOlderResets`.
 *
 * @param chosen a new password is set with it
 */
export function newResetSlot(
  crypto: Crypto,
  database: VaultDatabase,
  { id, vaultKey }: { readonly id: string; readonly vaultKey: Uint8Array },
  chosen: boolean,
): NonNullable<VaultRecord['reset']> {
  const secret = crypto.random(RESET_SECRET_BYTES);
  try {
    database.run('INSERT INTO reset_secret (secret, chosen) VALUES (?, ?)', secret, chosen ? 1 : 0);
    return sealResetSlot(crypto, id, vaultKey, secret);
  } finally {
    zero(secret);
  }
}

/** The secret that vault.json speaks of. Error: vault.damaged. */
export function currentReset(
  crypto: Crypto,
  database: VaultDatabase,
  { id, check }: { readonly id: string; readonly check: string },
): Result<ResetSecret, VaultError> {
  for (const row of database.all('SELECT secret, chosen FROM reset_secret ORDER BY number DESC')) {
    if (!(row.secret instanceof Uint8Array)) continue;
    if (hex(resetKey(crypto, row.secret, id, 'check')) === check) {
      return ok({ vault: id, check, secret: row.secret, chosen: row.chosen === 1 });
    }
    zero(row.secret);
  }
  return err(vaultError('vault.damaged', 'reset'));
}

/** Forgets every secret but the newest, once vault.json speaks of that one. */
export function dropOlderResets(database: VaultDatabase): void {
  database.run('DELETE FROM reset_secret WHERE number < (SELECT max(number) FROM reset_secret)');
}
