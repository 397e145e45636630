const two = (value: number): string => String(value).padStart(2, '0');

/** The local day of a moment, as a date field writes it: `2027-01-31`. */
export function dayOf(time: number): string {
  const day = new Date(time);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Midnight at the end of a local day of a date field; null when the field holds none. */
export function endOfDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const time = new Date(year, month - 1, day + 1).getTime();
  // A day that the calendar does not have, such as 31 June, is none: `Date` would make another of it.
  return dayOf(new Date(year, month - 1, day).getTime()) === text ? time : null;
}
