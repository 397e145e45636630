import type { Figure } from './figure.ts';

const HEAD = ['measurement', 'ours', 'peer', '', 'unit', 'ours/peer', 'goal', 'met'];
/** Columns of numbers. */
const RIGHT = new Set([1, 2, 5]);

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function verdict({ met }: Figure): string {
  if (met === null) return '';
  return met ? 'yes' : 'NO';
}

function cells(figure: Figure): readonly string[] {
  const { name, ours, peer, peerName, unit, ratio, goal } = figure;
  return [name, number(ours), number(peer), peerName, unit, ratio.toFixed(2), goal ?? '', verdict(figure)];
}

/** The figures as lines of text, in columns. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
