import type { Member, MemberClass, Overrides, Role } from './entities.ts';
import { LAWS, type Laws } from './laws.ts';
import { ALL, EMPTY, intersection, KIND_MASKS, type Mask, maskOf, minus, union } from './mask.ts';
import { type ModeMasks, modeMasksOf, NO_MODES } from './modes.ts';
import { indexOf, type Permission, permissionsAbout } from './permissions.ts';
import type { PolicyState } from './state.ts';
import { unmetIn } from './unmet.ts';

/*
 * What a member may do, all permissions at once, as bits. The same layers as `decide`, from the weakest up, so that a
 * stronger one overwrites; `decide` is the one that explains, and the property tests hold the two against each other.
 */

/** INVARIANT: `full` is within `some`. */
export interface Rights {
  /** Held, limited or full. */
  readonly some: Mask;
  readonly full: Mask;
}
export const NO_RIGHTS: Rights = { some: EMPTY, full: EMPTY };

/** What the owner holds whatever else is set (layer 1, G11). */
export const OWNERS: Mask = union(KIND_MASKS.governance, KIND_MASKS.delegated);
/** What a federated account holds where its requirements are met (layer 3). */
export const FORCED: Mask = maskOf(['pkg.download.withoutPassword']);
/** Any of these sends; `pkg.send` is what they stand on. Each costs a credit where sending is not unlimited. */
export const SENDS: Mask = maskOf(permissionsAbout('sending').filter((permission) => permission !== 'pkg.send'));
/** What is left to somebody who must choose a new password first. */
export const LOGIN: Mask = maskOf(['account.login']);

export function masksOfOverrides(overrides: Overrides): { readonly allow: Mask; readonly deny: Mask } {
  let aLo = 0;
  let aHi = 0;
  let dLo = 0;
  let dHi = 0;
  for (const permission in overrides) {
    const index = indexOf(permission as Permission);
    const lo = index < 32 ? 1 << index : 0;
    const hi = index < 32 ? 0 : 1 << (index - 32);
    if (overrides[permission as Permission]?.effect === 'allow') {
      aLo |= lo;
      aHi |= hi;
    } else {
      dLo |= lo;
      dHi |= hi;
    }
  }
  return { allow: { lo: aLo, hi: aHi }, deny: { lo: dLo, hi: dHi } };
}

/** What the layers 1 to 10 read besides the member. */
export type Sources = Pick<PolicyState, 'owner' | 'roles' | 'groups' | 'classes' | 'settings'>;

const ROLES = new WeakMap<Role, Rights>();
const GROUPS = new WeakMap<Overrides, { readonly allow: Mask; readonly deny: Mask }>();
const CLASSES = new WeakMap<MemberClass, Mask>();

export function masksOfRole(role: Role): Rights {
  let masks = ROLES.get(role);
  if (masks === undefined) {
    const given = Object.keys(role.matrix) as Permission[];
    masks = { some: maskOf(given), full: maskOf(given.filter((key) => role.matrix[key]?.level === 'full')) };
    ROLES.set(role, masks);
  }
  return masks;
}

export function masksOfGroup(group: { readonly permissions: Overrides }): {
  readonly allow: Mask;
  readonly deny: Mask;
} {
  let masks = GROUPS.get(group.permissions);
  if (masks === undefined) {
    masks = masksOfOverrides(group.permissions);
    GROUPS.set(group.permissions, masks);
  }
  return masks;
}

/** What members of the class may hold at most. A class that is not there allows nothing. */
export function ceilingOf(definition: MemberClass | undefined): Mask {
  if (definition === undefined) return EMPTY;
  let mask = CLASSES.get(definition);
  if (mask === undefined) {
    mask = definition.ceiling === null ? ALL : maskOf(definition.ceiling);
    CLASSES.set(definition, mask);
  }
  return mask;
}

