import { columnsOf, GAP, printable, wrapped } from './format.ts';

/** The word in pieces of at most `columns` columns each. */
function pieces(word: string, columns: number): readonly string[] {
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && columnsOf(piece + character) > columns) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}

export interface GridColumn {
  readonly heading: string;
  /** One for each row. */
  readonly cells: readonly string[];
}

/** A longer heading goes on in a line below, so that more columns stand side by side. */
const HEADING_COLUMNS = 14;

/**
 * Cells under headings, the rows named on the left. As many columns stand side by side as fit into `columns`, at least
 * one; the others follow in blocks below, with the names of the rows again.
 */
export function formatGrid(
  rows: readonly string[],
  grid: readonly GridColumn[],
  columns: number,
): readonly (readonly string[])[] {
  const named = Math.max(0, ...rows.map(columnsOf));
  const blocks: { width: number; readonly of: Drawn[] }[] = [];
  for (const column of grid) {
    const drawn = draw(column);
    const last = blocks.at(-1);
    if (last === undefined || last.width + GAP.length + drawn.width > columns) {
      blocks.push({ width: named + GAP.length + drawn.width, of: [drawn] });
    } else {
      last.width += GAP.length + drawn.width;
      last.of.push(drawn);
    }
  }
  return blocks.map(({ of }) => drawBlock(rows, of, named));
}

interface Drawn {
  readonly width: number;
  readonly heading: readonly string[];
  readonly cells: readonly string[];
}

function draw({ heading, cells }: GridColumn): Drawn {
  const words = printable(heading).split(/\s+/);
  const lines = wrapped(
    words.flatMap((word) => pieces(word, HEADING_COLUMNS)),
    HEADING_COLUMNS,
  );
  return { width: Math.max(...[...lines, ...cells].map(columnsOf)), heading: lines, cells };
}

/** Headings stand on their columns. */
function drawBlock(rows: readonly string[], drawn: readonly Drawn[], named: number): readonly string[] {
  const high = Math.max(...drawn.map(({ heading }) => heading.length));
  const line = (name: string, texts: readonly string[]): string =>
    [padded(name, named), ...drawn.map(({ width }, index) => padded(texts[index] ?? '', width))].join(GAP).trimEnd();
  const headings = Array.from({ length: high }, (_, at) =>
    line(
      '',
      drawn.map(({ heading }) => heading[at - high + heading.length] ?? ''),
    ),
  );
  return [
    ...headings,
    ...rows.map((name, at) =>
      line(
        name,
        drawn.map(({ cells }) => cells[at] ?? ''),
      ),
    ),
  ];
}

const padded = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
