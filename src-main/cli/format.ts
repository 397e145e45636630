const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1.5 MiB`; bytes without a fraction. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Local time, to the minute. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number): string => value.toString().padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * SECURITY: what other people wrote must not steer the terminal: control characters and direction overrides become a
 * visible sign.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: replacing them is the point
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** Like `printable`, keeping line breaks. */
export function printableLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => printable(line.replaceAll('\t', '    ')));
}

const WIDE =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

/** Columns that a terminal takes for the text, near enough for aligning. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue;
    columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

/** Between columns. */
export const GAP = '  ';

/** Left-aligned columns under their headings; columns named in `right` stand right. Cells are made printable. */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): readonly string[] {
  const cells = [headings, ...rows.map((row) => row.map(printable))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => columnsOf(row[column] ?? ''))));
  const pad = (text: string, column: number): string => {
    const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(text)));
    return right.includes(headings[column] ?? '') ? space + text : text + space;
  };
  return cells.map((row) =>
    headings
      .map((_, column) => pad(row[column] ?? '', column))
      .join(GAP)
      .trimEnd(),
  );
}

/** Lines of at most `columns` columns, set with spaces; a word that is wider has a line of its own. */
export function wrapped(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || columnsOf(`${last} ${word}`) > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Behind the label, the items with commas; what does not fit into `columns` goes on under the first item. */
export function formatItems(label: string, items: readonly string[], columns: number): readonly string[] {
  const words = items.map((item, index) => printable(index + 1 < items.length ? `${item},` : item));
  const indent = columnsOf(label);
  return wrapped(words, columns - indent).map((line, index) => (index === 0 ? label : ' '.repeat(indent)) + line);
}
