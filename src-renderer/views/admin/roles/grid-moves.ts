import type { KeyboardEvent } from 'react';

/** Row -1 is that of the roles' names. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Rows that Page Up and Page Down move by. */
const PAGE = 8;

/** Where a key leads within the grid; null when the key does not move. */
export function moveInGrid(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  { row, column }: CellPlace,
  rows: number,
  columns: number,
): CellPlace | null {
  const modified = event.ctrlKey || event.metaKey;
  const at = (nextRow: number, nextColumn: number): CellPlace => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (event.key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'PageUp':
      return at(Math.max(0, row - PAGE), column);
    case 'PageDown':
      return at(row + PAGE, column);
    case 'Home':
      return modified ? at(0, 0) : at(row, 0);
    case 'End':
      return modified ? at(rows - 1, columns - 1) : at(row, columns - 1);
    default:
      return null;
  }
}
