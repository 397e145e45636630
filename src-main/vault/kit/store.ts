import { hex, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Crypto } from '../../crypto/port.ts';
import type { VaultDatabase } from '../database.ts';
import { type VaultError, vaultError } from '../error.ts';
import type { VaultRecord } from '../file/schema.ts';
import { kitKey } from './code.ts';

/** Adds a kit; vault.json decides, by its check value, which one counts. */
export function addKit(database: VaultDatabase, secret: Uint8Array): void {
  database.run('INSERT INTO recovery_kit (secret) VALUES (?)', secret);
}

/** The kit that vault.json speaks of, kept inside the encrypted database so that it can be printed again. */
export function currentKit(
  crypto: Crypto,
  database: VaultDatabase,
  record: VaultRecord,
): Result<Uint8Array, VaultError> {
  for (const row of database.all('SELECT secret FROM recovery_kit ORDER BY number DESC')) {
    if (!(row.secret instanceof Uint8Array)) continue;
    if (hex(kitKey(crypto, row.secret, record.id, 'check')) === record.kit.check) return ok(row.secret);
    zero(row.secret);
  }
  return err(vaultError('vault.damaged', 'kit'));
}

/** Forgets every kit but the newest, once vault.json speaks of that one. */
export function dropOlderKits(database: VaultDatabase): void {
  database.run('DELETE FROM recovery_kit WHERE number < (SELECT max(number) FROM recovery_kit)');
}
