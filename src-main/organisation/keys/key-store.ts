import { zero } from '../../../src-shared/base/bytes.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';
import type { Migration, VaultDatabase } from '../../vault/database.ts';
import { createKeysetStore } from '../../vault/keyset-store.ts';

export const organisationKeyMigrations: readonly Migration[] = [
  {
    id: 'organisation-keys-1',
    sql: `
      CREATE TABLE organisation_key (
        kind TEXT NOT NULL, epoch INTEGER NOT NULL, secret BLOB NOT NULL, PRIMARY KEY (kind, epoch)
      ) STRICT;
      CREATE TABLE organisation_key_candidate (
        kind TEXT NOT NULL, epoch INTEGER NOT NULL, copies TEXT NOT NULL, secret BLOB NOT NULL,
        PRIMARY KEY (kind, epoch, copies)
      ) STRICT;
      ALTER TABLE open_invitation ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;`,
  },
  {
    id: 'organisation-keys-2',
    sql: 'CREATE TABLE organisation_key_object (kind TEXT PRIMARY KEY, copies TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;',
  },
];

/** A secret, and the hash of the object that it opens. */
export interface Candidate {
  readonly epoch: number;
  readonly copies: string;
  readonly secret: Uint8Array;
}

/**
 * The organisation's secrets that this member holds, 32 bytes each. A *candidate* is one that this client made and is
 * about to propose, or has found on a way back: it counts once the log names its object (S27).
 */
export interface KeyStore {
  /** null: not held. The caller must not zero it. */
  get(kind: KeyKind, epoch: number): Uint8Array | null;
  /**
   * INVARIANT: a directory key that is held is never replaced (see `KeysetStore`). A key of another kind is, where the log
   * names another than the one that is held.
   *
   * @returns whether this one is held now; false, of a directory key alone: another is, and stays.
   */
  save(kind: KeyKind, epoch: number, secret: Uint8Array): boolean;
  candidate(kind: KeyKind, epoch: number, copies: string): Uint8Array | null;
  /** All of that epoch. */
  candidates(kind: KeyKind, epoch: number): readonly Candidate[];
  saveCandidate(kind: KeyKind, epoch: number, copies: string, secret: Uint8Array): void;
  /** All or none; of an object that has a candidate, that one stays. */
  saveCandidates(kind: KeyKind, candidates: readonly Candidate[]): void;
  /** The object of the newest key, where this client made it: a hub that lost it is given it back. */
  object(kind: KeyKind, copies: string): Uint8Array | null;
  saveObject(kind: KeyKind, copies: string, bytes: Uint8Array): void;
  /** Those that lost, or were never proposed. */
  dropCandidates(kind: KeyKind, upTo: number): void;
  /** Wipes what is held in memory. */
  close(): void;
}

export function createKeyStore(database: VaultDatabase): KeyStore {
  const keysets = createKeysetStore(database);
  const held = new Map<string, Uint8Array>();
  for (const [epoch, secret] of keysets.directoryKeys()) held.set(`directory ${epoch}`, secret);

  const stored = (kind: KeyKind, epoch: number): Uint8Array | null => {
    const table = kind === 'directory' ? 'SELECT key AS secret FROM directory_key WHERE epoch = ?' : null;
    const row =
      table === null
        ? database.get('SELECT secret FROM organisation_key WHERE kind = ? AND epoch = ?', kind, epoch)
        : database.get(table, epoch);
    return row?.secret instanceof Uint8Array ? row.secret : null;
  };

  return {
    get(kind, epoch) {
      const name = `${kind} ${epoch}`;
      const known = held.get(name) ?? stored(kind, epoch);
      if (known !== null) held.set(name, known);
      return known;
    },
    save(kind, epoch, secret) {
      const name = `${kind} ${epoch}`;
      if (kind !== 'directory') {
        database.run('INSERT OR REPLACE INTO organisation_key VALUES (?, ?, ?)', kind, epoch, secret);
        held.set(name, Uint8Array.from(secret));
        return true;
      }
      if (!keysets.saveDirectoryKey(epoch, secret)) return false;
      if (!held.has(name)) held.set(name, Uint8Array.from(secret));
      return true;
    },
    candidate(kind, epoch, copies) {
      const row = database.get(
        'SELECT secret FROM organisation_key_candidate WHERE kind = ? AND epoch = ? AND copies = ?',
        ...[kind, epoch, copies],
      );
      return row?.secret instanceof Uint8Array ? row.secret : null;
    },
    candidates: (kind, epoch) =>
      database
        .all('SELECT copies, secret FROM organisation_key_candidate WHERE kind = ? AND epoch = ?', kind, epoch)
        .flatMap(({ copies, secret }) =>
          secret instanceof Uint8Array ? [{ epoch, copies: String(copies), secret }] : [],
        ),
    saveCandidate(kind, epoch, copies, secret) {
      database.run(
        'INSERT OR REPLACE INTO organisation_key_candidate VALUES (?, ?, ?, ?)',
        ...[kind, epoch, copies, secret],
      );
    },
    saveCandidates(kind, candidates) {
      database.transaction(() => {
        for (const { epoch, copies, secret } of candidates) {
          database.run(
            'INSERT OR IGNORE INTO organisation_key_candidate VALUES (?, ?, ?, ?)',
            ...[kind, epoch, copies, secret],
          );
        }
      });
    },
    object(kind, copies) {
      const row = database.get(
        'SELECT bytes FROM organisation_key_object WHERE kind = ? AND copies = ?',
        ...[kind, copies],
      );
      return row?.bytes instanceof Uint8Array ? row.bytes : null;
    },
    saveObject(kind, copies, bytes) {
      database.run('INSERT OR REPLACE INTO organisation_key_object VALUES (?, ?, ?)', kind, copies, bytes);
    },
    dropCandidates(kind, upTo) {
      database.run('DELETE FROM organisation_key_candidate WHERE kind = ? AND epoch <= ?', kind, upTo);
    },
    close() {
      zero(...held.values());
      held.clear();
    },
  };
}
