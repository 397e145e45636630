import { closeSync, openSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { Database } from '@signalapp/sqlcipher';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { sqliteFault } from '../database/fault.ts';
import { type VaultError, vaultError } from '../error.ts';
import { diskFault } from '../file/atomic.ts';

export interface ProfileLock {
  release(): void;
}

const LOCK_FILE = 'lock';

/**
 * One process at a time per profile. The lock is the operating system's own (fcntl, or LockFileEx on Windows), taken
 * by SQLite on an empty file: it ends with the process, however that ends, and no process id is ever guessed at.
 *
 * INVARIANT: nobody else in this process opens that file: on POSIX closing any handle of it would drop the lock.
 *
 * Errors: vault.missing (no such folder), vault.inUse, vault.full, vault.io.
 */
export function lockProfile(directory: string): Result<ProfileLock, VaultError> {
  const file = path.join(directory, LOCK_FILE);
  const first = take(file);
  if (first.ok || first.error.code !== 'vault.damaged') return first;
  // The file is always empty; something else wrote into it. Nobody holds it, or we would have been told so.
  try {
    truncateSync(file);
  } catch (error) {
    return err(diskFault(error));
  }
  return take(file);
}

function take(file: string): Result<ProfileLock, VaultError> {
  let raw: Database | undefined;
  try {
    raw = new Database(file);
    raw.exec('PRAGMA cipher_log_level = NONE');
    raw.exec('PRAGMA journal_mode = MEMORY');
    raw.exec('BEGIN EXCLUSIVE');
    const held = raw;
    let released = false;
    return ok({
      release() {
        if (!released) held.close();
        released = true;
      },
    });
  } catch (error) {
    raw?.close();
    const fault = sqliteFault(error);
    if (fault === null) throw error;
    return err(fault.detail === 'SQLITE_CANTOPEN' ? whyNot(file) : fault);
  }
}

/** SQLite says only that it cannot; the system says why. */
function whyNot(file: string): VaultError {
  try {
    closeSync(openSync(file, 'a', 0o600));
    return vaultError('vault.io', 'lock');
  } catch (error) {
    const fault = diskFault(error);
    return fault.detail === 'ENOENT' ? vaultError('vault.missing', 'folder') : fault;
  }
}
