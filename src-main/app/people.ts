import type { MemberId } from '../../src-shared/base/ids.ts';
import type { PermissionView, Person } from '../../src-shared/ipc/contract.ts';
import type { Decision } from '../../src-shared/policy/decide/decision.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import { PERMISSIONS, type Permission } from '../../src-shared/policy/model/permissions.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import type { Citations } from './admin/citations.ts';
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

/** Every permission, allowed or not, with the reason that decided it. */
export function permissionViews(citations: Citations, can: (permission: Permission) => Decision): PermissionView[] {
  return PERMISSIONS.map((permission) => {
    const decision = can(permission);
    const decisive = decision.steps.at(-1) ?? decision.steps[0];
    return {
      permission,
      allowed: decision.allowed,
      reason: `decision.${decisive.reason}`,
      ...citations(decisive.entry),
    };
  });
}
