import { useSession } from '../state/session.ts';

const HEIGHTS = {
  package: { comfortable: 80, compact: 58 },
  file: { comfortable: 40, compact: 32 },
  person: { comfortable: 64, compact: 50 },
} as const;

/** Height in pixels of a row of a list; fixed, so that a list of any length knows where each row stands. */
export function useRowHeight(kind: keyof typeof HEIGHTS): number {
  return HEIGHTS[kind][useSession((state) => state.settings.density)];
}
