import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src-shared/text/format.ts';

const en = createFormat('en-GB');
const de = createFormat('de');

describe('bytes', () => {
  it('uses decimal units, with one digit behind the point while it says something', () => {
    expect([0, 1, 999, 1_000, 340_000, 3_400_000, 99_900_000, 120_000_000].map((size) => en.bytes(size))).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '340 kB',
      '3.4 MB',
      '99.9 MB',
      '120 MB',
    ]);
  });

  it('never shows a thousand of a unit', () => {
    expect([999_499, 999_500, 999_999, 999_999_999].map((size) => en.bytes(size))).toEqual([
      '999 kB',
      '1 MB',
      '1 MB',
      '1 GB',
    ]);
  });

  it('follows the locale', () => {
    expect(de.bytes(3_400_000)).toBe('3,4 MB');
  });

  it('stays with the largest unit there is', () => {
    expect(en.bytes(Number.MAX_SAFE_INTEGER)).toBe('9 PB');
  });
});

describe('rate and duration', () => {
  it('says how fast', () => {
    expect(en.rate(12_500_000)).toBe('12.5 MB/s');
  });

  it('rounds a duration to what a person plans with', () => {
    expect([0.2, 40, 59.6, 150, 3_600, 4_800].map((seconds) => en.duration(seconds))).toEqual([
      '1 sec',
      '40 secs',
      '1 min',
      '3 mins',
      '1 hr',
      '1 hr 20 mins',
    ]);
  });
});

describe('shortDate', () => {
  const now = new Date(2026, 10, 22, 15, 0).getTime();
  const at = (...parts: [number, number, number, number?, number?]): string =>
    en.shortDate(new Date(...(parts as [number, number, number])).getTime(), now);

  it('shows the time today, the weekday this week, the day this year, the year before that', () => {
    expect(en.shortDate(new Date(2026, 10, 22, 9, 5).getTime(), now)).toBe('09:05');
    expect(at(2026, 10, 20)).toBe('Fri');
    expect(at(2026, 10, 14)).toBe('14 Nov');
    expect(at(2025, 10, 14)).toBe('14 Nov 2025');
  });

  it('does not call tomorrow a weekday of this week', () => {
    expect(at(2026, 10, 24)).toBe('24 Nov');
  });
});

describe('percent', () => {
  it('stays between nothing and all', () => {
    expect([-1, 0.254, 3].map((fraction) => en.percent(fraction))).toEqual(['0%', '25%', '100%']);
  });
});

describe('compare', () => {
  it('sorts numbers by value and ignores case', () => {
    expect(['file 10', 'File 9', 'Äpfel', 'apfel 2'].toSorted(en.compare)).toEqual([
      'Äpfel',
      'apfel 2',
      'File 9',
      'file 10',
    ]);
  });
});
