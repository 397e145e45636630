import type { Permission } from '../model/permissions.ts';
import type { Check, Inquiry } from './inquiry.ts';

/** What holding a permission is enough for. */

/** Holding the permission is enough: nobody else's rights or rank come into it. */
export function needing(permission: Permission) {
  return (inquiry: Inquiry): Check => inquiry.needs(permission);
}

/**
 * What is everybody's own to do, once they may log in. SECURITY: S25. Nothing of it while a reset stands: somebody else may
 * have opened their vault.
 */
export function asThemselves(inquiry: Inquiry): Check {
  const reset = inquiry.actor?.resetBy ?? null;
  return inquiry.needs('account.login') ?? (reset === null ? null : inquiry.refuses('mustChoosePassword', reset));
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
