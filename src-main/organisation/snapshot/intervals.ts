import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

const LEAST = 1_024;

/**
 * Entries from one root to the next: twice as many as there are members. Then a reader who compares every root hashes, for
 * each entry, one changed member at the most, however large the organisation, and a newcomer reads a tail of that length.
 */
export const rootInterval = ({ members }: Pick<PolicyState, 'members'>): number => Math.max(LEAST, 2 * members.size);

/** Entries from one state in the vault to the next: writing all members costs as much as replaying about as many entries. */
export const stateInterval = ({ members }: Pick<PolicyState, 'members'>): number => Math.max(LEAST, members.size);
