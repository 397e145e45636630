import { type VaultError, vaultError } from '../error.ts';

/**
 * What an error of SQLite means here, by its primary result code (https://www.sqlite.org/rescode.html). SQLCipher
 * answers NOTADB for a page 1 that does not authenticate and CORRUPT for any other; once a page failed, the whole
 * connection answers NOTADB.
 *
 * @returns null when it is a programming error: bad SQL, a constraint, a wrong type.
 */
export function sqliteFault(error: unknown): VaultError | null {
  const code = sqliteCode(error);
  if (code === null) return null;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return vaultError('vault.damaged', code);
  if (/^SQLITE_(FULL|IOERR_.*ENOSPC)/.test(code)) return vaultError('vault.full', code);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return vaultError('vault.inUse', code);
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|NOMEM|PROTOCOL)/.test(code)) return vaultError('vault.io', code);
  return null;
}

function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')) return error.code;
  // Opening reports no code, only a sentence.
  return error.message.startsWith('sqlite open error') ? 'SQLITE_CANTOPEN' : null;
}
