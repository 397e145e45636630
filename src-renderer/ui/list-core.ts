/** What a list of any length must know to show a window of it and to be driven by keys; pure. */

export interface Window {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Rows that are visible, and some more either way so that scrolling does not flash. All sizes in pixels. */
export function visibleWindow(scrollTop: number, height: number, row: number, count: number, overscan = 8): Window {
  if (count <= 0 || row <= 0) return { first: 0, end: 0 };
  const first = Math.max(0, Math.min(count - 1, Math.floor(scrollTop / row) - overscan));
  return { first, end: Math.min(count, Math.ceil((scrollTop + height) / row) + overscan) };
}

/** Scroll position that shows a row, moving as little as possible. */
export function scrollFor(index: number, scrollTop: number, height: number, row: number): number {
  const top = index * row;
  if (top < scrollTop) return top;
  return top + row > scrollTop + height ? top + row - height : scrollTop;
}

/** Where a key leads from `index` (-1: nowhere yet); null when the key does not move. */
export function moveBy(key: string, index: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const clamp = (to: number): number => Math.max(0, Math.min(count - 1, to));
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return index < 0 ? count - 1 : clamp(index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return clamp(Math.max(0, index) + page);
    case 'PageUp':
      return clamp(index - page);
    default:
      return null;
  }
}

export function toggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Adds the rows between two indexes, both included; rows that are not loaded have no key and are left out. */
export function withRange(
  selected: ReadonlySet<string>,
  from: number,
  to: number,
  keyAt: (index: number) => string | null,
): ReadonlySet<string> {
  const next = new Set(selected);
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const key = keyAt(index);
    if (key !== null) next.add(key);
  }
  return next;
}

/** The next row after `index`, going round, whose text starts with what was typed; the same row while typing on. */
export function typeAhead(
  typed: string,
  index: number,
  count: number,
  textAt: (index: number) => string | null,
): number | null {
  const wanted = typed.toLocaleLowerCase();
  const start = typed.length > 1 ? Math.max(0, index) : index + 1;
  for (let step = 0; step < count; step += 1) {
    const at = (start + step) % count;
    if (textAt(at)?.toLocaleLowerCase().startsWith(wanted)) return at;
  }
  return null;
}
