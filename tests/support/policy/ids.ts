/** Ids and keys in the form that the log asks for, told apart by a number. */

/** 26 characters: a letter for the kind of thing, then the number. */
export const idOf = <T extends string>(kind: string, number: number): T =>
  (kind + String(number).padStart(25, '0')) as T;

/** `bytes` bytes of hex; `kind` is hexadecimal too. */
export const hexOf = (kind: string, number: number, bytes = 32): string =>
  kind + number.toString(16).padStart(2 * bytes - kind.length, '0');

const DAY = 86_400_000;
export const days = (count: number): number => count * DAY;
