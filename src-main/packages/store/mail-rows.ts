import type { MemberId, PackageId } from '../../../src-shared/base/ids.ts';
import type { ReceiptKind } from '../../../src-shared/protocol/receipt.ts';
import type { VaultDatabase } from '../../vault/database.ts';
import type { Receipt } from '../port.ts';
import { integer, text } from './columns.ts';

/** What became of a key of the mailbox. Junk is never shown: it did not open, or no member signed it. */
export type MailVerdict = 'taken' | 'junk';
export type PendingReason = 'head' | 'missing';

export interface DueReceipt {
  readonly package: PackageId;
  readonly kind: ReceiptKind;
  readonly at: number;
  /** Id of the mail: the same each time it is tried. */
  readonly mail: string;
  readonly tries: number;
}

/** How many junk keys are remembered: a hub that invents more has them fetched again, and grows nothing here. */
const JUNK_KEPT = 100_000;

export interface MailRows {
  /** @param again what was junk counts as not seen: the hub may have repaired it. */
  seen(key: string, again: boolean): boolean;
  mark(key: string, verdict: MailVerdict): void;
  junkCount(): number;
  trimJunk(): void;
  postpone(key: string, reason: PendingReason, now: number, nextAt: number): void;
  duePending(now: number, limit: number): readonly string[];
  /** How often a pending mail was looked at in vain; 0 when it is not pending. */
  tries(key: string): number;
  pendingCount(): number;
  state(name: string): string | null;
  setState(name: string, value: string): void;
}

/** What the profile has seen of its mailbox. */
export function createMailRows(database: VaultDatabase): MailRows {
  const count = (sql: string): number => {
    const row = database.get(sql);
    return row === null ? 0 : integer(row, 'n');
  };
  return {
    seen(key, again) {
      const row = database.get(`SELECT verdict FROM mail_seen WHERE key = ?`, key);
      return row !== null && !(again && text(row, 'verdict') === 'junk');
    },
    mark: (key, verdict) =>
      database.transaction(() => {
        database.run(`INSERT OR REPLACE INTO mail_seen VALUES (?, ?)`, key, verdict);
        database.run(`DELETE FROM mail_pending WHERE key = ?`, key);
      }),
    junkCount: () => count(`SELECT count(*) AS n FROM mail_seen WHERE verdict = 'junk'`),
    trimJunk: () => {
      if (count(`SELECT count(*) AS n FROM mail_seen WHERE verdict = 'junk'`) <= JUNK_KEPT) return;
      database.run(`DELETE FROM mail_seen WHERE verdict = 'junk'`);
    },
    postpone: (key, reason, now, nextAt) => {
      database.run(
        `INSERT INTO mail_pending VALUES (?, ?, ?, 1, ?)
         ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, tries = tries + 1, next_at = excluded.next_at`,
        key,
        reason,
        now,
        nextAt,
      );
    },
    duePending: (now, limit) =>
      database
        .all(`SELECT key FROM mail_pending WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now, limit)
        .map((row) => text(row, 'key')),
    tries(key) {
      const row = database.get(`SELECT tries FROM mail_pending WHERE key = ?`, key);
      return row === null ? 0 : integer(row, 'tries');
    },
    pendingCount: () => count(`SELECT count(*) AS n FROM mail_pending`),
    state(name) {
      const row = database.get(`SELECT value FROM sync_state WHERE name = ?`, name);
      return row === null ? null : text(row, 'value');
    },
    setState: (name, value) => {
      database.run(`INSERT OR REPLACE INTO sync_state VALUES (?, ?)`, name, value);
    },
  };
}

export interface ReceiptRows {
  /** false when it was known already. */
  add(id: PackageId, receipt: Receipt): boolean;
  of(id: PackageId): readonly Receipt[];
  /** Queues a receipt to be sent; a kind is sent once a package. */
  queue(id: PackageId, kind: ReceiptKind, at: number, mail: string): boolean;
  due(now: number, limit: number): readonly DueReceipt[];
  sent(id: PackageId, kind: ReceiptKind): void;
  postpone(id: PackageId, kind: ReceiptKind, nextAt: number): void;
}

/** Receipts that came for what was sent, and those still to be sent for what came. */
export function createReceiptRows(database: VaultDatabase): ReceiptRows {
  return {
    add: (id, receipt) =>
      database.run(`INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?)`, id, receipt.member, receipt.kind, receipt.at)
        .changes > 0,
    of: (id) =>
      database.all(`SELECT * FROM receipts WHERE package = ? ORDER BY at, member, kind`, id).map((row) => ({
        member: text(row, 'member') as MemberId,
        kind: text(row, 'kind') as ReceiptKind,
        at: integer(row, 'at'),
      })),
    queue: (id, kind, at, mail) =>
      database.run(`INSERT OR IGNORE INTO receipts_out VALUES (?, ?, ?, ?, 0, 0, 0)`, id, kind, at, mail).changes > 0,
    due: (now, limit) =>
      database
        .all(`SELECT * FROM receipts_out WHERE sent = 0 AND next_at <= ? ORDER BY next_at LIMIT ?`, now, limit)
        .map((row) => ({
          package: text(row, 'package') as PackageId,
          kind: text(row, 'kind') as ReceiptKind,
          at: integer(row, 'at'),
          mail: text(row, 'mail'),
          tries: integer(row, 'tries'),
        })),
    sent: (id, kind) => {
      database.run(`UPDATE receipts_out SET sent = 1 WHERE package = ? AND kind = ?`, id, kind);
    },
    postpone: (id, kind, nextAt) => {
      database.run(
        `UPDATE receipts_out SET tries = tries + 1, next_at = ? WHERE package = ? AND kind = ?`,
        nextAt,
        id,
        kind,
      );
    },
  };
}
