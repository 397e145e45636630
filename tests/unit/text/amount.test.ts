import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits, parseAmount, plainAmount } from '../../../src-shared/text/amount.ts';

describe('amounts of money', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['not a currency', 2],
  ])('%s has %d decimals', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  test.each([
    ['119', 2, 119_00],
    ['119.5', 2, 119_50],
    ['119,05', 2, 119_05],
    ['1,234.50', 2, 1234_50],
    ['1.234,50', 2, 1234_50],
    ['1.234', 2, 1234_00],
    ['1 234 567', 2, 1234567_00],
    ['-5', 2, -5_00],
    ['−5.25', 2, -5_25],
    ['0.00', 2, 0],
    ['-0', 2, 0],
    ['1.250', 3, 1250],
    ['1,234', 0, 1234],
  ])('%s with %d decimals is %d', (text, digits, amount) => {
    expect(parseAmount(text, digits)).toBe(amount);
  });

  test.each([
    ['', 2],
    ['-', 2],
    ['abc', 2],
    ['1.5', 0],
    ['1,23,4567', 2],
    ['12345.678', 2],
    ['.5', 2],
    ['1e5', 2],
    ['99999999999999999999', 2],
  ])('%s with %d decimals is none', (text, digits) => {
    expect(parseAmount(text, digits)).toBeNull();
  });

  test('are read back as they were written', () => {
    const amounts = fc.integer({ min: -(10 ** 14), max: 10 ** 14 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(0, 2, 3), (amount, digits) => {
        expect(parseAmount(plainAmount(amount, digits), digits)).toBe(amount);
      }),
    );
  });
});
