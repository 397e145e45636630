import type { Permission } from '../model/permissions.ts';
import type { Check, Inquiry } from './inquiry.ts';

/** What holding a permission is enough for. */

/** Holding the permission is enough: nobody else's rights or rank come into it. */
export function needing(permission: Permission) {
  return (inquiry: Inquiry): Check => inquiry.needs(permission);
}

/** The first that is held; the refusal of the last otherwise. */
export function anyOf(inquiry: Inquiry, permissions: readonly Permission[]): Check {
  let refused: Check = inquiry.refuses('default', inquiry.now);
  for (const permission of permissions) {
    refused = inquiry.needs(permission);
    if (refused === null) return null;
  }
  return refused;
}
