export interface Bounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_BOUNDS: Bounds = { width: 1280, height: 800, maximized: false };
export const LEAST_BOUNDS = { width: 720, height: 520 } as const;

/** So much of a window's top edge must be on a screen, in pixels, that it can be taken hold of and moved. */
const GRIP = 80;

/**
 * Where a window that was there once goes now: the same place if it can still be reached, in the middle otherwise (a
 * screen was unplugged); never smaller than what the page can show.
 *
 * @param areas work areas of the screens there are
 */
export function reachableBounds(kept: Bounds, areas: readonly Area[]): Bounds {
  const width = Math.max(kept.width, LEAST_BOUNDS.width);
  const height = Math.max(kept.height, LEAST_BOUNDS.height);
  const { x, y, maximized } = kept;
  if (x === undefined || y === undefined) return { width, height, maximized };
  const reachable = areas.some(
    (area) =>
      Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= GRIP &&
      y >= area.y &&
      y <= area.y + area.height - GRIP,
  );
  return reachable ? { x, y, width, height, maximized } : { width, height, maximized };
}
