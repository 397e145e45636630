import type { Database } from '@signalapp/sqlcipher';
import type { SqlRow, SqlValue, VaultDatabase } from '../database.ts';
import { VaultFault, vaultError } from '../error.ts';
import { sqliteFault } from './fault.ts';

export interface SqlConnection extends VaultDatabase {
  /** Several statements at once, without parameters: for migrations. */
  execute(sql: string): void;
  close(): void;
}

type Statement = ReturnType<Database['prepare']>;

/** More texts than this are made by mistake, from values; the oldest then makes room. */
const MAX_STATEMENTS = 400;

/** Cached statements, plain values, nested transactions and named faults over one connection. */
export function sqlConnection(raw: Database): SqlConnection {
  const statements = new Map<string, Statement>();
  let closed = false;
  let depth = 0;
  /** INVARIANT: a transaction in which a nested part threw never commits. */
  let doomed = false;

  function prepare(sql: string): Statement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = raw.prepare(sql, { persistent: true });
    statements.set(sql, statement);
    if (statements.size > MAX_STATEMENTS) {
      const [oldest] = statements;
      if (oldest !== undefined) {
        statements.delete(oldest[0]);
        oldest[1].close();
      }
    }
    return statement;
  }

  function guard<T>(work: () => T): T {
    if (closed) throw new VaultFault(vaultError('vault.io', 'the vault is locked'));
    try {
      return work();
    } catch (error) {
      const fault = sqliteFault(error);
      throw fault === null ? error : new VaultFault(fault);
    }
  }

  function rollback(): void {
    try {
      raw.exec('ROLLBACK');
    } catch {
      // A full or failing disk makes SQLite roll back by itself: there is nothing left to undo.
    }
  }

  return {
    run: (sql, ...parameters) => guard(() => ({ changes: prepare(sql).run(bound(parameters)).changes })),
    get: (sql, ...parameters) =>
      guard(() => {
        const row = prepare(sql).get(bound(parameters));
        return row === undefined ? null : plain(row);
      }),
    all: (sql, ...parameters) => guard(() => prepare(sql).all(bound(parameters)).map(plain)),
    execute: (sql) => guard(() => raw.exec(sql)),
    transaction<T>(work: () => T): T {
      const outermost = depth === 0;
      if (outermost) {
        guard(() => raw.exec('BEGIN IMMEDIATE'));
        doomed = false;
      }
      depth += 1;
      try {
        const value = work();
        if (value instanceof Promise) throw new TypeError('a vault transaction must not be async');
        if (outermost) {
          if (doomed) throw new Error('a nested vault transaction failed: nothing is committed');
          guard(() => raw.exec('COMMIT'));
        }
        return value;
      } catch (error) {
        doomed = true;
        if (outermost && !closed) rollback();
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close() {
      closed = true;
      statements.clear();
    },
  };
}

/**
 * SECURITY: S14. Nothing is copied on the way in or out, so that zeroing what was stored or read leaves no other copy
 * on this side. An empty array without memory would be bound as NULL (sqlite3_bind_blob takes a null pointer for
 * that), so it gets a byte to point at.
 */
function bound(parameters: readonly SqlValue[]): (string | number | Uint8Array<ArrayBuffer> | null)[] {
  return parameters.map((value) => {
    if (!(value instanceof Uint8Array)) return value;
    if (value.length === 0) return new Uint8Array(new ArrayBuffer(1), 0, 0);
    return isOwned(value) ? value : Uint8Array.from(value);
  });
}

function isOwned(value: Uint8Array): value is Uint8Array<ArrayBuffer> {
  return value.buffer instanceof ArrayBuffer;
}

/** Blobs come as Buffer, each with memory of its own; Buffer prints and serialises unlike a Uint8Array. */
function plain(row: Record<string, SqlValue>): SqlRow {
  for (const [column, value] of Object.entries(row)) {
    if (value instanceof Uint8Array) row[column] = new Uint8Array(value.buffer, value.byteOffset, value.length);
  }
  return row;
}
