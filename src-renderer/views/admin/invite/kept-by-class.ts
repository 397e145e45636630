import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import { isPermission, kindOf, type Permission } from '../../../../src-shared/policy/model/permissions.ts';

/**
 * The rights over others that the roles give and the class keeps from whoever is in it. Rights of use are left out: a class
 * is chosen because it keeps some of those back.
 */
export function keptByClass(
  { roles, classes }: Pick<OrganisationView, 'roles' | 'classes'>,
  given: readonly string[],
  classId: string,
): readonly Permission[] {
  const ceiling = classes.find(({ id }) => id === classId)?.ceiling ?? null;
  if (ceiling === null) return [];
  const cells = roles.filter(({ id }) => given.includes(id)).flatMap((role) => Object.keys(role.cells));
  return [...new Set(cells)]
    .filter(isPermission)
    .filter((permission) => !ceiling.includes(permission) && ['governance', 'delegated'].includes(kindOf(permission)));
}
