import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { PolicyLog } from '../../organisation/policy-log.ts';
import { nameIn } from '../people.ts';

/** Who set something and when; null where this copy of the log does not hold the entry. */
export interface Citation {
  readonly setBy: string | null;
  readonly setAt: number | null;
}
export type Citations = (entry: number) => Citation;

const UNKNOWN: Citation = { setBy: null, setAt: null };

/** Entries never change, and one may name thousands of people: each is read once. Names are those of today. */
export function createCitations(log: PolicyLog): Citations {
  const known = new Map<number, { readonly author: MemberId; readonly at: number }>();
  return (entry) => {
    let cited = known.get(entry);
    if (cited === undefined) {
      const [found] = log.history(entry + 1, 1);
      if (found === undefined || found.seq !== entry) return UNKNOWN;
      cited = { author: found.author, at: found.at };
      known.set(entry, cited);
    }
    return { setBy: nameIn(log.state(), cited.author), setAt: cited.at };
  };
}
