import type { VaultDatabase } from '../../vault/database.ts';
import { blob, integer } from './columns.ts';

export interface OwnEntry {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

export interface FeedRows {
  /** The newest entry of this device's feed. */
  last(): OwnEntry | null;
  add(entry: OwnEntry): void;
  /** Entries that are not known to be on the hub, oldest first. */
  unstored(): readonly OwnEntry[];
  stored(seq: number): void;
  /** The feed goes on from an entry found on the hub; what was not stored is forgotten. */
  adopt(entry: OwnEntry): void;
}

/** This device's own feed, as far as it is needed to go on with it. */
export function createFeedRows(database: VaultDatabase): FeedRows {
  const dropOld = (seq: number): void => {
    database.run(`DELETE FROM feed_own WHERE stored = 1 AND seq < ?`, seq);
  };
  return {
    last() {
      const row = database.get(`SELECT seq, bytes FROM feed_own ORDER BY seq DESC LIMIT 1`);
      return row === null ? null : { seq: integer(row, 'seq'), bytes: blob(row, 'bytes') };
    },
    add: ({ seq, bytes }) => {
      database.run(`INSERT INTO feed_own VALUES (?, ?, 0)`, seq, bytes);
    },
    unstored: () =>
      database
        .all(`SELECT seq, bytes FROM feed_own WHERE stored = 0 ORDER BY seq`)
        .map((row) => ({ seq: integer(row, 'seq'), bytes: blob(row, 'bytes') })),
    stored: (seq) =>
      database.transaction(() => {
        database.run(`UPDATE feed_own SET stored = 1 WHERE seq = ?`, seq);
        dropOld(seq);
      }),
    adopt: ({ seq, bytes }) =>
      database.transaction(() => {
        database.run(`DELETE FROM feed_own`);
        database.run(`INSERT INTO feed_own VALUES (?, ?, 1)`, seq, bytes);
      }),
  };
}
