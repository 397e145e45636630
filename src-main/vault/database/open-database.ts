import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { Database } from '@signalapp/sqlcipher';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Migration, VaultDatabase } from '../database.ts';
import { faultOf, type VaultError, VaultFault, vaultError } from '../error.ts';
import { sqliteFault } from './fault.ts';
import { migrate } from './migrations.ts';
import { type SqlConnection, sqlConnection } from './statements.ts';

export interface OpenDatabase extends VaultDatabase {
  /**
   * Reads every page and every index: about 5 ms a megabyte. Never needed for safety, because each page is
   * authenticated whenever it is read; it finds damage early, before the page is wanted.
   */
  verify(): Result<void, VaultError>;
  /** Wipes the key. Every later call throws a VaultFault `vault.io`. */
  close(): void;
}

export interface DatabaseOptions {
  readonly path: string;
  /** 32 bytes, used as SQLCipher's raw key; the caller zeroes it. */
  readonly key: Uint8Array;
  /** `create` makes a new file and refuses an existing one; `open` never makes one. */
  readonly mode: 'create' | 'open';
  readonly migrations: readonly Migration[];
}

/**
 * Opens the SQLCipher database (version 4 settings: AES-256-CBC, HMAC-SHA512 over each 4 KiB page), and applies what
 * migrations it lacks. Takes about a millisecond whatever its size: page 1 is authenticated, and SQLite compares the
 * length of the file with the page count in it, so a wrong key and a cut-off file are seen here, other damage when
 * the page is read (`verify` reads all).
 *
 * Errors: vault.missing, vault.exists, vault.damaged, vault.tooNew, vault.inUse, vault.full, vault.io.
 */
export function openDatabase(options: DatabaseOptions): Result<OpenDatabase, VaultError> {
  const claimed = claimFile(options);
  if (!claimed.ok) return claimed;
  let raw: Database | undefined;
  try {
    raw = new Database(options.path);
    configure(raw, options.key);
    const connection = sqlConnection(raw);
    const migrated = migrate(connection, options.migrations);
    if (!migrated.ok) {
      raw.close();
      return migrated;
    }
    return ok(openedDatabase(raw, connection));
  } catch (error) {
    closeQuietly(raw);
    const fault = faultOf(error) ?? sqliteFault(error);
    if (fault === null) throw error;
    return err(fault);
  }
}

/**
 * SQLite would make a missing file, readable by others where the umask allows; this says no, or makes it 0600. An
 * existing file is not opened: on POSIX closing it again would drop SQLite's own lock, were it open in this process.
 */
function claimFile(options: DatabaseOptions): Result<void, VaultError> {
  try {
    if (options.mode === 'create') closeSync(openSync(options.path, 'wx', 0o600));
    else accessSync(options.path, constants.R_OK | constants.W_OK);
    return ok();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return err(vaultError('vault.missing', code));
    if (code === 'EEXIST') return err(vaultError('vault.exists', code));
    return err(vaultError(code === 'ENOSPC' || code === 'EDQUOT' ? 'vault.full' : 'vault.io', code));
  }
}

function configure(raw: Database, key: Uint8Array): void {
  // SQLCipher writes its own diagnostics to stderr otherwise.
  raw.exec('PRAGMA cipher_log_level = NONE');
  // SECURITY: S14. The statement is a string and cannot be zeroed: it holds a key derived for this file alone.
  raw.exec(`PRAGMA key = "x'${Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('hex')}'"`);
  // cipher_memory_security stays off: it locks and wipes every allocation of SQLite, at a cost on every query, while
  // the rows live on as values of JavaScript. The key itself is wiped either way, when the database is closed.
  // One process, one connection: no -shm file, and the operating system's own lock on the file.
  raw.exec('PRAGMA locking_mode = EXCLUSIVE');
  raw.exec('PRAGMA journal_mode = WAL');
  // INVARIANT: S27. FULL flushes the log at each commit: what was committed survives a power cut, not only kill -9
  // (https://www.sqlite.org/pragma.html#pragma_synchronous; WAL with NORMAL may lose the last commits). On macOS
  // only F_FULLFSYNC reaches the disk.
  raw.exec('PRAGMA synchronous = FULL');
  raw.exec('PRAGMA fullfsync = ON');
  raw.exec('PRAGMA checkpoint_fullfsync = ON');
  raw.exec('PRAGMA journal_size_limit = 16777216');
  raw.exec('PRAGMA foreign_keys = ON');
  raw.exec('PRAGMA trusted_schema = OFF');
  raw.exec('PRAGMA secure_delete = ON');
  // SECURITY: nothing is ever spilled to a temporary file, which would not be encrypted.
  raw.exec('PRAGMA temp_store = MEMORY');
}

function openedDatabase(raw: Database, connection: SqlConnection): OpenDatabase {
  return {
    run: connection.run,
    get: connection.get,
    all: connection.all,
    transaction: connection.transaction,
    verify() {
      try {
        const pages = connection.all('PRAGMA cipher_integrity_check');
        if (pages.length > 0) return err(vaultError('vault.damaged', `${pages.length} pages`));
        const structure = connection.get('PRAGMA integrity_check(1)');
        return structure?.integrity_check === 'ok' ? ok() : err(vaultError('vault.damaged', 'structure'));
      } catch (error) {
        const fault = faultOf(error);
        if (fault === null) throw error;
        return err(fault);
      }
    },
    close() {
      connection.close();
      closeQuietly(raw);
    },
  };
}

/** What closing could still fail at, folding the log into the file, happens at the next opening. */
function closeQuietly(raw: Database | undefined): void {
  try {
    raw?.close();
  } catch (error) {
    if (sqliteFault(error) === null && !(error instanceof Error && error.message === 'Database already closed')) {
      throw new VaultFault(vaultError('vault.io', 'close'));
    }
  }
}
