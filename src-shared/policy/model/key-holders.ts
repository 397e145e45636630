import type { Member } from './entities.ts';
import { LAWS, type Laws } from './laws.ts';
import { has } from './mask.ts';
import type { Permission } from './permissions.ts';
import { potential } from './rights.ts';
import type { PolicyState } from './state.ts';

/** The right that each organisation key serves; the directory's is every active member's. */
export const KEY_PERMISSION = {
  audit: 'org.pkg.view',
  recovery: 'password.reset',
  billing: 'billing.view',
} as const satisfies Readonly<Record<keyof PolicyState['keys'], Permission>>;

/**
 * Does the member hold the right that the key serves, in full and in the whole organisation? A key knows no limits: it
 * opens every package, every account, every invoice. Whose right is limited to external accounts or to departments has it without the key.
 */
export function isEntitled(
  state: PolicyState,
  member: Member,
  key: keyof PolicyState['keys'],
  laws: Laws = LAWS,
): boolean {
  return has(potential(state, member, laws).full, KEY_PERMISSION[key]) && member.limits.scopes === null;
}
