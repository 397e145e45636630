import type { PermissionView } from '../../src-shared/ipc/people-contract.ts';
import type { Decision } from '../../src-shared/policy/decide/decision.ts';
import { PERMISSIONS, type Permission } from '../../src-shared/policy/model/permissions.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import type { Citations } from './admin/citations.ts';
import { subjectName } from './admin/names.ts';

/** Every permission, allowed or not, with the reason that decided it. */
export function permissionViews(
  state: PolicyState,
  citations: Citations,
  can: (permission: Permission) => Decision,
): PermissionView[] {
  return PERMISSIONS.map((permission) => {
    const decision = can(permission);
    const decisive = decision.steps.at(-1) ?? decision.steps[0];
    return {
      permission,
      allowed: decision.allowed,
      reason: `decision.${decisive.reason}`,
      subject: decisive.subject === null ? null : { ...subjectName(state, decisive.subject) },
      ...citations(decisive.entry),
    };
  });
}
