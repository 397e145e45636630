import { z } from 'zod';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { countFiles } from '../../../src-shared/protocol/package-contents.ts';
import { memberIdSchema, passwordSchema } from '../../../src-shared/protocol/package-envelope.ts';
import type { SqlRow, VaultDatabase } from '../../vault/database.ts';
import type { SkippedFile } from '../port.ts';
import { blob, blobOrNull, integer, integerOrNull, text, textOrNull } from './columns.ts';

export type OutboxPhase = 'preparing' | 'uploading' | 'committing' | 'notifying' | 'failed' | 'removing';

const draftSchema = z.strictObject({
  recipients: z.array(memberIdSchema),
  subject: z.string(),
  message: z.string(),
  paths: z.array(z.string()),
  expiresAt: z.number().nullable(),
});
export type StoredDraft = z.infer<typeof draftSchema>;
export type StoredPassword = z.infer<typeof passwordSchema>;

const skippedSchema = z.array(
  z.strictObject({ name: z.string(), reason: z.enum(['symlink', 'special', 'unreadable', 'name']) }),
);
const errorSchema = z.strictObject({ code: z.string(), detail: z.string() });
export type StoredError = z.infer<typeof errorSchema>;

export interface OutboxJob {
  readonly id: PackageId;
  readonly phase: OutboxPhase;
  readonly paused: boolean;
  readonly createdAt: number;
  readonly draft: StoredDraft;
  readonly contentKey: Uint8Array;
  readonly passwordKey: Uint8Array | null;
  readonly password: StoredPassword | null;
  readonly total: number;
  readonly fileCount: number;
  readonly skipped: readonly SkippedFile[];
  /** Fixed with the header, once everything else is stored. */
  readonly sentAt: number | null;
  readonly envelope: Uint8Array | null;
  readonly header: Uint8Array | null;
  /** How many recipients, in the draft's order, have their pointer. */
  readonly notified: number;
  readonly error: StoredError | null;
}

/** A file as it was when the package was composed; a difference later means that it changed. */
export interface OutboxFile {
  readonly source: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly folder: boolean;
  readonly executable: boolean;
  readonly mtimeMs: number;
  readonly inode: number;
  readonly device: number;
}

