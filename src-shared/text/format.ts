/** Everything that is written the way of a place: built once a locale, pure afterwards. */
export interface Format {
  readonly locale: string;
  number(value: number): string;
  percent(fraction: number): string;
  /** Decimal units, one digit behind the point from a megabyte on: 999 bytes, 12 kB, 3.4 MB. */
  bytes(bytes: number): string;
  rate(bytesPerSecond: number): string;
  /** A coarse duration: "40 sec", "3 min", "1 hr 20 min". */
  duration(seconds: number): string;
  /** Short form for lists: time today, weekday this week, day and month this year, else with the year. */
  shortDate(time: number, now: number): string;
  date(time: number): string;
  dateTime(time: number): string;
  /** Day and time without the year, for what is recent by nature. */
  moment(time: number): string;
  list(items: readonly string[]): string;
  compare(a: string, b: string): number;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const DAY = 86_400_000;

/** Value and index into UNITS; rounding never shows 1000 of a unit. */
function scale(bytes: number): { value: number; unit: number; digits: number } {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (unit < UNITS.length - 1 && value >= (unit === 0 ? 1000 : 999.5)) {
    value /= 1000;
    unit += 1;
  }
  return { value, unit, digits: unit >= 2 && value < 100 ? 1 : 0 };
}

/** Made when it is first asked for: each of Intl's formatters costs about a millisecond. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function createFormat(locale: string): Format {
  const number = lazy(() => new Intl.NumberFormat(locale));
  const percent = lazy(() => new Intl.NumberFormat(locale, { style: 'percent' }));
  const collator = lazy(() => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));
  const list = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const dates = (options: Intl.DateTimeFormatOptions) => lazy(() => new Intl.DateTimeFormat(locale, options));
  const time = dates({ timeStyle: 'short' });
  const weekday = dates({ weekday: 'short' });
  const dayMonth = dates({ day: 'numeric', month: 'short' });
  const date = dates({ dateStyle: 'medium' });
  const moment = dates({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  const dateTime = dates({ dateStyle: 'medium', timeStyle: 'short' });
  const unit = (name: string, value: number, digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: name === 'byte' ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(value);

  return {
    locale,
    number: (value) => number().format(value),
    percent: (fraction) => percent().format(Math.min(1, Math.max(0, fraction))),
    bytes(bytes) {
      const scaled = scale(bytes);
      return unit(UNITS[scaled.unit] ?? 'byte', scaled.value, scaled.digits);
    },
    rate(bytesPerSecond) {
      const scaled = scale(bytesPerSecond);
      return unit(`${UNITS[scaled.unit] ?? 'byte'}-per-second`, scaled.value, scaled.digits);
    },
    duration(seconds) {
      const whole = Math.max(1, Math.round(seconds));
      if (whole < 60) return unit('second', whole, 0);
      if (whole < 3600) return unit('minute', Math.round(whole / 60), 0);
      const minutes = Math.round(whole / 60);
      const hours = unit('hour', Math.floor(minutes / 60), 0);
      return minutes % 60 === 0 ? hours : `${hours} ${unit('minute', minutes % 60, 0)}`;
    },
    shortDate(at, now) {
      const then = new Date(at);
      const today = new Date(now);
      const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime();
      if (at >= midnight && at < midnight + DAY) return time().format(then);
      if (at < midnight && at >= midnight - 6 * DAY) return weekday().format(then);
      return then.getFullYear() === today.getFullYear() ? dayMonth().format(then) : date().format(then);
    },
    date: (at) => date().format(new Date(at)),
    dateTime: (at) => dateTime().format(new Date(at)),
    moment: (at) => moment().format(new Date(at)),
    list: (items) => list().format(items),
    compare: (a, b) => collator().compare(a, b),
  };
}
