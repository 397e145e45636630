import type { Migration, VaultDatabase } from './database.ts';

export const metaMigrations: readonly Migration[] = [
  { id: 'vault-1', sql: 'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID' },
  {
    // At most two: while the kit is being replaced, vault.json says (by its check value) which one counts.
    id: 'vault-2',
    sql: 'CREATE TABLE recovery_kit (number INTEGER PRIMARY KEY, secret BLOB NOT NULL) STRICT',
  },
  {
    // As with the kit: vault.json says which one counts. `chosen`: made together with a new password.
    id: 'vault-3',
    sql: 'CREATE TABLE reset_secret (number INTEGER PRIMARY KEY, secret BLOB NOT NULL, chosen INTEGER NOT NULL) STRICT',
  },
];

/** Small facts about this profile, by a key of the form `<feature>.<name>`. */
export function readMeta(database: VaultDatabase, key: string): string | null {
  const row = database.get('SELECT value FROM meta WHERE key = ?', key);
  return typeof row?.value === 'string' ? row.value : null;
}

/** null removes it. */
export function writeMeta(database: VaultDatabase, key: string, value: string | null): void {
  if (value === null) database.run('DELETE FROM meta WHERE key = ?', key);
  else
    database.run(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      key,
      value,
    );
}
