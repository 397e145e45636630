/** A bound on `ours / peer`. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the table and of `out/bench.json`. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number;
  readonly peerName: string;
  /** `ours / peer`. */
  readonly ratio: number;
  /** Such as `<= 1.15`; null for what is only reported. */
  readonly goal: string | null;
  readonly met: boolean | null;
}

function isMet(ratio: number, goal: Goal): boolean {
  return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
}

function inWords(goal: Goal): string {
  return 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
}

export function compare(what: Pick<Figure, 'name' | 'unit' | 'ours' | 'peer' | 'peerName'>, goal: Goal | null): Figure {
  const ratio = what.ours / what.peer;
  return {
    ...what,
    ratio,
    goal: goal === null ? null : inWords(goal),
    met: goal === null ? null : isMet(ratio, goal),
  };
}