/** Layers 9 and 8 and 7: what roles, groups and the member's overrides give, before anything above takes or adds. */
function given(state: Sources, member: Member): { readonly roles: Mask; readonly some: Mask; readonly full: Mask } {
  let rLo = 0;
  let rHi = 0;
  let fLo = 0;
  let fHi = 0;
  for (const { id } of member.roles) {
    const role = state.roles.get(id);
    if (role === undefined) continue;
    const { some, full } = masksOfRole(role);
    rLo |= some.lo;
    rHi |= some.hi;
    fLo |= full.lo;
    fHi |= full.hi;
  }
  let aLo = 0;
  let aHi = 0;
  let dLo = 0;
  let dHi = 0;
  for (const { id } of member.groups) {
    const group = state.groups.get(id);
    if (group === undefined) continue;
    const { allow, deny } = masksOfGroup(group);
    aLo |= allow.lo;
    aHi |= allow.hi;
    dLo |= deny.lo;
    dHi |= deny.hi;
  }
  const own = masksOfOverrides(member.overrides);
  // An override replaces what groups say, in both directions.
  aLo = (aLo & ~dLo & ~own.deny.lo) | own.allow.lo;
  aHi = (aHi & ~dHi & ~own.deny.hi) | own.allow.hi;
  dLo = (dLo & ~own.allow.lo) | own.deny.lo;
  dHi = (dHi & ~own.allow.hi) | own.deny.hi;
  return {
    roles: { lo: rLo, hi: rHi },
    some: { lo: (rLo & ~dLo) | aLo, hi: (rHi & ~dHi) | aHi },
    full: { lo: (fLo & ~dLo) | aLo, hi: (fHi & ~dHi) | aHi },
  };
}

function evaluate(state: Sources, member: Member, modes: ModeMasks, laws: Laws): Rights {
  const { roles, some, full } = given(state, member);
  const withheld = maskOf(member.limits.withheld);
  const ceiling = ceilingOf(state.classes.get(member.class));
  const forced = member.origin === 'federated' ? FORCED : EMPTY;
  const owners = laws.G11 && member.id === state.owner ? OWNERS : EMPTY;
  // Without G10 a role lifts the ceiling off what it gives.
  const capLo = laws.G10 ? ceiling.lo : ceiling.lo | roles.lo;
  const capHi = laws.G10 ? ceiling.hi : ceiling.hi | roles.hi;
  const keepLo = ~modes.nobody.lo & ~withheld.lo;
  const keepHi = ~modes.nobody.hi & ~withheld.hi;
  const everLo = modes.everybody.lo & keepLo;
  const everHi = modes.everybody.hi & keepHi;
  const sLo = (((some.lo & keepLo) | everLo | forced.lo) & capLo) | owners.lo;
  const sHi = (((some.hi & keepHi) | everHi | forced.hi) & capHi) | owners.hi;
  const fLo = (((full.lo & keepLo) | everLo | forced.lo) & capLo) | owners.lo;
  const fHi = (((full.hi & keepHi) | everHi | forced.hi) & capHi) | owners.hi;
  const unmet = unmetIn(sLo, sHi);
  return {
    some: { lo: (sLo & ~unmet.lo) | owners.lo, hi: (sHi & ~unmet.hi) | owners.hi },
    full: { lo: (fLo & ~unmet.lo) | owners.lo, hi: (fHi & ~unmet.hi) | owners.hi },
  };
}

/** What the member may do by layers 1 to 10, whatever the account's state: for comparing potentials. */
export function potential(state: Sources, member: Member, laws: Laws = LAWS): Rights {
  return evaluate(state, member, modeMasksOf(state.settings, laws), laws);
}

/** `potential` without the modes (layer 6): what roles, groups and overrides alone give. */
export function underlying(state: PolicyState, member: Member, laws: Laws = LAWS): Rights {
  return evaluate(state, member, NO_MODES, laws);
}

/** What the member may do at that time (milliseconds): `decide` without a resource, for all permissions at once. */
export function rightsOf(state: PolicyState, member: Member, at: number, laws: Laws = LAWS): Rights {
  if (member.status !== 'active' || isExpired(member, at)) return NO_RIGHTS;
  const { some, full } = potential(state, member, laws);
  if (member.resetBy !== null) return { some: intersection(some, LOGIN), full: intersection(full, LOGIN) };
  if (!isOutOfCredit(state, member)) return { some, full };
  return { some: minus(some, SENDS), full: minus(full, SENDS) };
}

export function isExpired(member: Member, at: number): boolean {
  return member.expiresAt !== null && at >= member.expiresAt;
}

export function isOutOfCredit(state: PolicyState, member: Member): boolean {
  return member.credits <= 0 && !state.settings['billing.unlimitedSending'].value;
}

/** Rank of the highest role, and whether that one manages its own rank. No role at all: below everybody. */
export function rankOf(
  state: Pick<PolicyState, 'roles'>,
  member: Member,
): { readonly rank: number; readonly peer: boolean } {
  let rank = -1;
  let peer = false;
  for (const { id } of member.roles) {
    const role = state.roles.get(id);
    if (role === undefined || role.rank < rank) continue;
    peer = role.peer || (peer && role.rank === rank);
    rank = role.rank;
  }
  return { rank, peer };
}
