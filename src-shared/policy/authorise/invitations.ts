import type { MemberId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { intersection, isEmpty, KIND_MASKS, maskOf, minus } from '../model/mask.ts';
import { newMember } from '../model/new-member.ts';
import type { Permission } from '../model/permissions.ts';
import { NO_RIGHTS } from '../model/rights.ts';
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
import type { Inquiry } from './inquiry.ts';
import type { Grant } from './members.ts';
import { governanceWithin } from './scopes.ts';
import { reaches, within } from './targets.ts';

/**
 * G7: a newcomer's governance is within the inviter's. What the template gives is the organisation's to give: whoever may
 * invite may invite into it, though their own rank be lower, when no governance comes with it.
 */
export function invite(inquiry: Inquiry, action: ActionOf<'member.invite'>): Grant {
  const refused =
    inquiry.needs('user.invite') ??
    (action.contact === undefined ? null : inquiry.needs('contact.convert')) ??
    within(inquiry, 'user.invite', action.kind ?? 'internal', (group) => action.groups?.includes(group) === true, null);
  if (refused !== null) return { refused, given: NO_RIGHTS };
  const newcomer = newMember(action, inquiry.by.member, inquiry.now, 0);
  const coming = effect(inquiry, null, newcomer);
  const roles = givenByRoles(inquiry, action.roles);
  const given = powers(both(both(coming, roles), writtenOverrides(action)));
  const { template } = inquiry.state;
  const plain = isEmpty(given.some) && action.roles.every((role) => role === template.role);
  const above = plain ? null : firstRefused(inquiry, action);
  return {
    given,
    refused:
      above ??
      governanceWithin(inquiry, given, action.limits?.scopes ?? null) ??
      withinHeld(inquiry, 'G7', given) ??
      withinHeld(inquiry, 'G2', beyondTemplate(inquiry, action)) ??
      withinHeld(inquiry, 'G5', groupsBeyondTemplate(inquiry, action)),
  };
}

function firstRefused(inquiry: Inquiry, action: ActionOf<'member.invite'>) {
  for (const role of action.roles) {
    const refused = assignable(inquiry, role);
    if (refused !== null) return refused;
  }
  return null;
}

const allowsOf = (permissions: ActionOf<'member.invite'>['permissions']): readonly Permission[] =>
  Object.entries(permissions ?? {}).flatMap(([permission, value]) =>
    value === 'allow' ? [permission as Permission] : [],
  );

const writtenOverrides = (action: ActionOf<'member.invite'>) => inFull(maskOf(allowsOf(action.permissions)));

/** Overrides that the newcomer gets and the template does not give: as if they were set by themselves. */
function beyondTemplate({ state }: Inquiry, action: ActionOf<'member.invite'>) {
  const template = maskOf(allowsOf(state.template.permissions));
  return inFull(minus(maskOf(allowsOf(action.permissions)), intersection(template, KIND_MASKS.use)));
}

function groupsBeyondTemplate(inquiry: Inquiry, action: ActionOf<'member.invite'>) {
  const others = (action.groups ?? []).filter((group) => !inquiry.state.template.groups.includes(group));
  return givenByGroups(inquiry, others, []);
}

/** A new code is a key to the account: G7 again, for what the invited member already has. */
export function reinvite(inquiry: Inquiry, { member }: ActionOf<'member.reinvite'>): Grant {
  const refused = inquiry.needs('user.invite') ?? reaches(inquiry, 'user.invite', member);
  const target = inquiry.state.members.get(member);
  if (refused !== null || target === undefined) return { refused, given: NO_RIGHTS };
  const won = powers(effect(inquiry, null, target));
  const wide = governanceWithin(inquiry, won, target.limits.scopes);
  return { refused: wide ?? withinHeld(inquiry, 'G7', won), given: administratorsIn(won) };
}

/** Nobody is activated by anybody else. That the newcomer holds the code is proven by signature, beside this. */
export function activate(inquiry: Inquiry, { member }: { readonly member: MemberId }): Grant {
  const target = inquiry.state.members.get(member);
  if (target === undefined) return { refused: inquiry.refuses('targetUnknown', inquiry.now), given: NO_RIGHTS };
  const own = member === inquiry.by.member && target.status === 'invited';
  const entry = target.setBy.status;
  return {
    refused: own ? inquiry.notes('invited', entry) : inquiry.refuses('notYourInvitation', entry),
    given: NO_RIGHTS,
  };
}
