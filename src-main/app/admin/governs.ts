import type { MemberId } from '../../../src-shared/base/ids.ts';
import { OWNERS, rightsOf } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/**
 * Whether the member has any say over others, or over billing: any governance or delegated permission. To them the
 * screens of the administration are shown; what they may change there is judged change by change.
 */
export function governs(state: PolicyState, id: MemberId, at: number): boolean {
  const member = state.members.get(id);
  if (member === undefined) return false;
  const { some } = rightsOf(state, member, at);
  return (some.lo & OWNERS.lo) !== 0 || (some.hi & OWNERS.hi) !== 0;
}
