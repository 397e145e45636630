import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Migration } from '../database.ts';
import { type VaultError, vaultError } from '../error.ts';
import type { SqlConnection } from './statements.ts';

/**
 * Applies, in the order given, what the database lacks; each step and the note that it was taken are one transaction.
 *
 * INVARIANT: a database that took a step unknown here was written by a later version and is not touched
 * (`vault.tooNew`): downgrading must not lose what the later version keeps.
 */
export function migrate(connection: SqlConnection, migrations: readonly Migration[]): Result<void, VaultError> {
  const known = new Set(migrations.map((migration) => migration.id));
  if (known.size !== migrations.length) throw new Error('two migrations share an id');
  connection.execute('CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  const applied = new Set(connection.all('SELECT id FROM migration').map((row) => String(row.id)));
  for (const id of applied) {
    if (!known.has(id)) return err(vaultError('vault.tooNew', id));
  }
  for (const migration of migrations) {
    if (applied.has(migration.id)) continue;
    connection.transaction(() => {
      connection.execute(migration.sql);
      connection.run('INSERT INTO migration (id) VALUES (?)', migration.id);
    });
  }
  return ok();
}
