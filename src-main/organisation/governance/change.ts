import type { Result } from '../../../src-shared/base/result.ts';
import type { PolicyHead } from '../../../src-shared/policy/model/state.ts';
import type { Membership } from '../membership.ts';
import type { ProposeError } from '../policy-log.ts';
import { type Change, withPins } from './pins.ts';

/**
 * Writes changes as one entry: all of them or none. Wherever somebody may lose rights the entry says how far the feeds of
 * their devices have come, as the hub shows them at that moment.
 */
export function change(membership: Membership, changes: readonly Change[]): Promise<Result<PolicyHead, ProposeError>> {
  return membership.log.propose((state) => withPins(membership, state, changes), membership.signer);
}
