/** Bounds how much is under way at once, over all transfers: what bounds memory. */
export interface Slots {
  /** Resolves with the function that gives the slot back; in the order asked for. */
  take(): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const once = (): (() => void) => {
    let released = false;
    return () => {
      if (!released) release();
      released = true;
    };
  };
  return {
    take: () =>
      new Promise((resolve) => {
        if (free > 0) {
          free -= 1;
          resolve(once());
        } else waiting.push(() => resolve(once()));
      }),
  };
}
