import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader, csvLine } from '../../../src-shared/text/csv.ts';

const BOUNDS = { cells: 20, length: 1_000 };

/** All rows of pieces given one after the other; null when they are refused. */
function read(...pieces: readonly string[]): readonly (readonly string[])[] | null {
  const reader = new CsvReader(BOUNDS);
  const rows: (readonly string[])[] = [];
  for (const result of [...pieces.map((piece) => () => reader.push(piece)), () => reader.end()]) {
    const found = result();
    if (!found.ok) return null;
    rows.push(...found.value.map(({ cells }) => cells));
  }
  return rows;
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', '"', ',', ';', '\n', '\r', ' ', '=', "'", '😀'),
  maxLength: 8,
});
/** A row of nothing is no row. */
const rows = fc.array(
  fc.array(cell, { minLength: 2, maxLength: 5 }).filter((cells) => cells.some((each) => each !== '')),
  { maxLength: 6 },
);

describe('comma-separated values', () => {
  it('come back as they were written, wherever the pieces are cut, when no cell looks like a formula', () => {
    const harmless = rows.map((table) =>
      table.map((cells) => cells.map((each) => each.replace(/^\r+/, '').replaceAll('=', 'a='))),
    );
    const whole = harmless.filter((table) => table.every((cells) => cells.some((each) => each !== '')));
    fc.assert(
      fc.property(whole, fc.nat({ max: 200 }), (table, cut) => {
        const text = table.map(csvLine).join('');
        expect(read(text.slice(0, cut), text.slice(cut))).toEqual(table);
      }),
    );
  });

  it('end lines with CR LF, LF or CR, and count lines inside quotations', () => {
    expect(read('a,b\r\nc,d\ne,f\rg,h')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
    const reader = new CsvReader(BOUNDS);
    expect(reader.push('"a\n\n",b\r\nc,d\r\n')).toEqual({
      ok: true,
      value: [
        { line: 1, cells: ['a\n\n', 'b'] },
        { line: 4, cells: ['c', 'd'] },
      ],
    });
  });

  it('are separated by what comes first outside quotation marks', () => {
    expect(read('"x,y";b\n1,2;3')).toEqual([
      ['x,y', 'b'],
      ['1,2', '3'],
    ]);
  });

  it.each(['a"b', '"a"b', '"a', `${'x'.repeat(1_001)}`, ','.repeat(20)])('are refused when they are %j', (text) => {
    expect(read(text)).toBeNull();
  });

  it('never begin a cell with what a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', 'a'), maxLength: 6 }),
        (text) => {
          const [[written] = ['']] = read(csvLine([text, 'x'])) ?? [];
          expect(written).not.toMatch(/^[=+\-@\t\r]/);
          const marked = text.replace(/(?<=[\t\r]"*)(?=[=+\-@])/g, "'");
          expect([marked, `'${marked}`]).toContain(written);
        },
      ),
    );
  });

  it('never begin one with it where a spreadsheet separates by semicolons or tabs, as many countries have it', () => {
    const unit = fc.constantFrom('=', '+', '-', '@', '"', "'", ';', '\t', '\n', ',', 'a', ' ');
    const text = fc.string({ unit, maxLength: 8 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        // Quotation marks in the middle of a cell are nothing to a reader that separates by something else.
        for (const seen of csvLine(['n', one, other]).split(/[;\t\r\n]/)) {
          expect(seen).not.toMatch(/^"*[=+\-@]/);
        }
      }),
    );
    expect(csvLine(['Ada', 'x;=HYPERLINK("http://x","y")'])).toBe('Ada,"x;\'=HYPERLINK(""http://x"",""y"")"\r\n');
  });
});
