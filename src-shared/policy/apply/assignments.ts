import type { GroupId, MemberId, RoleId } from '../../base/ids.ts';
import type { PolicyState } from '../model/state.ts';
import type { EntryProblem } from './problems.ts';
import { present } from './put-member.ts';

/** What can be given to a member at all, now and by an invitation. */

export function rolesProblem(state: PolicyState, roles: readonly RoleId[]): EntryProblem | null {
  for (const id of roles) {
    const role = state.roles.get(id);
    if (role === undefined) return 'roleUnknown';
    if (role.unique) return 'roleUnique';
  }
  return null;
}

export function groupsProblem(state: PolicyState, groups: readonly GroupId[]): EntryProblem | null {
  return groups.every((id) => state.groups.has(id)) ? null : 'groupUnknown';
}

export function limitsProblem(state: PolicyState, scopes: readonly GroupId[] | null): EntryProblem | null {
  for (const id of scopes ?? []) {
    const group = state.groups.get(id);
    if (group === undefined) return 'groupUnknown';
    if (!group.scope) return 'groupNoScope';
  }
  return null;
}

export function approversProblem(state: PolicyState, approvers: readonly MemberId[]): EntryProblem | null {
  return approvers.every((id) => typeof present(state, id) !== 'string') ? null : 'approverUnknown';
}
