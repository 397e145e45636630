import type { Migration } from '../../vault/database.ts';

/**
 * `packages` holds what lists show, narrow on purpose; `package_details` what opening needs. The index carries the
 * searched column, so that a filter over 100,000 rows reads the index alone. Counts are kept by triggers.
 */
const PACKAGES = `
  CREATE TABLE packages (
    id TEXT NOT NULL,
    box TEXT NOT NULL CHECK (box IN ('inbox', 'sent', 'briefcase')),
    sorted_at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    search TEXT NOT NULL,
    size INTEGER NOT NULL,
    file_count INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    needs_password INTEGER NOT NULL,
    expires_at INTEGER,
    refused TEXT,
    PRIMARY KEY (id, box)
  ) STRICT;
  CREATE INDEX packages_listed ON packages (box, sorted_at DESC, id DESC, search);
  CREATE INDEX packages_expiring ON packages (expires_at) WHERE expires_at IS NOT NULL AND box <> 'inbox';
  CREATE INDEX packages_refused ON packages (received_at) WHERE refused IS NOT NULL;

  CREATE TABLE package_details (
    id TEXT PRIMARY KEY,
    header_hash TEXT NOT NULL,
    recipients TEXT NOT NULL,
    pointer BLOB,
    content_key BLOB,
    envelope BLOB,
    removed INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE package_counts (box TEXT PRIMARY KEY, total INTEGER NOT NULL, unread INTEGER NOT NULL) STRICT;
  INSERT INTO package_counts VALUES ('inbox', 0, 0), ('sent', 0, 0), ('briefcase', 0, 0);
  CREATE TRIGGER packages_added AFTER INSERT ON packages BEGIN
    UPDATE package_counts SET total = total + 1, unread = unread + NEW.unread WHERE box = NEW.box;
  END;
  CREATE TRIGGER packages_removed AFTER DELETE ON packages BEGIN
    UPDATE package_counts SET total = total - 1, unread = unread - OLD.unread WHERE box = OLD.box;
  END;
  CREATE TRIGGER packages_read AFTER UPDATE OF unread ON packages BEGIN
    UPDATE package_counts SET unread = unread + NEW.unread - OLD.unread WHERE box = NEW.box;
  END;
`;

/** One row a package on its way out; everything that a new process needs to finish it, keys included. */
const OUTBOX = `
  CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    phase TEXT NOT NULL CHECK (phase IN ('preparing', 'uploading', 'committing', 'notifying', 'failed', 'removing')),
    paused INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    draft TEXT NOT NULL,
    content_key BLOB NOT NULL,
    password_key BLOB,
    password TEXT,
    total INTEGER NOT NULL,
    file_count INTEGER NOT NULL,
    skipped TEXT NOT NULL,
    sent_at INTEGER,
    envelope BLOB,
    header BLOB,
    notified INTEGER NOT NULL,
    error TEXT
  ) STRICT;
  CREATE TABLE outbox_files (
    job TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,
    files TEXT NOT NULL,
    PRIMARY KEY (job, chunk)
  ) STRICT;
  CREATE TABLE outbox_segments (
    job TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (job, number)
  ) STRICT;
`;

const MAILBOX = `
  CREATE TABLE mail_seen (key TEXT PRIMARY KEY, verdict TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE mail_pending (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE sync_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE receipts (
    package TEXT NOT NULL,
    member TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (package, member, kind)
  ) STRICT;
  CREATE TABLE receipts_out (
    package TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    mail TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    PRIMARY KEY (package, kind)
  ) STRICT;
  CREATE INDEX receipts_due ON receipts_out (next_at) WHERE sent = 0;
`;

/** Partial files of a save under way: what a killed process left is swept by the next one. */
const SAVES = `
  CREATE TABLE saves (folder TEXT PRIMARY KEY, started_at INTEGER NOT NULL) STRICT;
`;

/** Entries of this device's feed that may still have to be put, and the newest. */
const FEED = `
  CREATE TABLE feed_own (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL, stored INTEGER NOT NULL) STRICT;
`;

/** Folders of a package, so that one of folders alone is not taken for a message; the envelope says how many there are. */
const FOLDERS = `
  ALTER TABLE packages ADD COLUMN folder_count INTEGER NOT NULL DEFAULT 0;
  UPDATE packages SET folder_count = coalesce(
    (SELECT json_extract(CAST(d.envelope AS TEXT), '$.sizes.entries') FROM package_details d WHERE d.id = packages.id)
      - file_count,
    0
  );
`;

export const packagesMigrations: readonly Migration[] = [
  { id: 'packages-1', sql: PACKAGES },
  { id: 'packages-2', sql: OUTBOX },
  { id: 'packages-3', sql: MAILBOX },
  { id: 'packages-4', sql: SAVES },
  { id: 'packages-5', sql: FEED },
  { id: 'packages-6', sql: FOLDERS },
];
