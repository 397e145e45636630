import type { ActionOf } from '../action/action.ts';
import { overridesAfter } from '../model/cells.ts';
import { contactClaim, emailClaim } from '../model/claims.ts';
import type { Assigned } from '../model/entities.ts';
import { assignedAfter, type Reassignment, sorted, sortedOrAll } from '../model/sets.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import { approversProblem, groupsProblem, limitsProblem, rolesProblem } from './assignments.ts';
import { demote } from './pins.ts';
import type { EntryProblem } from './problems.ts';
import { present, putMember } from './put-member.ts';

/** What a member is and is given: name, roles, class, groups, overrides, limits, approvers. */
export const MEMBER_HANDLERS = {
  'member.edit': edit,
  'member.roles': roles,
  'member.class': (draft, acting, action) => {
    const member = present(draft, action.member);
    if (typeof member === 'string') return member;
    if (!draft.classes.has(action.class)) return 'classUnknown';
    if (member.class === action.class) return 'unchanged';
    const after = { ...member, class: action.class, setBy: { ...member.setBy, class: acting.seq } };
    return demote(draft, member, after, action.pins, acting);
  },
  'member.groups': (draft, acting, action) => {
    const member = present(draft, action.member);
    if (typeof member === 'string') return member;
    const problem = groupsProblem(draft, [...action.add, ...action.remove]);
    if (problem !== null) return problem;
    if (!isDue(member.groups, action)) return 'unchanged';
    const groups = assignedAfter(member.groups, action, acting.seq);
    return demote(draft, member, { ...member, groups }, action.pins, acting);
  },
  'member.override': (draft, acting, action) => {
    const member = present(draft, action.member);
    if (typeof member === 'string') return member;
    const overrides = overridesAfter(member.overrides, { [action.permission]: action.effect }, acting.seq);
    if (overrides === member.overrides) return 'unchanged';
    return demote(draft, member, { ...member, overrides }, action.pins, acting);
  },
  'member.limits': limits,
  'member.approvers': (draft, _acting, { member: id, approvers }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    if (isSame(member.approvers, approvers)) return 'unchanged';
    return approversProblem(draft, approvers) ?? putMember(draft, { ...member, approvers });
  },
} as const satisfies Partial<Handlers>;

function edit(draft: StateDraft, { seq }: Acting, action: ActionOf<'member.edit'>): EntryProblem | null {
  const member = present(draft, action.member);
  if (typeof member === 'string') return member;
  const { name = member.name, email = member.email, kind = member.kind, origin = member.origin } = action;
  const same = name === member.name && email === member.email && kind === member.kind && origin === member.origin;
  if (same) return 'unchanged';
  const claim = emailClaim(email);
  const holder = draft.taken.get(claim);
  if (holder !== undefined && holder !== member.id) return 'emailTaken';
  if (holder === undefined && draft.taken.has(contactClaim(email))) return 'emailTaken';
  if (holder === undefined) draft.take(claim, member.id);
  const setBy = origin === member.origin ? member.setBy : { ...member.setBy, origin: seq };
  return putMember(draft, { ...member, name, email, kind, origin, setBy });
}

function roles(draft: StateDraft, acting: Acting, action: ActionOf<'member.roles'>): EntryProblem | null {
  const member = present(draft, action.member);
  if (typeof member === 'string') return member;
  const problem = rolesProblem(draft, [...action.add, ...action.remove]);
  if (problem !== null) return problem;
  if (!isDue(member.roles, action)) return 'roleUnchanged';
  const after = assignedAfter(member.roles, action, acting.seq);
  return after.length === 0 ? 'roleLast' : demote(draft, member, { ...member, roles: after }, action.pins, acting);
}

function limits(draft: StateDraft, acting: Acting, action: ActionOf<'member.limits'>): EntryProblem | null {
  const member = present(draft, action.member);
  if (typeof member === 'string') return member;
  const problem = limitsProblem(draft, action.scopes);
  if (problem !== null) return problem;
  const withheld = sorted(action.withheld);
  const scopes = sortedOrAll(action.scopes);
  const { limits: before } = member;
  if (isSame(before.withheld, withheld) && isSame(before.scopes, scopes)) return 'unchanged';
  return demote(draft, member, { ...member, limits: { withheld, scopes, setBy: acting.seq } }, action.pins, acting);
}

/** Is all that is added new, all that is removed there, and anything asked for at all? */
function isDue<Id extends string>(before: readonly Assigned<Id>[], { add, remove }: Reassignment<Id>): boolean {
  const held = new Set(before.map(({ id }) => id));
  return add.length + remove.length > 0 && !add.some((id) => held.has(id)) && remove.every((id) => held.has(id));
}

function isSame(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
