import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { type CliError, cliError } from './answer.ts';

const UNIT = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90m`, `12h`, `7d` from now, or the end of a day in local time: `2030-12-31`. null: never. */
export function parseExpiry(text: string | undefined, now: number): Result<number | null, CliError> {
  if (text === undefined) return ok(null);
  const span = /^([1-9][0-9]{0,4})([mhd])$/.exec(text);
  if (span !== null) return ok(now + Number(span[1]) * UNIT[span[2] as keyof typeof UNIT]);
  const day = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (day !== null) {
    const [year, month, date] = day.slice(1).map(Number) as [number, number, number];
    const end = new Date(year, month - 1, date, 23, 59, 59, 999);
    // A day that does not exist turns into another one.
    if (end.getMonth() === month - 1 && end.getDate() === date) return ok(end.getTime());
  }
  return err(cliError('cli.usage', `“${text}” is no expiry. Write 90m, 12h, 7d, or a day such as 2030-12-31.`));
}
