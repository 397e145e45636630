import type { MemberId, PackageId } from '../../../src-shared/base/ids.ts';
import type { SqlRow, VaultDatabase } from '../../vault/database.ts';
import type { Box, PackageRefusal, PackageRow, Page } from '../port.ts';
import { blobOrNull, integer, integerOrNull, text, textOrNull } from './columns.ts';
import { fold } from './fold.ts';

/** What opening needs; keys are null for a package that was refused. */
export interface PackageDetails {
  readonly headerHash: string;
  readonly recipients: readonly MemberId[];
  /** The pointer that announced it, exact bytes and signature: a refused package is verified again from it. */
  readonly pointer: Uint8Array | null;
  readonly contentKey: Uint8Array | null;
  readonly envelope: Uint8Array | null;
  /** Its objects were removed from the hub. */
  readonly removed: boolean;
}

export interface NewPackage {
  readonly row: PackageRow;
  readonly details: PackageDetails;
  /** Shown name of the sender (of the recipients for a sent package): searched beside the subject. */
  readonly people: string;
}

const LISTED = `SELECT p.*, d.recipients FROM packages p JOIN package_details d ON d.id = p.id`;

function toRow(row: SqlRow): PackageRow {
  const recipients = text(row, 'recipients');
  return {
    id: text(row, 'id') as PackageId,
    box: text(row, 'box') as Box,
    from: text(row, 'sender') as MemberId,
    to: recipients === '' ? [] : (recipients.split(',') as MemberId[]),
    subject: text(row, 'subject'),
    sentAt: integer(row, 'sent_at'),
    receivedAt: integer(row, 'received_at'),
    size: integer(row, 'size'),
    fileCount: integer(row, 'file_count'),
    folderCount: integer(row, 'folder_count'),
    unread: integer(row, 'unread') !== 0,
    needsPassword: integer(row, 'needs_password') !== 0,
    expiresAt: integerOrNull(row, 'expires_at'),
    refused: textOrNull(row, 'refused') as PackageRefusal | null,
  };
}

/** `<time>.<id>` of the last row of a page. */
function parseCursor(after: string | null): readonly [number, string] | null {
  const match = after === null ? null : /^(\d{1,15})\.([0-9a-z]{26})$/.exec(after);
  return match === null ? null : [Number(match[1]), match[2] ?? ''];
}

export interface PackageRows {
  insert(added: NewPackage): void;
  /** Replaces the row in that box; used when a refused package verifies after all. */
  replace(added: NewPackage): void;
  find(id: PackageId, box?: Box): PackageRow | null;
  details(id: PackageId): PackageDetails | null;
  list(box: Box, options: { after: string | null; limit: number; filter: string }): Page<PackageRow>;
  counts(): { inbox: number; unread: number; sent: number; briefcase: number };
  markRead(id: PackageId, read: boolean): boolean;
  refuse(id: PackageId, refusal: PackageRefusal): void;
  refused(limit: number): readonly PackageId[];
  refusedCount(): number;
  /** Own packages past their expiry whose objects are still on the hub. */
  expired(now: number, limit: number): readonly PackageId[];
  markRemoved(id: PackageId): void;
}

