import { utf8 } from '../../src-shared/base/bytes.ts';
import type { Migration, SqlRow, VaultDatabase } from '../vault/database.ts';
import { billingMigrations } from './billing/record-store.ts';
import { type EntryKind, kindMigrations } from './entry-kinds.ts';
import { organisationKeyMigrations } from './keys/key-store.ts';
import { leaseMigrations } from './lease.ts';
import type { LogAlarm } from './policy-log.ts';
import { recoveryMigrations } from './recovery/escrow-store.ts';
import { snapshotMigrations } from './snapshot/state-store.ts';

/*
 * The verified log in the vault. SQLCipher authenticates every page, so what is read here is what was verified when it
 * was written. `cover` is what makes the exact bytes again, so that a hub that lost them can be given them back (see
 * entry-cover.ts); genesis, and entries from before covers, have the bytes themselves in `stored`.
 */

export const organisationMigrations: readonly Migration[] = [
  {
    id: 'organisation-1',
    sql: `
      CREATE TABLE policy_entry (
        seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, payload BLOB NOT NULL, stored BLOB NOT NULL
      ) STRICT;
      CREATE TABLE policy_alarm (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        code TEXT NOT NULL, seq INTEGER NOT NULL, detail TEXT NOT NULL, evidence BLOB
      ) STRICT;
      CREATE TABLE pending_membership (
        one INTEGER PRIMARY KEY CHECK (one = 1), kind TEXT NOT NULL, data BLOB NOT NULL
      ) STRICT;
      CREATE TABLE open_invitation (
        invitation TEXT PRIMARY KEY, member TEXT NOT NULL, code BLOB NOT NULL, expires_at INTEGER NOT NULL,
        published INTEGER NOT NULL
      ) STRICT;`,
  },
  ...organisationKeyMigrations,
  ...leaseMigrations,
  ...snapshotMigrations,
  ...recoveryMigrations,
  ...billingMigrations,
  { id: 'welcome-1', sql: 'ALTER TABLE open_invitation ADD COLUMN welcome TEXT' },
  ...kindMigrations,
  { id: 'entry-cover-1', sql: 'ALTER TABLE policy_entry ADD COLUMN cover BLOB' },
];

export interface EntryRow {
  readonly seq: number;
  readonly hash: string;
  /** The exact text that was signed; of genesis, the document. */
  readonly payload: Uint8Array;
  /** null: `stored` has the bytes. */
  readonly cover: Uint8Array | null;
  /** The exact bytes on the hub; empty where there is a cover. `storedBytes` gives them of either. */
  readonly stored: Uint8Array;
  /** Given to `append` of an entry that commits to the state before it. */
  readonly root?: string;
  /** Given to `append` of an entry that is looked up by what it does. */
  readonly kinds?: readonly EntryKind[];
}

export interface StoredAlarm {
  readonly alarm: LogAlarm;
  /** A validly signed entry that contradicts ours, or commits to a wrong state: a proof, which no later sync undoes. */
  readonly evidence: Uint8Array | null;
}

export interface EntryStore {
  head(): EntryRow | null;
  entry(seq: number): EntryRow | null;
  hashAt(seq: number): string | null;
  /** `from` to `to`, both included, in order. */
  range(from: number, to: number): readonly EntryRow[];
  /** Places of the entries in whose signed text the id stands, older than `before` (null: from the newest), newest first. */
  naming(id: string, before: number | null, limit: number): readonly number[];
  /** Places of the entries of any of these kinds, older than `before` (null: from the newest), newest first. */
  ofKinds(kinds: readonly EntryKind[], before: number | null, limit: number): readonly number[];
  /** The last of those up to `seq`: older than it only where the log began with a snapshot. */
  lastUpTo(seq: number): number;
  /** The newest entry that commits to a state; null: none. */
  lastRoot(): number | null;
  /** All or none. */
  append(rows: readonly EntryRow[]): void;
  alarm(): StoredAlarm | null;
  setAlarm(alarm: StoredAlarm | null): void;
}

export function createEntryStore(database: VaultDatabase): EntryStore {
  const all = 'SELECT seq, hash, payload, stored, cover FROM policy_entry';
  return {
    head: () => rowOf(database.get(`${all} ORDER BY seq DESC LIMIT 1`)),
    entry: (seq) => rowOf(database.get(`${all} WHERE seq = ?`, seq)),
    hashAt(seq) {
      const row = database.get('SELECT hash FROM policy_entry WHERE seq = ?', seq);
      return row === null ? null : String(row.hash);
    },
    range: (from, to) =>
      database.all(`${all} WHERE seq BETWEEN ? AND ? ORDER BY seq`, from, to).flatMap((row) => rowOf(row) ?? []),
    naming: (id, before, limit) =>
      database
        .all(
          'SELECT seq FROM policy_entry WHERE seq < ? AND instr(payload, ?) > 0 ORDER BY seq DESC LIMIT ?',
          ...[before ?? Number.MAX_SAFE_INTEGER, utf8(id), limit],
        )
        .map(({ seq }) => Number(seq)),
    ofKinds: (kinds, before, limit) =>
      database
        .all(
          `SELECT DISTINCT seq FROM policy_kind WHERE kind IN (${kinds.map(() => '?').join(', ')}) AND seq < ?
            ORDER BY seq DESC LIMIT ?`,
          ...[...kinds, before ?? Number.MAX_SAFE_INTEGER, limit],
        )
        .map(({ seq }) => Number(seq)),
    lastUpTo: (seq) => Number(database.get('SELECT MAX(seq) AS last FROM policy_entry WHERE seq <= ?', seq)?.last ?? 0),
    lastRoot() {
      const last = database.get('SELECT MAX(seq) AS last FROM policy_root')?.last ?? null;
      return last === null ? null : Number(last);
    },
    append(rows) {
      database.transaction(() => {
        for (const { seq, hash, payload, stored, cover, root, kinds = [] } of rows) {
          database.run('INSERT INTO policy_entry VALUES (?, ?, ?, ?, ?)', seq, hash, payload, stored, cover);
          if (root !== undefined) database.run('INSERT OR REPLACE INTO policy_root VALUES (?, ?)', seq, root);
          for (const kind of kinds) database.run('INSERT OR REPLACE INTO policy_kind VALUES (?, ?)', kind, seq);
        }
      });
    },
    alarm() {
      const row = database.get('SELECT code, seq, detail, evidence FROM policy_alarm');
      if (row === null) return null;
      const alarm = { code: row.code as LogAlarm['code'], seq: Number(row.seq), detail: String(row.detail) };
      return { alarm, evidence: row.evidence instanceof Uint8Array ? row.evidence : null };
    },
    setAlarm(stored) {
      database.transaction(() => {
        database.run('DELETE FROM policy_alarm');
        if (stored === null) return;
        const { code, seq, detail } = stored.alarm;
        database.run('INSERT INTO policy_alarm VALUES (1, ?, ?, ?, ?)', code, seq, detail, stored.evidence);
      });
    },
  };
}

function rowOf(row: SqlRow | null): EntryRow | null {
  if (row === null || !(row.payload instanceof Uint8Array) || !(row.stored instanceof Uint8Array)) return null;
  const cover = row.cover instanceof Uint8Array ? row.cover : null;
  return { seq: Number(row.seq), hash: String(row.hash), payload: row.payload, stored: row.stored, cover };
}
