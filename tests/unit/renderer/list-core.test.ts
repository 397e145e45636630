import { describe, expect, it } from 'vitest';
import { moveBy, scrollFor, toggled, typeAhead, visibleWindow, withRange } from '../../../src-renderer/ui/list-core.ts';

describe('visibleWindow', () => {
  it('shows a handful of 100,000 rows wherever one has scrolled to', () => {
    for (const top of [0, 1_000, 4_000_000, 8_000_000 - 600]) {
      const { first, end } = visibleWindow(top, 600, 80, 100_000);
      expect(end - first).toBeLessThanOrEqual(26);
      expect(first * 80).toBeLessThanOrEqual(top);
      expect(end * 80).toBeGreaterThanOrEqual(Math.min(top + 600, 8_000_000));
    }
  });

  it('is empty when there are no rows', () => {
    expect(visibleWindow(0, 600, 80, 0)).toEqual({ first: 0, end: 0 });
  });

  it('stays within the rows when the list became shorter than the scroll position', () => {
    const { first, end } = visibleWindow(5_000, 600, 80, 3);
    expect([first >= 0, end]).toEqual([true, 3]);
  });
});

describe('scrollFor', () => {
  it('does not move when the row is in view', () => {
    expect(scrollFor(3, 100, 600, 80)).toBe(100);
  });

  it('moves as little as possible up and down', () => {
    expect(scrollFor(0, 100, 600, 80)).toBe(0);
    expect(scrollFor(10, 100, 600, 80)).toBe(280);
  });
});

describe('moveBy', () => {
  it('moves by rows, pages and to the ends without leaving the list', () => {
    const move = (key: string, index: number): number | null => moveBy(key, index, 100, 10);
    expect(move('ArrowDown', 99)).toBe(99);
    expect(move('ArrowUp', 0)).toBe(0);
    expect(move('PageDown', 95)).toBe(99);
    expect(move('PageUp', 5)).toBe(0);
    expect(move('Home', 50)).toBe(0);
    expect(move('End', 50)).toBe(99);
  });

  it('starts at the near end when nothing was active', () => {
    expect(moveBy('ArrowDown', -1, 5, 10)).toBe(0);
    expect(moveBy('ArrowUp', -1, 5, 10)).toBe(4);
  });

  it('leaves other keys, and empty lists, alone', () => {
    expect(moveBy('a', 0, 5, 10)).toBeNull();
    expect(moveBy('ArrowDown', -1, 0, 10)).toBeNull();
  });
});

describe('selection', () => {
  const keyAt = (index: number): string | null => (index < 5 ? `k${index}` : null);

  it('toggles a row without touching the others', () => {
    expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b']), 'a')]).toEqual(['b']);
  });

  it('takes a range in either direction', () => {
    expect([...withRange(new Set(), 3, 1, keyAt)]).toEqual(['k1', 'k2', 'k3']);
  });

  it('leaves out rows that are not loaded', () => {
    expect([...withRange(new Set(), 3, 9, keyAt)]).toEqual(['k3', 'k4']);
  });
});

describe('typeAhead', () => {
  const names = ['Ada', 'Alan', 'Barbara', 'Álvaro', 'alice'];
  const find = (typed: string, from: number): number | null =>
    typeAhead(typed, from, names.length, (index) => names[index] ?? null);

  it('goes to the next row that starts with a letter, and round', () => {
    expect(find('a', -1)).toBe(0);
    expect(find('a', 0)).toBe(1);
    expect(find('a', 1)).toBe(4);
    expect(find('a', 4)).toBe(0);
  });

  it('stays on the row while more letters are typed', () => {
    expect(find('al', 1)).toBe(1);
    expect(find('ali', 1)).toBe(4);
  });

  it('finds nothing when nothing starts so', () => {
    expect(find('z', 0)).toBeNull();
  });
});
