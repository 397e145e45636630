import { type Audience, CONTACT_AUDIENCES, type Member, type Role } from '../model/entities.ts';
import { intersection, KIND_MASKS, type Mask, maskOf } from '../model/mask.ts';
import { permissionsAbout } from '../model/permissions.ts';
import { potential, rankOf } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import { holdsRole, withinHeld } from './grants.ts';
import type { Check, Inquiry } from './inquiry.ts';

/*
 * G2 for what a right reaches rather than the right itself. A higher rank, or wider departments, give nothing that stands
 * in a matrix, yet let their holder do to more people what they may do already: whoever gives them gives that.
 */

/** What is done to those below, so that a rank decides how far it reaches. */
const RANKED: Mask = maskOf(permissionsAbout('people', 'peopleRules'));

type Roles = Pick<PolicyState, 'roles'>;

function reaching(inquiry: Inquiry, state: Roles, member: Member, mask: Mask): Check {
  const { owner, groups, classes, settings } = inquiry.state;
  const { some, full } = potential({ owner, groups, classes, settings, roles: state.roles }, member, inquiry.laws);
  return withinHeld(inquiry, 'G2', { some: intersection(some, mask), full: intersection(full, mask) });
}

function rises(before: ReturnType<typeof rankOf>, after: ReturnType<typeof rankOf>): boolean {
  return after.rank > before.rank || (after.rank === before.rank && after.peer && !before.peer);
}

/** By other roles of the member's. */
export function higher(inquiry: Inquiry, before: Member, after: Member): Check {
  const { state } = inquiry;
  return rises(rankOf(state, before), rankOf(state, after)) ? reaching(inquiry, state, after, RANKED) : null;
}

/** By a new rank of a role, for all who hold it. */
export function higherByRole(
  inquiry: Inquiry,
  role: Role,
  change: { readonly rank?: number | undefined; readonly peer?: boolean | undefined },
): Check {
  const { rank = role.rank, peer = role.peer } = change;
  if (rank <= role.rank && (!peer || role.peer)) return null;
  const { state } = inquiry;
  const next = { roles: new Map(state.roles).set(role.id, { ...role, rank, peer }) };
  for (const member of state.members.values()) {
    if (member.status === 'removed' || !holdsRole(member, role.id)) continue;
    if (!rises(rankOf(state, member), rankOf(next, member))) continue;
    const refused = reaching(inquiry, next, member, RANKED);
    if (refused !== null) return refused;
  }
  return null;
}

/** By more departments. */
export function wider(inquiry: Inquiry, before: Member, scopes: Member['limits']['scopes']): Check {
  const last: readonly string[] | null = before.limits.scopes;
  const widens = last !== null && (scopes === null || scopes.some((group) => !last.includes(group)));
  return widens ? reaching(inquiry, inquiry.state, before, KIND_MASKS.governance) : null;
}

/** Does the one let somebody be addressed whom the other does not? */
export function addressesMore(one: Audience, other: Audience): boolean {
  const { classes } = other;
  const beyond = classes !== null && (one.classes === null || one.classes.some((id) => !classes.includes(id)));
  return beyond || CONTACT_AUDIENCES.indexOf(one.contacts) > CONTACT_AUDIENCES.indexOf(other.contacts);
}
