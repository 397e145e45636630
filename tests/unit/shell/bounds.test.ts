import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS, LEAST_BOUNDS, reachableBounds } from '../../../src-main/shell/bounds.ts';

const screen = { x: 0, y: 25, width: 1920, height: 1055 };
const kept = { x: 100, y: 100, width: 1000, height: 700, maximized: false };

describe('where a window goes', () => {
  it('is where it was when that can still be reached', () => {
    expect(reachableBounds(kept, [screen])).toEqual(kept);
    expect(reachableBounds({ ...kept, x: -900 }, [screen])).toEqual({ ...kept, x: -900 });
    expect(reachableBounds({ ...kept, x: 2000 }, [screen, { ...screen, x: 1920 }])).toEqual({ ...kept, x: 2000 });
  });

  it.each([
    ['its screen was unplugged', { ...kept, x: 2000 }],
    ['only a sliver of it would show', { ...kept, x: -950 }],
    ['its title bar is above the screen', { ...kept, y: -50 }],
    ['its title bar is below the screen', { ...kept, y: 1070 }],
  ])('is the middle, in the same size, when %s', (_why, bounds) => {
    expect(reachableBounds(bounds, [screen])).toEqual({ width: 1000, height: 700, maximized: false });
  });

  it('is the middle when it was never anywhere', () => {
    expect(reachableBounds(DEFAULT_BOUNDS, [screen])).toEqual(DEFAULT_BOUNDS);
  });

  it('is never smaller than what the page can show', () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(number, number, number, number, fc.boolean(), (x, y, width, height, maximized) => {
        const bounds = reachableBounds({ x, y, width, height, maximized }, [screen]);
        expect(bounds.width).toBeGreaterThanOrEqual(LEAST_BOUNDS.width);
        expect(bounds.height).toBeGreaterThanOrEqual(LEAST_BOUNDS.height);
        expect(bounds.maximized).toBe(maximized);
      }),
    );
  });
});
