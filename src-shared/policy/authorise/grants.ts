import type { ClassId, GroupId, MemberId, RoleId } from '../../base/ids.ts';
import type { Danger, Member } from '../model/entities.ts';
import type { Law, Laws } from '../model/laws.ts';
import {
  EMPTY,
  has,
  intersection,
  isEmpty,
  isWithin,
  KIND_MASKS,
  type Mask,
  maskOf,
  minus,
  POWERS,
  permissionsIn,
  union,
} from '../model/mask.ts';
import {
  masksOfGroup,
  masksOfRole,
  NO_RIGHTS,
  potential,
  type Rights,
  rankOf,
  rightsOf,
  type Sources,
} from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import type { Check, Inquiry } from './inquiry.ts';
import { governanceWithin } from './scopes.ts';

/*
 * What an action gives, and whether its author may give it. What is given is counted twice: as written (an allow that
 * something else shadows today takes effect tomorrow), and by its effect (what was prepared before may wait for it).
 */

export const both = (a: Rights, b: Rights): Rights => ({ some: union(a.some, b.some), full: union(a.full, b.full) });
export const inFull = (mask: Mask): Rights => ({ some: mask, full: mask });
const only = (rights: Rights, mask: Mask): Rights => ({
  some: intersection(rights.some, mask),
  full: intersection(rights.full, mask),
});
/** What is not merely use, billing included. */
export const powers = (rights: Rights): Rights => only(rights, POWERS);

/** What the member could do after and not before, the account's state aside. */
export function effect(inquiry: Inquiry, before: Member | null, after: Member): Rights {
  const { state, laws } = inquiry;
  const next = potential(state, after, laws);
  if (before === null) return next;
  const last = potential(state, before, laws);
  return { some: minus(next.some, last.some), full: minus(next.full, last.full) };
}

/**
 * What those in it could do after a change of roles, groups or classes, and not before: more than what is written when
 * something that they have stands on what is given. Refused where governance would reach beyond the actor's departments.
 */
export function effectOnAll(
  inquiry: Inquiry,
  isIn: (member: Member) => boolean,
  changed: Partial<Sources>,
): { readonly given: Rights; readonly refused: Check } {
  const { owner, roles, groups, classes, settings, members } = inquiry.state;
  const last: Sources = { owner, roles, groups, classes, settings };
  const next: Sources = { ...last, ...changed };
  let given = NO_RIGHTS;
  let refused: Check = null;
  for (const member of members.values()) {
    if (member.status === 'removed' || !isIn(member)) continue;
    const before = potential(last, member, inquiry.laws);
    const after = potential(next, member, inquiry.laws);
    const gained = { some: minus(after.some, before.some), full: minus(after.full, before.full) };
    given = both(given, gained);
    refused ??= governanceWithin(inquiry, gained, member.limits.scopes);
  }
  return { given, refused };
}

export function givenByRoles({ state }: Inquiry, roles: readonly RoleId[]): Rights {
  let given = NO_RIGHTS;
  for (const id of roles) {
    const role = state.roles.get(id);
    if (role !== undefined) given = both(given, masksOfRole(role));
  }
  return given;
}

/** Joining gives the allows, leaving lifts the denies. */
export function givenByGroups({ state }: Inquiry, joined: readonly GroupId[], left: readonly GroupId[]): Rights {
  let mask = EMPTY;
  for (const id of joined) mask = union(mask, masksOf(id).allow);
  for (const id of left) mask = union(mask, masksOf(id).deny);
  return inFull(mask);

  function masksOf(id: GroupId): { readonly allow: Mask; readonly deny: Mask } {
    const group = state.groups.get(id);
    return group === undefined ? { allow: EMPTY, deny: EMPTY } : masksOfGroup(group);
  }
}

/**
 * Within what the actor holds (the law that asks for it is named), and delegated permissions only by a holder of
 * `billing.delegate` (G9). The owner gives what they like.
 */
