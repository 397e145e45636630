import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

const LEAST = 1_024;

/**
 * Entries from one root, and from one state in the vault, to the next: as many as there are members, so that what hashing
 * or writing all of them costs is a constant for each entry, and never so few that it is felt.
 */
export const rootInterval = ({ members }: Pick<PolicyState, 'members'>): number => Math.max(LEAST, members.size);
