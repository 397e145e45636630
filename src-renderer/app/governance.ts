import type { Me } from '../../src-shared/ipc/contract.ts';
import { isPermission, subjectOf } from '../../src-shared/policy/model/permissions.ts';

/** Whoever holds something over other people sees them as their administration does. */
export const governsPeople = (me: Me | null): boolean =>
  me?.permissions.some(
    ({ permission, allowed }) => allowed && isPermission(permission) && subjectOf(permission) === 'people',
  ) === true;
