/*
 * Amounts of money as whole minor units. How many of them make a unit is the currency's, by ISO 4217 as ECMA-402 has it;
 * two where the currency is not known.
 */

export function minorDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** For machines: `-119.05`, a point and no thousands. */
export function plainAmount(amount: number, digits: number): string {
  const figures = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? `${sign}${figures}` : `${sign}${whole}.${figures.slice(-digits)}`;
}

/**
 * What a person wrote: `1,234.50`, `1.234,50`, `1 234`, `-5`. A point or comma with no more digits after it than the
 * currency has is the decimal one; others part thousands.
 * @returns null: no amount, or more decimals than there are
 */
export function parseAmount(text: string, digits: number): number | null {
  const compact = text.replace(/[\s'’]/gu, '').replace(/^−/u, '-');
  const sign = compact.startsWith('-') ? -1 : 1;
  const parts = compact.replace(/^-/, '').split(/[.,]/);
  const last = parts.at(-1) ?? '';
  const decimals = parts.length > 1 && last.length <= digits ? (parts.pop() ?? '') : '';
  const [first = '', ...thousands] = parts;
  const grouped = first.length <= 3 && thousands.every((part) => part.length === 3);
  if (first === '' || (thousands.length > 0 && !grouped)) return null;
  const figures = [...parts, decimals.padEnd(digits, '0')].join('');
  const amount = /^\d+$/.test(figures) ? Number(figures) : Number.NaN;
  if (!Number.isSafeInteger(amount)) return null;
  return amount === 0 ? 0 : sign * amount;
}
