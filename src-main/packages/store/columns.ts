import type { SqlRow, SqlValue } from '../../vault/database.ts';

/*
 * Columns of the project's own STRICT tables: their types are SQLite's to keep, so a wrong one is a programming error
 * and throws.
 */

export function text(row: SqlRow, column: string): string {
  const value: SqlValue | undefined = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`);
  return value;
}

export function textOrNull(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: SqlRow, column: string): number {
  const value: SqlValue | undefined = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} is not an integer`);
  return value;
}

export function integerOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function blob(row: SqlRow, column: string): Uint8Array {
  const value: SqlValue | undefined = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} is not a blob`);
  return value;
}

export function blobOrNull(row: SqlRow, column: string): Uint8Array | null {
  return row[column] === null ? null : blob(row, column);
}
