import type { MemberId } from '../../src-shared/base/ids.ts';
import type { Person } from '../../src-shared/ipc/people-contract.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { highestRole, roleView } from './roles.ts';

/** A member as the page shows it. */
export function personView(state: PolicyState, member: Member, self: MemberId, safetyNumber: string | null): Person {
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    role: roleView(state, highestRole(state, member)),
    owner: member.id === state.owner,
    status: member.status,
    expiresAt: member.status === 'invited' ? (member.invitation?.expiresAt ?? null) : null,
    safetyNumber,
    self: member.id === self,
  };
}

export function nameIn(state: PolicyState, member: MemberId): string {
  return state.members.get(member)?.name ?? member.slice(0, 8);
}
