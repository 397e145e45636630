import type { Cell, Effect, Level, Matrix, Override, Overrides } from './entities.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/*
 * Tables by permission as the state keeps them: each cell with the entry that set it, in the order of `PERMISSIONS`.
 * A cell that an entry repeats keeps the entry that set it first.
 */

type Table<V> = { readonly [P in Permission]?: V };

export function cellsOf(levels: Table<Level>, setBy: number): Matrix {
  return cellsAfter({}, levels, setBy);
}

export function overridesOf(effects: Table<Effect>, setBy: number): Overrides {
  return overridesAfter({}, effects, setBy);
}

/** null in `changes`: no cell any more. The very same matrix when nothing changes. */
export function cellsAfter(matrix: Matrix, changes: Table<Level | null>, setBy: number): Matrix {
  return after<Cell, Level>(
    matrix,
    changes,
    ({ level }) => level,
    (level) => ({ level, setBy }),
  );
}

/** null in `changes`: no override any more. The very same table when nothing changes. */
export function overridesAfter(overrides: Overrides, changes: Table<Effect | null>, setBy: number): Overrides {
  return after<Override, Effect>(
    overrides,
    changes,
    ({ effect }) => effect,
    (effect) => ({ effect, setBy }),
  );
}

function after<C, V>(
  table: Table<C>,
  changes: Table<V | null>,
  read: (cell: C) => V,
  write: (value: V) => C,
): Table<C> {
  const next: { [P in Permission]?: C } = {};
  let changed = false;
  for (const permission of PERMISSIONS) {
    const cell = table[permission];
    const value = changes[permission];
    const same = value === undefined || (cell === undefined ? value === null : read(cell) === value);
    if (same ? cell !== undefined : value !== null) next[permission] = same ? (cell as C) : write(value as V);
    changed ||= !same;
  }
  return changed ? next : table;
}
