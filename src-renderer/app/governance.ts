import type { Me } from '../../src-shared/ipc/contract.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';

/** What is done to other people: whoever holds one of these sees people as their administration does. */
const OVER_PEOPLE: ReadonlySet<string> = new Set<Permission>([
  'user.invite',
  'user.edit',
  'user.state',
  'user.remove',
  'user.limit',
  'user.permit',
  'user.class',
  'role.assign',
  'group.assign',
  'password.reset',
]);

export const governsPeople = (me: Me | null): boolean =>
  me?.permissions.some(({ permission, allowed }) => allowed && OVER_PEOPLE.has(permission)) === true;
