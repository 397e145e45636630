import type { Member, Role } from '../../../src-shared/policy/model/entities.ts';
import { kindOf, type Permission, requirementsOf } from '../../../src-shared/policy/model/permissions.ts';
import { CONSTRAINT_SETTINGS, type ConstraintSetting, settingOf } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';

/*
 * The decision once more, as naively as it can be said: one layer after the other, in the order and the words of the
 * model's description. It shares the data types with the product and nothing that decides.
 */

export type Answer = 'no' | 'limited' | 'full';

/** What account and credits leave of the answer of the layers; `at` in milliseconds. */
export function reference(state: PolicyState, member: Member, permission: Permission, at: number): Answer {
  if (member.status !== 'active') return 'no';
  if (member.expiresAt !== null && at >= member.expiresAt) return 'no';
  if (member.resetBy !== null && permission !== 'account.login') return 'no';
  const answer = layers(state, member, permission);
  // After the layers: each package costs a credit, unless sending is unlimited.
  const costs = permission.startsWith('pkg.send.') && !state.settings['billing.unlimitedSending'].value;
  return costs && member.credits === 0 ? 'no' : answer;
}

/** Layers 1 to 10. */
export function layers(state: PolicyState, member: Member, permission: Permission): Answer {
  // 1: the owner holds all governance and all delegated permissions, always.
  const governing = kindOf(permission) === 'governance' || kindOf(permission) === 'delegated';
  if (member.id === state.owner && governing) return 'full';
  // 2: nobody exceeds the ceiling of their class.
  const ceiling = state.classes.get(member.class)?.ceiling;
  if (ceiling === undefined) return 'no';
  if (ceiling !== null && !ceiling.includes(permission)) return 'no';
  // 4, asked here because what the origin forces stands on it too: each requirement must itself be allowed.
  for (const requirement of requirementsOf(permission)) {
    if (layers(state, member, requirement) === 'no') return 'no';
  }
  // 3: who logs in elsewhere has no password to be asked for.
  if (member.origin === 'federated' && permission === 'pkg.download.withoutPassword') return 'full';
  // 5: access limits.
  if (member.limits.withheld.includes(permission)) return 'no';
  // 6: the setting's mode.
  const setting = settingOf(permission);
  if (setting !== null) {
    if (state.settings[setting].value === 'nobody') return 'no';
    if (state.settings[setting].value === 'everybody') return 'full';
  }
  // 7: the member's own override.
  const override = member.overrides[permission];
  if (override !== undefined) return override.effect === 'allow' ? 'full' : 'no';
  // 8: any group denies, else any allows.
  const effects = member.groups.map(({ id }) => state.groups.get(id)?.permissions[permission]?.effect);
  if (effects.includes('deny')) return 'no';
  if (effects.includes('allow')) return 'full';
  // 9: the highest level of any role.
  const levels = rolesOf(state, member).map((role) => role.matrix[permission]?.level);
  if (levels.includes('full')) return 'full';
  if (levels.includes('limited')) return 'limited';
  // 10
  return 'no';
}

export function rolesOf(state: PolicyState, member: Member): readonly Role[] {
  return member.roles.flatMap(({ id }) => state.roles.get(id) ?? []);
}

/** Whether a constraint binds the member: at `selected`, those who lack the exemption. */
export function referenceBound(state: PolicyState, member: Member, setting: ConstraintSetting, at: number): boolean {
  const mode = state.settings[setting].value;
  if (mode === 'nobody') return false;
  if (mode === 'everybody') return true;
  return reference(state, member, CONSTRAINT_SETTINGS[setting].exemption, at) === 'no';
}

/** The highest rank among the roles, and whether any role of that rank manages its own. */
export function referenceRank(state: PolicyState, member: Member): { readonly rank: number; readonly peer: boolean } {
  const roles = rolesOf(state, member);
  const rank = Math.max(...roles.map((role) => role.rank));
  return { rank, peer: roles.some((role) => role.rank === rank && role.peer) };
}
