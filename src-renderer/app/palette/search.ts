/**
 * How well a text answers a query: 0 not at all. Every word must occur; at the start of the text counts most, at the
 * start of a word more than within one.
 */
export function score(text: string, query: string): number {
  const haystack = text.toLocaleLowerCase();
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let sum = 1;
  for (const word of words) {
    const at = haystack.indexOf(word);
    if (at < 0) return 0;
    sum += at === 0 ? 4 : /[\s.@_/-]/.test(haystack[at - 1] ?? '') || haystack.includes(` ${word}`) ? 2 : 1;
  }
  return sum;
}

/** The best matches first, equals in their given order, at most `limit`. */
export function search<T>(items: readonly T[], query: string, text: (item: T) => string, limit: number): readonly T[] {
  return items
    .map((item) => ({ item, points: score(text(item), query) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, limit)
    .map(({ item }) => item);
}
