import type { Channel } from '../../src-shared/ipc/contract.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import type { Parsed } from './call.ts';

type Rules = { readonly [C in Channel]?: (request: Parsed<C>) => Permission };

/** SECURITY: S8. What a channel needs, asked again in main whatever the page showed or hid. */
export const CHANNEL_PERMISSIONS: Rules = {
  'people.invite': () => 'user.invite',
  'people.resendInvitation': () => 'user.invite',
  'people.saveInvitation': () => 'user.invite',
  'people.setRole': () => 'role.assign',
  'policy.history': () => 'policy.view',
  'packages.send': (request) => (request.briefcase ? 'pkg.briefcase' : 'pkg.send'),
};

/** The permission that this request needs; null when the session alone is enough. */
export function permissionFor<C extends Channel>(channel: C, request: Parsed<C>): Permission | null {
  const rule = CHANNEL_PERMISSIONS[channel] as ((request: Parsed<C>) => Permission) | undefined;
  return rule === undefined ? null : rule(request);
}
