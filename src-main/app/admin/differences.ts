import type { EntryDiff } from '../../../src-shared/ipc/admin-views.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Difference } from '../../../src-shared/policy/query/diff.ts';
import { nameIn } from '../people.ts';

const SHOWN = 200;

/** Who gains and who loses what, counted whole and named in part. Those who lose something come first. */
export function summarise(state: PolicyState, differences: readonly Difference[]): EntryDiff {
  const losing = differences.filter(loses);
  const others = differences.filter((difference) => !loses(difference));
  return {
    touched: differences.length,
    gaining: differences.filter(gains).length,
    losing: losing.length,
    differences: [...losing, ...others].slice(0, SHOWN).map((difference) => ({
      member: difference.member,
      name: nameIn(state, difference.member),
      gained: [...difference.gained],
      lost: [...difference.lost],
      narrowed: [...difference.narrowed],
      widened: [...difference.widened],
      bound: [...difference.bound],
      freed: [...difference.freed],
    })),
  };
}

const gains = ({ gained, widened, freed }: Difference): boolean => gained.length + widened.length + freed.length > 0;
const loses = ({ lost, narrowed, bound }: Difference): boolean => lost.length + narrowed.length + bound.length > 0;
