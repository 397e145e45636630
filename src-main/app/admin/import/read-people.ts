import { createReadStream } from 'node:fs';
import { err, ok, type Result } from '../../../../src-shared/base/result.ts';
import { CsvReader, type CsvRow } from '../../../../src-shared/text/csv.ts';
import type { AppError, AppResult } from '../../error.ts';

/** One entry of the log holds about that many invitations. */
export const IMPORT_MAX = 10_000;
/** No field of a person is longer. */
const BOUNDS = { cells: 64, length: 4_096 };
const PIECE = 64 * 1024;

export const COLUMNS = ['name', 'email', 'kind', 'roles', 'class', 'groups'] as const;
export type Column = (typeof COLUMNS)[number];
/** Columns of an exported file that say nothing to an import. */
const IGNORED: ReadonlySet<string> = new Set(['state']);

export interface PersonText {
  readonly line: number;
  /** Trimmed; empty where the file says nothing. */
  readonly cells: { readonly [C in Column]: string };
}

/**
 * People of a CSV file (UTF-8, with or without a byte order mark), whose first line names the columns. Read piece by piece,
 * and no further than to the first row too many or the first mistake: a file of any size is refused within these bounds.
 * Errors are `import.*`, and `files.unreadable`.
 */
export async function readPeople(path: string): AppResult<readonly PersonText[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = new CsvReader(BOUNDS);
  const table = new Table();
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: PIECE })) {
      const fault = table.take(reader.push(decoder.decode(bytes as Buffer, { stream: true })));
      if (fault !== null) return err(fault);
    }
    const fault = table.take(reader.push(decoder.decode())) ?? table.take(reader.end());
    if (fault !== null) return err(fault);
  } catch (error) {
    if (error instanceof TypeError) return err({ code: 'import.encoding', detail: '' });
    return err({ code: 'files.unreadable', detail: '' });
  }
  return table.people.length === 0 ? err({ code: 'import.empty', detail: '' }) : ok(table.people);
}

class Table {
  readonly people: PersonText[] = [];
  #places: ReadonlyMap<Column, number> | null = null;

  take(rows: Result<readonly CsvRow[], { readonly line: number }>): AppError | null {
    if (!rows.ok) return malformed(rows.error.line);
    for (const row of rows.value) {
      const fault = this.#places === null ? this.#takeHeader(row) : this.#takePerson(row, this.#places);
      if (fault !== null) return fault;
    }
    return null;
  }

  #takeHeader({ cells }: CsvRow): AppError | null {
    const places = new Map<Column, number>();
    for (const [place, cell] of cells.entries()) {
      const name = cell
        .trim()
        .toLowerCase()
        .replace(/^e-mail$/, 'email');
      if (name === '' || IGNORED.has(name)) continue;
      const column = COLUMNS.find((each) => each === name);
      if (column === undefined || places.has(column)) return columns(cell.trim().slice(0, 40));
      places.set(column, place);
    }
    const missing = (['name', 'email'] as const).find((column) => !places.has(column));
    if (missing !== undefined) return columns(missing);
    this.#places = places;
    return null;
  }

  #takePerson({ line, cells }: CsvRow, places: ReadonlyMap<Column, number>): AppError | null {
    if (this.people.length === IMPORT_MAX) {
      return { code: 'import.tooMany', detail: '', params: { most: IMPORT_MAX } };
    }
    const cell = (column: Column): string => cells[places.get(column) ?? -1]?.trim() ?? '';
    const [name, email, kind, roles, of, groups] = COLUMNS.map(cell) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    this.people.push({ line, cells: { name, email, kind, roles, class: of, groups } });
    return null;
  }
}

const malformed = (line: number): AppError => ({ code: 'import.malformed', detail: '', params: { line } });
const columns = (column: string): AppError => ({ code: 'import.columns', detail: '', params: { column } });
