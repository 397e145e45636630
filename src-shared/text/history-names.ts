/*
 * Names of roles, classes and groups in a line of the history. Beside the names themselves (`role`) stands, where a preset
 * gave one of them, what the catalogue calls them (`roleWords`): keys, or the name where there is none, a line each.
 */

const NAMED_FIELDS = ['role', 'class', 'group', 'added', 'removed'] as const;
/** What such a key begins with; any other line is a name that somebody chose. */
const KEY = /^(role|class)Name\./;
export type NamedField = (typeof NAMED_FIELDS)[number];

/** null: the catalogue has a word for none of them. */
export function wordsField(named: readonly { readonly name: string; readonly text: string | null }[]): string | null {
  if (named.every(({ text }) => text === null)) return null;
  return named.map(({ name, text }) => text ?? name).join('\n');
}

/** The parameters with those names in the reader's language. @param word what the catalogue has for a key */
export function inWords(
  params: Readonly<Record<string, string | number>>,
  word: (key: string) => string,
): Record<string, string | number> {
  const filled = { ...params };
  for (const field of NAMED_FIELDS) {
    const words = params[`${field}Words`];
    if (typeof words === 'string')
      filled[field] = words
        .split('\n')
        .map((line) => (KEY.test(line) ? word(line) : line))
        .join(', ');
  }
  return filled;
}