/** The packages this profile knows of. Pages are by keyset, newest first, never by offset. */
export function createPackageRows(database: VaultDatabase): PackageRows {
  const insert = ({ row, details, people }: NewPackage): void => {
    database.transaction(() => {
      database.run(
        `INSERT INTO packages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        row.id,
        row.box,
        // A sender whose clock runs ahead does not stay on top of the list.
        Math.min(row.sentAt, row.receivedAt),
        row.sentAt,
        row.receivedAt,
        row.from,
        row.subject,
        fold(`${row.subject} ${people}`),
        row.size,
        row.fileCount,
        row.unread ? 1 : 0,
        row.needsPassword ? 1 : 0,
        row.expiresAt,
        row.refused,
        row.folderCount,
      );
      database.run(
        `INSERT INTO package_details VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        row.id,
        details.headerHash,
        details.recipients.join(','),
        details.pointer,
        details.contentKey,
        details.envelope,
        details.removed ? 1 : 0,
      );
    });
  };
  return {
    insert,
    replace: (added) =>
      database.transaction(() => {
        database.run(`DELETE FROM packages WHERE id = ? AND box = ?`, added.row.id, added.row.box);
        database.run(`DELETE FROM package_details WHERE id = ?`, added.row.id);
        insert(added);
      }),
    find(id, box) {
      const row = database.get(
        `${LISTED} WHERE p.id = ? AND (? IS NULL OR p.box = ?) ORDER BY p.box LIMIT 1`,
        id,
        box ?? null,
        box ?? null,
      );
      return row === null ? null : toRow(row);
    },
    details(id) {
      const row = database.get(`SELECT * FROM package_details WHERE id = ?`, id);
      if (row === null) return null;
      const recipients = text(row, 'recipients');
      return {
        headerHash: text(row, 'header_hash'),
        recipients: recipients === '' ? [] : (recipients.split(',') as MemberId[]),
        pointer: blobOrNull(row, 'pointer'),
        contentKey: blobOrNull(row, 'content_key'),
        envelope: blobOrNull(row, 'envelope'),
        removed: integer(row, 'removed') !== 0,
      };
    },
    list(box, { after, limit, filter }) {
      const cursor = parseCursor(after);
      const wanted = fold(filter);
      const conditions = ['p.box = ?'];
      const values: (string | number)[] = [box];
      if (wanted !== '') {
        conditions.push('instr(p.search, ?) > 0');
        values.push(wanted);
      }
      const total =
        wanted === ''
          ? database.get(`SELECT total AS n FROM package_counts WHERE box = ?`, box)
          : database.get(`SELECT count(*) AS n FROM packages p WHERE ${conditions.join(' AND ')}`, ...values);
      if (total === null || integer(total, 'n') === 0) return { rows: [], next: null, total: 0 };
      if (cursor !== null) {
        conditions.push('(p.sorted_at, p.id) < (?, ?)');
        values.push(...cursor);
      }
      const found = database.all(
        `${LISTED} WHERE ${conditions.join(' AND ')} ORDER BY p.sorted_at DESC, p.id DESC LIMIT ?`,
        ...values,
        limit + 1,
      );
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        rows: page.map(toRow),
        next: found.length > limit && last !== undefined ? `${integer(last, 'sorted_at')}.${text(last, 'id')}` : null,
        total: integer(total, 'n'),
      };
    },
    counts() {
      const counts = new Map(
        database.all(`SELECT * FROM package_counts`).map((row) => [text(row, 'box'), row] as const),
      );
      const of = (box: Box, column: string): number => {
        const row = counts.get(box);
        return row === undefined ? 0 : integer(row, column);
      };
      return {
        inbox: of('inbox', 'total'),
        unread: of('inbox', 'unread'),
        sent: of('sent', 'total'),
        briefcase: of('briefcase', 'total'),
      };
    },
    markRead: (id, read) =>
      database.run(`UPDATE packages SET unread = ? WHERE id = ? AND unread = ?`, read ? 0 : 1, id, read ? 1 : 0)
        .changes > 0,
    refuse: (id, refusal) => {
      database.run(`UPDATE packages SET refused = ? WHERE id = ?`, refusal, id);
    },
    refused: (limit) =>
      database
        .all(`SELECT id FROM packages WHERE refused IS NOT NULL ORDER BY received_at DESC LIMIT ?`, limit)
        .map((row) => text(row, 'id') as PackageId),
    refusedCount() {
      const row = database.get(`SELECT count(*) AS n FROM packages WHERE refused IS NOT NULL`);
      return row === null ? 0 : integer(row, 'n');
    },
    expired: (now, limit) =>
      database
        .all(
          `SELECT p.id FROM packages p JOIN package_details d ON d.id = p.id
           WHERE p.expires_at <= ? AND p.expires_at IS NOT NULL AND p.box <> 'inbox' AND d.removed = 0 LIMIT ?`,
          now,
          limit,
        )
        .map((row) => text(row, 'id') as PackageId),
    markRemoved: (id) => {
      database.run(`UPDATE package_details SET removed = 1 WHERE id = ?`, id);
    },
  };
}
