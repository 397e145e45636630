import type { ActionOf } from '../action/action.ts';
import { overridesAfter } from '../model/cells.ts';
import type { Effect, Member, Overrides } from '../model/entities.ts';
import { ALL, intersection, isEmpty, maskOf, minus } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import { NO_RIGHTS } from '../model/rights.ts';
import { both, effectOnAll, inFull, isInGroup, isOfClass, outranksAll, withinHeld } from './grants.ts';
import type { Inquiry } from './inquiry.ts';
import type { Grant } from './members.ts';
import { addressesMore } from './reach.ts';

/** Groups and classes: what their members may do by them. */

type Changes = { readonly [P in Permission]?: Effect | null };

/** Allows that are new, and denies that go. */
function givenBy(before: Overrides, changes: Changes) {
  const entries = Object.entries(changes) as readonly (readonly [Permission, Effect | null])[];
  const given = entries.filter(([permission, effect]) => {
    const had = before[permission]?.effect;
    return (effect === 'allow' && had !== 'allow') || (had === 'deny' && effect === null);
  });
  return inFull(maskOf(given.map(([permission]) => permission)));
}

export function createGroup(inquiry: Inquiry, action: ActionOf<'group.create'>): Grant {
  const refused = inquiry.needs('group.edit');
  return { refused: refused ?? withinHeld(inquiry, 'G2', givenBy({}, action.permissions)), given: NO_RIGHTS };
}

export function editGroup(inquiry: Inquiry, action: ActionOf<'group.edit'>): Grant {
  const refused = inquiry.needs('group.edit');
  const group = inquiry.state.groups.get(action.group);
  if (refused !== null || group === undefined || action.permissions === undefined) return { refused, given: NO_RIGHTS };
  const permissions = overridesAfter(group.permissions, action.permissions, inquiry.now);
  const groups = new Map(inquiry.state.groups).set(group.id, { ...group, permissions });
  const effect = effectOnAll(inquiry, (member) => isInGroup(member, group.id), { groups });
  const given = both(givenBy(group.permissions, action.permissions), effect.given);
  const { actor, laws } = inquiry;
  // G12: a deny for oneself is nobody's loss but one's own; everything else in one's own group is for others to do.
  if (laws.G12 && !inquiry.isOwner && actor !== null && isInGroup(actor, group.id) && !isEmpty(given.some)) {
    return { refused: inquiry.refuses('targetIsSelf', group.setBy, { kind: 'group', id: group.id }), given };
  }
  const above = laws.G4 ? outranksAll(inquiry, (member) => isInGroup(member, group.id)) : null;
  return { given, refused: above ?? effect.refused ?? withinHeld(inquiry, 'G2', given) };
}

export function editClass(inquiry: Inquiry, action: ActionOf<'class.edit'>): Grant {
  const refused = inquiry.needs('class.edit');
  const found = inquiry.state.classes.get(action.class);
  const decides = action.ceiling !== undefined || action.audience !== undefined;
  if (refused !== null || found === undefined || !decides) return { refused, given: NO_RIGHTS };
  const { ceiling = found.ceiling, audience = found.audience } = action;
  const before = found.ceiling === null ? ALL : maskOf(found.ceiling);
  const after = ceiling === null ? ALL : maskOf(ceiling);
  const isIn = (member: Member) => isOfClass(member, found.id);
  const classes = new Map(inquiry.state.classes).set(found.id, { ...found, ceiling });
  const effect = effectOnAll(inquiry, isIn, { classes });
  const given = both(inFull(minus(after, before)), effect.given);
  const { actor, laws } = inquiry;
  const widens = !isEmpty(given.some) || addressesMore(audience, found.audience);
  if (laws.G12 && !inquiry.isOwner && actor !== null && isIn(actor) && widens) {
    return { refused: inquiry.refuses('targetIsSelf', found.setBy, { kind: 'class', id: found.id }), given };
  }
  const narrows = !isEmpty(minus(before, intersection(before, after))) || addressesMore(found.audience, audience);
  const above = narrows && laws.G4 ? outranksAll(inquiry, isIn) : null;
  return { given, refused: above ?? effect.refused ?? withinHeld(inquiry, 'G2', given) };
}
