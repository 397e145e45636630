import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, formatItems } from '../../../src-main/cli/format.ts';
import { formatGrid } from '../../../src-main/cli/grid.ts';

test('goes on under the first item where a line is full', () => {
  expect(formatItems('  loses  ', ['pkg.send', 'pkg.track', 'a.longer.one'], 30)).toEqual([
    '  loses  pkg.send, pkg.track,',
    '         a.longer.one',
  ]);
  expect(formatItems('  loses  ', [], 30)).toEqual([]);
});

test('an item that is wider than the terminal has a line of its own, whole', () => {
  expect(formatItems('to ', ['a', 'pkg.download.withoutPassword', 'b'], 10)).toEqual([
    'to a,',
    '   pkg.download.withoutPassword,',
    '   b',
  ]);
});

test('stands as many columns side by side as fit, their headings on top of them, and goes on below', () => {
  const column = (heading: string, ...cells: string[]) => ({ heading, cells });
  const grid = [
    column('Ada', 'x', '.'),
    column('Maximiliane von der Heide', 'l', 'x'),
    column('\u738b\u5927', '.', '.'),
  ];
  expect(formatGrid(['send', 'track'], grid, 25)).toEqual([
    ['            Maximiliane', '       Ada  von der Heide', 'send   x    l', 'track  .    x'],
    ['       \u738b\u5927', 'send   .', 'track  .'],
  ]);
});

test('S26: every cell is there once, no line is wider than the terminal, and no name can steer it', () => {
  const people = fc.array(fc.record({ heading: fc.string({ unit: 'binary', maxLength: 60 }), level: fc.nat(2) }));
  fc.assert(
    fc.property(people, fc.integer({ min: 40, max: 200 }), (levels, columns) => {
      const rows = ['first', 'second'];
      const grid = levels.map(({ heading, level }) => ({
        heading,
        cells: rows.map((_, at) => 'xl.'[(level + at) % 3] ?? ''),
      }));
      const blocks = formatGrid(rows, grid, columns);
      for (const [at, row] of rows.entries()) {
        const lines = blocks.map((block) => block.at(at - rows.length) ?? '');
        const cells = lines.flatMap((line) => line.split(/\s+/).slice(1));
        expect(cells.join('')).toBe(grid.map((column) => column.cells[at]).join(''));
        for (const line of lines) expect(line.startsWith(row)).toBe(true);
      }
      for (const line of blocks.flat()) {
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }
    }),
  );
});
