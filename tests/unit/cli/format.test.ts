import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  columnsOf,
  formatSize,
  formatTable,
  formatTime,
  printable,
  printableLines,
} from '../../../src-main/cli/format.ts';
import { progressLine } from '../../../src-main/cli/progress.ts';
import type { Transfer } from '../../../src-main/packages/port.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [5 * 1024 ** 3, '5.0 GiB'],
  [3 * 1024 ** 5, '3072.0 TiB'],
])('shows %i bytes as %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('shows times to the minute in local time', () => {
  expect(formatTime(new Date(2030, 0, 2, 3, 4, 5).getTime())).toBe('2030-01-02 03:04');
});

test('aligns columns by what a terminal shows, numbers to the right', () => {
  expect(
    formatTable(
      ['NAME', 'SIZE', ''],
      [
        ['\u738b', '5 B', 'x'],
        ['Zo\u0065\u0308', '12 KiB', ''],
      ],
      ['SIZE'],
    ),
  ).toEqual(['NAME    SIZE', '\u738b       5 B  x', 'Zo\u0065\u0308   12 KiB']);
});

test('counts wide and combining characters', () => {
  expect([columnsOf('abc'), columnsOf('\u738b'), columnsOf('e\u0308'), columnsOf('\u{1f600}')]).toEqual([3, 2, 1, 2]);
});

test('S26: nothing that another person wrote can steer the terminal', () => {
  expect(printable('\u001b[2J\u009b31mx\u202e')).toBe('\ufffd[2J\ufffd31mx\ufffd');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      const steering = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
      expect(printable(text)).not.toMatch(steering);
      for (const line of printableLines(text)) expect(line).not.toMatch(steering);
      for (const line of formatTable(['A'], [[text]])) expect(line).not.toMatch(steering);
    }),
  );
});

test('a message keeps its lines', () => {
  expect(printableLines('a\r\nb\n\tc\u0007')).toEqual(['a', 'b', '    c\ufffd']);
});

test('progress says how much of how much', () => {
  const transfer: Transfer = {
    id: 'x',
    kind: 'send',
    subject: 'Plans\u001b[2J',
    phase: 'transferring',
    bytesDone: 1024,
    bytesTotal: 4096,
    filesTotal: 1,
    rate: 2048,
    error: null,
    skipped: [],
    recipients: [],
    createdAt: 0,
  };
  expect(progressLine(transfer)).toBe('sending \u201cPlans\ufffd[2J\u201d: 1.0 KiB of 4.0 KiB (25 %), 2.0 KiB/s');
  expect(progressLine({ ...transfer, phase: 'finishing', rate: 0 })).toContain('(25 %), finishing');
});
