import type { ClassId, RoleId } from '../../src-shared/base/ids.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';

/** Of the default preset. */
export const ROLE = {
  owner: 'owner' as RoleId,
  administrator: 'administrator' as RoleId,
  auditor: 'auditor' as RoleId,
  manager: 'manager' as RoleId,
  member: 'member' as RoleId,
  guest: 'guest' as RoleId,
} as const;
export const CLASS = {
  internal: 'internal' as ClassId,
  partner: 'partner' as ClassId,
  guest: 'guest' as ClassId,
} as const;

export const roleIdsOf = (member: Member | undefined): readonly string[] | undefined =>
  member?.roles.map(({ id }) => id);
