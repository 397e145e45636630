import { type Change, withPins } from '../../src-main/organisation/governance/pins.ts';
import type { Membership } from '../../src-main/organisation/membership.ts';
import type { ProposeError } from '../../src-main/organisation/policy-log.ts';
import type { Result } from '../../src-shared/base/result.ts';
import type { PolicyHead } from '../../src-shared/policy/model/state.ts';

/**
 * Writes changes as one entry: all of them or none. Wherever somebody may lose rights the entry says how far the feeds of
 * their devices have come, as the hub shows them at that moment.
 */
export function change(membership: Membership, changes: readonly Change[]): Promise<Result<PolicyHead, ProposeError>> {
  return membership.log.propose((state) => withPins(membership, state, changes), membership.signer);
}
