import { err, ok, type Result } from '../base/result.ts';

/*
 * Comma-separated values (RFC 4180), read piece by piece so that a file of any size takes no more memory than its longest
 * line may have. Files that separate by semicolons, as spreadsheets write them in many countries, are read as well: the
 * first separator outside quotation marks decides.
 */

export interface CsvRow {
  /** Of the file, from 1, where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quotation mark where none may be, a quotation without an end, or more than the bounds allow. */
export interface CsvError {
  readonly code: 'csv.malformed';
  readonly line: number;
}

export interface CsvBounds {
  readonly cells: number;
  /** UTF-16 units of one cell. */
  readonly length: number;
}

type Place = 'start' | 'plain' | 'quoted' | 'afterQuote';

export class CsvReader {
  readonly #bounds: CsvBounds;
  #separator: ',' | ';' | null = null;
  #place: Place = 'start';
  #cell = '';
  #cells: string[] = [];
  #line = 1;
  #began = 1;
  #wasReturn = false;

  constructor(bounds: CsvBounds) {
    this.#bounds = bounds;
  }

  /** The rows that this piece completes. Lines without anything in them are none. */
  push(piece: string): Result<readonly CsvRow[], CsvError> {
    const rows: CsvRow[] = [];
    for (const character of piece) {
      const fits = this.#take(character, rows);
      if (!fits || this.#cell.length > this.#bounds.length || this.#cells.length >= this.#bounds.cells) {
        return err({ code: 'csv.malformed', line: this.#line });
      }
    }
    return ok(rows);
  }

  /** The last row, where no line break ends it. */
  end(): Result<readonly CsvRow[], CsvError> {
    if (this.#place === 'quoted') return err({ code: 'csv.malformed', line: this.#began });
    const rows: CsvRow[] = [];
    this.#endRow(rows);
    return ok(rows);
  }

  #take(character: string, rows: CsvRow[]): boolean {
    const afterReturn = this.#wasReturn;
    this.#wasReturn = character === '\r';
    if (character === '\n' && afterReturn && this.#place !== 'quoted') return true;
    if (character === '\n' || (character === '\r' && this.#place !== 'quoted')) this.#line += 1;
    if (this.#place === 'quoted') {
      if (character === '"') this.#place = 'afterQuote';
      else this.#cell += character;
      return true;
    }
    if (character === '\n' || character === '\r') {
      this.#endRow(rows);
      return true;
    }
    if (this.#separates(character)) {
      this.#endCell();
      return true;
    }
    if (character === '"') {
      if (this.#place === 'plain') return false;
      if (this.#place === 'afterQuote') this.#cell += character;
      this.#place = 'quoted';
      return true;
    }
    if (this.#place === 'afterQuote') return false;
    this.#place = 'plain';
    this.#cell += character;
    return true;
  }

  #separates(character: string): boolean {
    if (character !== ',' && character !== ';') return false;
    this.#separator ??= character;
    return character === this.#separator;
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#place = 'start';
  }

  #endRow(rows: CsvRow[]): void {
    this.#endCell();
    if (this.#cells.some((cell) => cell !== '')) rows.push({ line: this.#began, cells: this.#cells });
    this.#cells = [];
    this.#began = this.#line;
  }
}

/** What a spreadsheet takes for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;
/** The same further on in a cell, right after what separates cells or rows for a spreadsheet of another country. */
const HIDDEN_FORMULA = /(?<=[;\t\r\n]"*)(?=[=+\-@])/g;

/**
 * One line with its end. SECURITY: CWE-1236. An apostrophe, by which spreadsheets mark text, stands before whatever one would
 * run: where a cell begins, and within it where a new one would begin for a spreadsheet that separates by semicolons, to
 * which quotation marks in the middle of a cell say nothing.
 */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const safe = (FORMULA.test(cell) ? `'${cell}` : cell).replace(HIDDEN_FORMULA, "'");
    return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
