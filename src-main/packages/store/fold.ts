/** Text as it is searched: without case, accents, or the difference between compatible forms. */
export function fold(value: string): string {
  return value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
