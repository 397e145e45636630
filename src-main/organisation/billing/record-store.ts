import type { BillingRecordId } from '../../../src-shared/base/ids.ts';
import { type BillingRecord, parseRecord, recordText } from '../../../src-shared/protocol/billing-record.ts';
import type { Migration, VaultDatabase } from '../../vault/database.ts';

/*
 * Records that were fetched and verified, so that the list need not ask the hub again; each under the hash that the log
 * names. The vault can do without: they are fetched again.
 */

export const billingMigrations: readonly Migration[] = [
  {
    id: 'billing-1',
    sql: 'CREATE TABLE billing_record (record TEXT PRIMARY KEY, hash TEXT NOT NULL, text BLOB NOT NULL) STRICT;',
  },
];

export interface RecordStore {
  get(record: BillingRecordId, hash: string): BillingRecord | null;
  save(record: BillingRecordId, hash: string, content: BillingRecord): void;
  /** For whoever has no right to them any more. */
  clear(): void;
}

export function createRecordStore(database: VaultDatabase): RecordStore {
  return {
    get(record, hash) {
      const row = database.get('SELECT text FROM billing_record WHERE record = ? AND hash = ?', record, hash);
      return row?.text instanceof Uint8Array ? parseRecord(row.text) : null;
    },
    save(record, hash, content) {
      database.run('INSERT OR REPLACE INTO billing_record VALUES (?, ?, ?)', record, hash, recordText(content));
    },
    clear() {
      database.run('DELETE FROM billing_record');
    },
  };
}
