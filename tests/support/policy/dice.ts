/**
 * Where generators take their choices from: seeded, so that a run can be repeated from one number. (fast-check's own
 * generators cannot look at the state that the action before led to, and are too slow for a million attempts.)
 */
export interface Dice {
  /** 0 to `below` - 1. */
  roll(below: number): number;
  /** True `times` out of `of`. */
  chance(times: number, of: number): boolean;
  /** @throws RangeError of an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Each item with the chance given; in the order of the list. */
  some<T>(list: readonly T[], times: number, of: number): readonly T[];
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, ample for choosing test cases. */
export function diceOf(seed: number): Dice {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const roll = (below: number): number => Math.floor(next() * below);
  const chance = (times: number, of: number): boolean => roll(of) < times;
  return {
    roll,
    chance,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[roll(list.length)] as T;
    },
    some: (list, times, of) => list.filter(() => chance(times, of)),
  };
}

/** What a run of the properties and of the attack search starts from; another one looks elsewhere. */
export const SEED = Number(process.env.SEALPOST_SEED ?? 1);
