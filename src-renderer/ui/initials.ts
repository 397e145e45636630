/** First letters of the first and the last word, upper case. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words.at(0);
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letter = (word: string | undefined): string => Array.from(word ?? '').find((c) => /\p{L}|\p{N}/u.test(c)) ?? '';
  return (letter(first) + letter(last)).toLocaleUpperCase() || '?';
}

/** One of six tints, the same one for the same name. */
export function tint(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % 6;
}
