import type { Migration, VaultDatabase } from '../../vault/database.ts';

export const recoveryMigrations: readonly Migration[] = [
  {
    id: 'recovery-1',
    sql: `
      CREATE TABLE recovery_escrow (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        number INTEGER NOT NULL, epoch INTEGER NOT NULL, check_value TEXT NOT NULL, put INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE password_reset (
        one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, acknowledged INTEGER NOT NULL
      ) STRICT;`,
  },
  { id: 'recovery-2', sql: 'ALTER TABLE recovery_escrow ADD COLUMN hash TEXT' },
];

/** What this client has left for the help desk. */
export interface LeftEscrow {
  readonly number: number;
  /** Of the recovery key. */
  readonly epoch: number;
  /** Check value of the reset slot whose secret is in it. */
  readonly check: string;
  /** false: it may be on the hub, or not. */
  readonly put: boolean;
  /** Of its exact bytes, hex; null when an older version left it. */
  readonly hash: string | null;
}

/** The newest reset of this member's password that this client has seen. */
export interface SeenReset {
  /** Its entry. */
  readonly seq: number;
  /** The member has read of it. */
  readonly acknowledged: boolean;
}

export interface RecoveryStore {
  left(): LeftEscrow | null;
  saveLeft(left: LeftEscrow): void;
  reset(): SeenReset | null;
  saveReset(seen: SeenReset): void;
}

export function createRecoveryStore(database: VaultDatabase): RecoveryStore {
  return {
    left() {
      const row = database.get('SELECT number, epoch, check_value, put, hash FROM recovery_escrow');
      if (row === null) return null;
      return {
        number: Number(row.number),
        epoch: Number(row.epoch),
        check: String(row.check_value),
        put: row.put === 1,
        hash: row.hash === null ? null : String(row.hash),
      };
    },
    saveLeft({ number, epoch, check, put, hash }) {
      const values = [number, epoch, check, put ? 1 : 0, hash];
      database.run('INSERT OR REPLACE INTO recovery_escrow VALUES (1, ?, ?, ?, ?, ?)', ...values);
    },
    reset() {
      const row = database.get('SELECT seq, acknowledged FROM password_reset');
      return row === null ? null : { seq: Number(row.seq), acknowledged: row.acknowledged === 1 };
    },
    saveReset({ seq, acknowledged }) {
      database.run('INSERT OR REPLACE INTO password_reset VALUES (1, ?, ?)', seq, acknowledged ? 1 : 0);
    },
  };
}
