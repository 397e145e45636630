import type { VaultDatabase } from '../vault/database.ts';

/** What was begun and must be finished after a crash (S27): at most one thing, beside the keyset it is about. */
export interface Pending {
  readonly kind: 'create' | 'join';
  /** create: the bytes of `org.json`. join: see `pending-join.ts`. */
  readonly data: Uint8Array;
}

export function loadPending(database: VaultDatabase): Pending | null {
  const row = database.get('SELECT kind, data FROM pending_membership');
  if (row === null || !(row.data instanceof Uint8Array)) return null;
  return { kind: row.kind === 'create' ? 'create' : 'join', data: row.data };
}

export function savePending(database: VaultDatabase, { kind, data }: Pending): void {
  database.run('INSERT OR REPLACE INTO pending_membership VALUES (1, ?, ?)', kind, data);
}

export function clearPending(database: VaultDatabase): void {
  database.run('DELETE FROM pending_membership');
}