const filesSchema = z.array(
  z.tuple([z.string(), z.string(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
);
const FILES_PER_CHUNK = 2000;

function encodeFile(file: OutboxFile): z.infer<typeof filesSchema>[number] {
  const flags = (file.folder ? 1 : 0) | (file.executable ? 2 : 0);
  return [file.source, file.path, file.size, file.modifiedAt, flags, file.mtimeMs, file.inode, file.device];
}

function decodeFile([source, path, size, modifiedAt, flags, mtimeMs, inode, device]: z.infer<
  typeof filesSchema
>[number]): OutboxFile {
  const folder = (flags & 1) !== 0;
  return { source, path, size, modifiedAt, folder, executable: (flags & 2) !== 0, mtimeMs, inode, device };
}

function toJob(row: SqlRow): OutboxJob {
  const password = textOrNull(row, 'password');
  const error = textOrNull(row, 'error');
  return {
    id: text(row, 'id') as PackageId,
    phase: text(row, 'phase') as OutboxPhase,
    paused: integer(row, 'paused') !== 0,
    createdAt: integer(row, 'created_at'),
    draft: draftSchema.parse(JSON.parse(text(row, 'draft'))),
    contentKey: blob(row, 'content_key'),
    passwordKey: blobOrNull(row, 'password_key'),
    password: password === null ? null : passwordSchema.parse(JSON.parse(password)),
    total: integer(row, 'total'),
    fileCount: integer(row, 'file_count'),
    skipped: skippedSchema.parse(JSON.parse(text(row, 'skipped'))),
    sentAt: integerOrNull(row, 'sent_at'),
    envelope: blobOrNull(row, 'envelope'),
    header: blobOrNull(row, 'header'),
    notified: integer(row, 'notified'),
    error: error === null ? null : errorSchema.parse(JSON.parse(error)),
  };
}

export interface NewJob {
  readonly id: PackageId;
  readonly createdAt: number;
  readonly draft: StoredDraft;
  readonly contentKey: Uint8Array;
  readonly passwordKey: Uint8Array | null;
  readonly password: StoredPassword | null;
}

export interface OutboxRows {
  add(job: NewJob): void;
  find(id: PackageId): OutboxJob | null;
  all(): readonly OutboxJob[];
  /** The scan is whole: stores the table of files and goes on to `uploading`. */
  prepared(id: PackageId, files: readonly OutboxFile[], total: number, skipped: readonly SkippedFile[]): void;
  files(id: PackageId): readonly OutboxFile[];
  /** Hashes of segments that are durable on the hub, by number. */
  segments(id: PackageId): ReadonlyMap<number, Uint8Array>;
  segmentsStored(id: PackageId, done: readonly { readonly number: number; readonly hash: Uint8Array }[]): void;
  sealed(id: PackageId, sentAt: number, envelope: Uint8Array, header: Uint8Array): void;
  /** Headers that are not on the hub yet are made anew: they name places of a feed that moved. */
  unseal(): void;
  phase(id: PackageId, phase: OutboxPhase): void;
  paused(id: PackageId, paused: boolean): void;
  notified(id: PackageId, count: number): void;
  failed(id: PackageId, error: StoredError): void;
  /** Begins again from the files as they are now, under a new content key. */
  restart(id: PackageId, contentKey: Uint8Array): void;
  remove(id: PackageId): void;
}

/** Packages on their way out. */
export function createOutboxRows(database: VaultDatabase): OutboxRows {
  /** The table of the job that was prepared last: tens of thousands of files need not be read back at once. */
  let latest: { readonly id: PackageId; readonly files: readonly OutboxFile[] } | null = null;
  const forget = (id: PackageId): void => {
    if (latest?.id === id) latest = null;
    database.run(`DELETE FROM outbox_segments WHERE job = ?`, id);
    database.run(`DELETE FROM outbox_files WHERE job = ?`, id);
  };
  return {
    add: (job) => {
      database.run(
        `INSERT INTO outbox VALUES (?, 'preparing', 0, ?, ?, ?, ?, ?, 0, 0, '[]', NULL, NULL, NULL, 0, NULL)`,
        job.id,
        job.createdAt,
        JSON.stringify(job.draft),
        job.contentKey,
        job.passwordKey,
        job.password === null ? null : JSON.stringify(job.password),
      );
    },
    find(id) {
      const row = database.get(`SELECT * FROM outbox WHERE id = ?`, id);
      return row === null ? null : toJob(row);
    },
    all: () => database.all(`SELECT * FROM outbox ORDER BY created_at, id`).map(toJob),
    prepared: (id, files, total, skipped) =>
      database.transaction(() => {
        forget(id);
        for (let from = 0, chunk = 0; from < files.length; from += FILES_PER_CHUNK, chunk += 1) {
          const part = files.slice(from, from + FILES_PER_CHUNK).map(encodeFile);
          database.run(`INSERT INTO outbox_files VALUES (?, ?, ?)`, id, chunk, JSON.stringify(part));
        }
        database.run(
          `UPDATE outbox SET phase = 'uploading', total = ?, file_count = ?, skipped = ?, error = NULL WHERE id = ?`,
          total,
          countFiles(files),
          JSON.stringify(skipped),
          id,
        );
        latest = { id, files };
      }),
    files: (id) =>
      latest?.id === id
        ? latest.files
        : database
            .all(`SELECT files FROM outbox_files WHERE job = ? ORDER BY chunk`, id)
            .flatMap((row) => filesSchema.parse(JSON.parse(text(row, 'files'))).map(decodeFile)),
    segments: (id) =>
      new Map(
        database
          .all(`SELECT number, hash FROM outbox_segments WHERE job = ?`, id)
          .map((row) => [integer(row, 'number'), Uint8Array.from(blob(row, 'hash'))] as const),
      ),
    segmentsStored: (id, done) =>
      database.transaction(() => {
        for (const { number, hash } of done) {
          database.run(`INSERT OR REPLACE INTO outbox_segments VALUES (?, ?, ?)`, id, number, hash);
        }
      }),
    sealed: (id, sentAt, envelope, header) => {
      database.run(
        `UPDATE outbox SET phase = 'committing', sent_at = ?, envelope = ?, header = ? WHERE id = ?`,
        sentAt,
        envelope,
        header,
        id,
      );
    },
    unseal: () => {
      database.run(
        `UPDATE outbox SET phase = 'uploading', sent_at = NULL, envelope = NULL, header = NULL WHERE phase = 'committing'`,
      );
    },
    phase: (id, phase) => {
      database.run(`UPDATE outbox SET phase = ?, error = NULL WHERE id = ?`, phase, id);
    },
    paused: (id, paused) => {
      database.run(`UPDATE outbox SET paused = ? WHERE id = ?`, paused ? 1 : 0, id);
    },
    notified: (id, count) => {
      database.run(`UPDATE outbox SET notified = ? WHERE id = ?`, count, id);
    },
    failed: (id, error) => {
      database.run(`UPDATE outbox SET phase = 'failed', error = ? WHERE id = ?`, JSON.stringify(error), id);
    },
    restart: (id, contentKey) =>
      database.transaction(() => {
        forget(id);
        database.run(
          `UPDATE outbox SET phase = 'preparing', content_key = ?, sent_at = NULL, envelope = NULL, header = NULL,
           notified = 0, error = NULL, total = 0, file_count = 0, skipped = '[]' WHERE id = ?`,
          contentKey,
          id,
        );
      }),
    remove: (id) =>
      database.transaction(() => {
        forget(id);
        database.run(`DELETE FROM outbox WHERE id = ?`, id);
      }),
  };
}