export function withinHeld(inquiry: Inquiry, law: Law, given: Rights): Check {
  if (inquiry.isOwner) return null;
  const { held, laws, now } = inquiry;
  if (laws[law]) {
    const excess = union(minus(given.some, held.some), minus(given.full, held.full));
    if (!isEmpty(excess)) return inquiry.refuses(REASONS[law] ?? 'grantExceeds', now, firstOf(excess));
  }
  const delegated = intersection(given.some, KIND_MASKS.delegated);
  if (laws.G9 && !isEmpty(delegated) && !has(held.some, 'billing.delegate')) {
    return inquiry.refuses('delegateOnly', now, firstOf(delegated));
  }
  return isEmpty(given.some) ? null : inquiry.notes('grantWithin', now);
}

const REASONS: { readonly [L in Law]?: 'governanceExceeds' } = { G7: 'governanceExceeds', G8: 'governanceExceeds' };

function firstOf(mask: Mask) {
  const [id] = permissionsIn(mask);
  return id === undefined ? null : ({ kind: 'permission', id } as const);
}

/** G3: may the actor give people this role? */
export function assignable(inquiry: Inquiry, id: RoleId): Check {
  const role = inquiry.state.roles.get(id);
  if (role === undefined || !inquiry.laws.G3) return null;
  const subject = { kind: 'role', id } as const;
  if (role.unique) return inquiry.refuses('roleIsUnique', role.setBy, subject);
  const { rank, peer } = inquiry.rank;
  if (inquiry.isOwner || role.rank < rank || (role.rank === rank && peer)) return null;
  return inquiry.refuses('roleOutranks', role.setBy, subject);
}

/**
 * G4, and the same for roles and classes: does everybody in it stand below the actor (or beside, as a peer), and in the
 * actor's departments?
 */
export function outranksAll(inquiry: Inquiry, isIn: (member: Member) => boolean): Check {
  if (inquiry.isOwner) return null;
  const { rank, peer } = inquiry.rank;
  const scopes = inquiry.actor?.limits.scopes ?? null;
  for (const member of inquiry.state.members.values()) {
    if (member.status === 'removed' || !isIn(member)) continue;
    const other = rankOf(inquiry.state, member);
    const below = other.rank < rank || (other.rank === rank && (peer || member.id === inquiry.by.member));
    if (member.id === inquiry.state.owner || !below) {
      return inquiry.refuses('groupHoldsHigher', member.setBy.status, { kind: 'member', id: member.id });
    }
    if (scopes !== null && member.id !== inquiry.by.member && !scopes.some((group) => isInGroup(member, group))) {
      return inquiry.refuses('outOfScope', inquiry.actor?.limits.setBy ?? inquiry.now, {
        kind: 'member',
        id: member.id,
      });
    }
  }
  return null;
}

export const holdsRole = (member: Member, role: RoleId): boolean => member.roles.some(({ id }) => id === role);
export const isInGroup = (member: Member, group: GroupId): boolean => member.groups.some(({ id }) => id === group);
export const isOfClass = (member: Member, id: ClassId): boolean => member.class === id;

/** Who holds one of these is an administrator: making one is dangerous, and their agreement counts. */
const ADMINISTRATORS = maskOf(['role.assign', 'security.edit']);

/**
 * Does this member's agreement count? Not that of others, however permitted: anybody may make those alone, as many as a
 * threshold asks for.
 */
export function isAdministrator(state: PolicyState, id: MemberId, at: number, laws: Laws): boolean {
  const member = state.members.get(id);
  return member !== undefined && !isEmpty(intersection(rightsOf(state, member, at, laws).some, ADMINISTRATORS));
}

/** Whoever can become an administrator has one more to agree with. */
export const administratorsIn = (rights: Rights): Rights => only(rights, ADMINISTRATORS);

/** The changes for which an organisation may ask for more than one governor. */
export function dangersOfGrant({ some }: Rights): readonly Danger[] {
  const dangers: Danger[] = [];
  if (!isEmpty(intersection(some, ADMINISTRATORS))) dangers.push('administrator.add');
  if (has(some, 'mfa.exempt')) dangers.push('mfa.weaken');
  if (has(some, 'approval.exempt')) dangers.push('approval.weaken');
  return dangers;
}

export function gives(rights: Rights): boolean {
  return !isWithin(rights.some, EMPTY);
}
