import type { Channel } from '../../src-shared/ipc/contract.ts';
import { PERMISSIONS, type Permission } from '../../src-shared/policy/permissions.ts';
import type { Parsed } from './call.ts';

type Rules = { readonly [C in Channel]?: (request: Parsed<C>) => Permission };

/** SECURITY: S8. What a channel needs, asked again in main whatever the page showed or hid. */
export const CHANNEL_PERMISSIONS: Rules = {
  'people.invite': () => PERMISSIONS.invite,
  'people.resendInvitation': () => PERMISSIONS.invite,
  'people.saveInvitation': () => PERMISSIONS.invite,
  'people.setRole': () => PERMISSIONS.assignRole,
  'policy.history': () => PERMISSIONS.viewPolicy,
  'packages.send': (request) => (request.briefcase ? PERMISSIONS.briefcase : PERMISSIONS.send),
};

/** The permission that this request needs; null when the session alone is enough. */
export function permissionFor<C extends Channel>(channel: C, request: Parsed<C>): Permission | null {
  const rule = CHANNEL_PERMISSIONS[channel] as ((request: Parsed<C>) => Permission) | undefined;
  return rule === undefined ? null : rule(request);
}
