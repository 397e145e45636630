import { isAbsolute } from 'node:path';

/** What the system asked for: an invitation link, or a file that holds one. */
export type Opened =
  | { readonly kind: 'link'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

/** An invitation link is a few hundred characters. */
const LONGEST_LINK = 10_000;

/** One word as the system hands it over; null when it is neither a link nor an invitation file. */
export function openedBy(word: string, directory: string, join: (...parts: string[]) => string): Opened | null {
  if (/^sealpost:/i.test(word)) return word.length <= LONGEST_LINK ? { kind: 'link', text: word } : null;
  if (word.startsWith('-') || !/\.sealpost$/i.test(word) || word.includes('\0')) return null;
  return { kind: 'file', path: isAbsolute(word) ? word : join(directory, word) };
}

/**
 * What a command line asks for. Links come so on Windows and Linux, on the first start and, through the second instance,
 * on every later one.
 */
export function openedByArguments(
  words: readonly string[],
  directory: string,
  join: (...parts: string[]) => string,
): Opened | null {
  for (const word of words.slice(1)) {
    const opened = openedBy(word, directory, join);
    if (opened !== null) return opened;
  }
  return null;
}

/** The value of `--name=value` on the command line; null when it is not there or empty. */
export function switchValue(words: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  const word = words.find((candidate) => candidate.startsWith(prefix));
  return word === undefined || word.length === prefix.length ? null : word.slice(prefix.length);
}
