import type { Member } from '../model/entities.ts';
import type { Permission } from '../model/permissions.ts';
import { isExpired } from '../model/rights.ts';
import { type Step, step } from './decision.ts';

/** Layer 0. Time changes no state: an account that has expired is still `active`, and every answer is no. */
export function accountStep(member: Member, permission: Permission, at: number): Step {
  const { status, setBy } = member;
  if (status !== 'active') return step('state', 'deny', setBy.status, status);
  if (isExpired(member, at)) return step('state', 'deny', setBy.expiry, 'expired');
  if (member.resetBy !== null && permission !== 'account.login') {
    return step('state', 'deny', member.resetBy, 'mustChoosePassword');
  }
  return step('state', 'allow', setBy.status, 'active');
}
