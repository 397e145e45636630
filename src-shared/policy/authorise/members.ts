import type { MemberId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import type { Member, Override } from '../model/entities.ts';
import { isEmpty, KIND_MASKS, maskOf, minus } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import { NO_RIGHTS, type Rights } from '../model/rights.ts';
import { assignedAfter } from '../model/sets.ts';
import {
  administratorsIn,
  assignable,
  both,
  effect,
  givenByGroups,
  givenByRoles,
  inFull,
  powers,
  withinHeld,
} from './grants.ts';
import type { Check, Inquiry } from './inquiry.ts';
import { higher, wider } from './reach.ts';
import { governanceWithin, scopesBeyond, scopesWithin } from './scopes.ts';
import { reaches } from './targets.ts';

/** What is done to one member's rights. Each says what it gives, by which law that is judged, and to whom it reaches. */

export interface Grant {
  readonly refused: Check;
  /** What the action gives away: thresholds look at it. */
  readonly given: Rights;
}

const refusedBy = (refused: Check): Grant => ({ refused, given: NO_RIGHTS });

/** With a right, to a member the actor may manage; gives nothing. */
export function managing(permission: Permission) {
  return (inquiry: Inquiry, { member }: { readonly member: MemberId }): Grant =>
    refusedBy(inquiry.needs(permission) ?? reaches(inquiry, permission, member));
}

function changing(
  inquiry: Inquiry,
  permission: Permission,
  id: MemberId,
  grant: (target: Member) => { readonly given: Rights; readonly refused: Check },
): Grant {
  const refused = inquiry.needs(permission) ?? reaches(inquiry, permission, id);
  const target = inquiry.state.members.get(id);
  if (refused !== null || target === undefined) return refusedBy(refused);
  const { given, refused: beyond } = grant(target);
  return { given, refused: beyond ?? governanceWithin(inquiry, given, target.limits.scopes) };
}

export function roles(inquiry: Inquiry, action: ActionOf<'member.roles'>): Grant {
  return changing(inquiry, 'role.assign', action.member, (target) => {
    for (const role of action.add) {
      const refused = assignable(inquiry, role);
      if (refused !== null) return refusedBy(refused);
    }
    const after = { ...target, roles: assignedAfter(target.roles, action, inquiry.now) };
    const given = powers(both(givenByRoles(inquiry, action.add), effect(inquiry, target, after)));
    return { given, refused: withinHeld(inquiry, 'G2', given) ?? higher(inquiry, target, after) };
  });
}

export function classOf(inquiry: Inquiry, action: ActionOf<'member.class'>): Grant {
  return changing(inquiry, 'user.class', action.member, (target) => {
    const given = effect(inquiry, target, { ...target, class: action.class });
    return { given, refused: withinHeld(inquiry, 'G2', given) };
  });
}

export function groups(inquiry: Inquiry, action: ActionOf<'member.groups'>): Grant {
  return changing(inquiry, 'group.assign', action.member, (target) => {
    const after = { ...target, groups: assignedAfter(target.groups, action, inquiry.now) };
    const given = both(givenByGroups(inquiry, action.add, action.remove), effect(inquiry, target, after));
    return { given, refused: withinHeld(inquiry, 'G5', given) };
  });
}

export function override(inquiry: Inquiry, action: ActionOf<'member.override'>): Grant {
  return changing(inquiry, 'user.permit', action.member, (target) => {
    const { [action.permission]: before, ...others } = target.overrides;
    const now: Override | undefined =
      action.effect === null ? undefined : { effect: action.effect, setBy: inquiry.now };
    const after = { ...target, overrides: now === undefined ? others : { ...others, [action.permission]: now } };
    const isGrant = action.effect === 'allow' || (before?.effect === 'deny' && action.effect === null);
    const written = inFull(maskOf(isGrant ? [action.permission] : []));
    const given = both(written, effect(inquiry, target, after));
    return { given, refused: withinHeld(inquiry, 'G2', given) };
  });
}

export function limits(inquiry: Inquiry, action: ActionOf<'member.limits'>): Grant {
  return changing(inquiry, 'user.limit', action.member, (target) => {
    const lifted = inFull(maskOf(target.limits.withheld.filter((one) => !action.withheld.includes(one))));
    const after = { ...target, limits: { ...target.limits, withheld: action.withheld } };
    const given = both(lifted, effect(inquiry, target, after));
    const beyond = scopesWithin(inquiry, action.scopes) ?? wider(inquiry, target, action.scopes);
    return { given, refused: beyond ?? withinHeld(inquiry, 'G2', given) };
  });
}

/** One's own name with `profile.edit`; the rest is done by others. */
export function edit(inquiry: Inquiry, action: ActionOf<'member.edit'>): Grant {
  const { type: _, member, name, ...others } = action;
  const nameAlone = name !== undefined && Object.values(others).every((value) => value === undefined);
  if (member === inquiry.by.member && nameAlone) return refusedBy(inquiry.needs('profile.edit'));
  return changing(inquiry, 'user.edit', member, (target) => {
    const kind = action.kind ?? target.kind;
    if (kind !== target.kind && inquiry.isLimited('user.edit') && inquiry.laws.G1) {
      return refusedBy(inquiry.refuses('limitedToExternal', target.setBy.status, { kind: 'member', id: member }));
    }
    const given = effect(inquiry, target, { ...target, kind, origin: action.origin ?? target.origin });
    return { given, refused: withinHeld(inquiry, 'G2', given) };
  });
}

export function approvers(inquiry: Inquiry, action: ActionOf<'member.approvers'>): Grant {
  if (action.member === inquiry.by.member) return refusedBy(inquiry.needs('approval.choose'));
  return managing('user.edit')(inquiry, action);
}

/** G8: whoever resets a password can become that member. */
export function reset(inquiry: Inquiry, action: ActionOf<'password.reset'>): Grant {
  return changing(inquiry, 'password.reset', action.member, (target) => {
    const won = powers(effect(inquiry, null, target));
    return { given: administratorsIn(won), refused: inquiry.laws.G8 ? becoming(inquiry, target, won) : null };
  });
}

/**
 * Like `withinHeld`, for becoming somebody rather than giving: billing counts like any other power, and so do the
 * departments that they govern.
 */
function becoming(inquiry: Inquiry, target: Member, won: Rights): Check {
  if (inquiry.isOwner) return null;
  const { transfer } = inquiry.state;
  // Whoever has been offered the organisation need only accept.
  if (transfer?.to === target.id) return inquiry.refuses('governanceExceeds', transfer.setBy);
  const wide = isEmpty(won.some) ? null : scopesBeyond(inquiry, target.limits.scopes);
  if (wide !== null) return wide;
  const excess = minus(won.some, inquiry.held.some);
  const wider = minus(won.full, inquiry.held.full);
  if (isEmpty(excess) && isEmpty(wider)) return inquiry.notes('grantWithin', inquiry.now);
  return inquiry.refuses('governanceExceeds', inquiry.now);
}

/** A delegated permission that somebody asked for. */
export function answer(inquiry: Inquiry, action: ActionOf<'privilege.answer'>): Grant {
  const refused = inquiry.needs('billing.delegate');
  const target = inquiry.state.members.get(action.member);
  if (refused !== null || target === undefined) return refusedBy(refused);
  if (inquiry.laws.G12 && action.member === inquiry.by.member && !inquiry.isOwner) {
    return refusedBy(inquiry.refuses('targetIsSelf', target.setBy.status));
  }
  const written = inFull(action.granted ? maskOf([action.permission]) : maskOf([]));
  const foreign = minus(written.some, KIND_MASKS.delegated);
  if (!isEmpty(foreign)) return refusedBy(inquiry.refuses('delegateOnly', inquiry.now));
  // What stands on it takes effect with it.
  const allowed: Override = { effect: 'allow', setBy: inquiry.now };
  const overrides = action.granted ? { ...target.overrides, [action.permission]: allowed } : target.overrides;
  const given = both(written, effect(inquiry, target, { ...target, overrides }));
  return { given, refused: withinHeld(inquiry, 'G2', given) };
}

/** Nobody gives themselves credits. */
export function credit(inquiry: Inquiry, { member }: ActionOf<'credits.grant'>): Grant {
  const refused = inquiry.needs('billing.manage');
  if (refused !== null) return refusedBy(refused);
  const self = inquiry.laws.G12 && member === inquiry.by.member && !inquiry.isOwner;
  return refusedBy(self ? inquiry.refuses('targetIsSelf', inquiry.now, { kind: 'member', id: member }) : null);
}

/** One's own device with no further right; somebody else's with the right over accounts. */
export function revoke(inquiry: Inquiry, { pin }: ActionOf<'device.revoke'>): Grant {
  const device = inquiry.state.devices.get(pin.device);
  if (device === undefined) return refusedBy(inquiry.refuses('targetUnknown', inquiry.now));
  if (device.member === inquiry.by.member) return refusedBy(inquiry.needs('account.login'));
  return managing('user.state')(inquiry, { member: device.member });
}
