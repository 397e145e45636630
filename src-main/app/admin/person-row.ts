import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { MemberState, PersonRow } from '../../../src-shared/ipc/admin-views.ts';
import type { Member, Role } from '../../../src-shared/policy/model/entities.ts';
import { isExpired } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/** Its place in the list says how states are sorted. */
export const STATES: readonly MemberState[] = ['active', 'invited', 'expired', 'locked', 'disabled', 'removed'];

/** An invitation that nobody can use any more, and an account past its end, are both `expired`. */
export function stateOf(member: Member, now: number): MemberState {
  const { status, invitation } = member;
  if (status === 'invited') return invitation === null || now > invitation.expiresAt ? 'expired' : 'invited';
  return status === 'active' && isExpired(member, now) ? 'expired' : status;
}

/** Highest first; of two of one rank, the first by id. */
export function rolesOf(state: PolicyState, member: Member): readonly Role[] {
  const roles = member.roles.flatMap(({ id }) => state.roles.get(id) ?? []);
  return roles.length < 2 ? roles : roles.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
}

export function rowOf(state: PolicyState, member: Member, self: MemberId, now: number): PersonRow {
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    kind: member.kind,
    state: stateOf(member, now),
    roles: rolesOf(state, member).map(({ id }) => id),
    class: member.class,
    groups: member.groups.map(({ id }) => id),
    self: member.id === self,
    owner: member.id === state.owner,
  };
}
