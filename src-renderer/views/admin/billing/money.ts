import { minorDigits } from '../../../../src-shared/text/amount.ts';

/** An amount of minor units the way of a place. */
export function money(amount: number, currency: string, locale: string): string {
  const value = amount / 10 ** minorDigits(currency);
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
  } catch {
    return `${value} ${currency}`;
  }
}

/** Offered first; any other code of ISO 4217 can be written. */
export const USUAL_CURRENCY = 'EUR';

/** A day of the calendar, which has no time zone. */
export const dayOf = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
