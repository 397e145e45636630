import type { Me } from '../../src-shared/ipc/people-contract.ts';
import { isPermission, type Permission, subjectOf } from '../../src-shared/policy/model/permissions.ts';

/** Whoever may change what others may do is told why they may: one of these is enough. */
export const EXPLAINING = [
  'user.permit',
  'role.assign',
  'role.edit',
  'settings.edit',
  'security.edit',
] as const satisfies readonly Permission[];

export const explains = (me: Me | null): boolean => EXPLAINING.some((permission) => holds(me, permission));

const holds = (me: Me | null, wanted: Permission): boolean =>
  me?.permissions.some(({ permission, allowed }) => allowed && permission === wanted) === true;

/** Whoever holds something over other people sees them as their administration does. */
export const governsPeople = (me: Me | null): boolean =>
  me?.permissions.some(
    ({ permission, allowed }) => allowed && isPermission(permission) && subjectOf(permission) === 'people',
  ) === true;
