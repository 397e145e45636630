import type { ActionOf } from '../action/action.ts';
import type { Member, MemberStatus } from '../model/entities.ts';
import { has } from '../model/mask.ts';
import { potential } from '../model/rights.ts';
import type { StateDraft } from '../model/state-draft.ts';
import { type Acting, DAY, type Handlers } from './acting.ts';
import { demote } from './pins.ts';
import type { EntryProblem } from './problems.ts';
import { present, putMember } from './put-member.ts';

/** Whether an account is open: disabling, locking, removing, its end, and what a password reset leaves of it. */
export const ACCOUNT_HANDLERS = {
  'member.disable': (draft, acting, { member: id, pins }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    if (member.status !== 'active') return 'notActive';
    return demote(draft, member, withStatus(member, 'disabled', acting), pins, acting);
  },
  'member.enable': (draft, acting, { member: id }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    return member.status === 'disabled' ? putMember(draft, withStatus(member, 'active', acting)) : 'notDisabled';
  },
  'member.lock': (draft, acting, { member: id, inactiveSince, pins }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    if (member.status !== 'active') return 'notActive';
    const problem = inactivityProblem(draft, acting, member, inactiveSince, 'users.lockAfterDays');
    return problem ?? demote(draft, member, withStatus(member, 'locked', acting), pins, acting);
  },
  'member.unlock': (draft, acting, { member: id }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    return member.status === 'locked' ? putMember(draft, withStatus(member, 'active', acting)) : 'notLocked';
  },
  'member.remove': remove,
  'member.expiry': (draft, { seq, at }, { member: id, expiresAt }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    if (member.expiresAt === expiresAt) return 'unchanged';
    if (expiresAt !== null && expiresAt <= at) return 'expiryPast';
    return putMember(draft, { ...member, expiresAt, setBy: { ...member.setBy, expiry: seq } });
  },
  'password.reset': (draft, { seq }, { member: id }) => {
    const member = present(draft, id);
    if (typeof member === 'string') return member;
    return member.status === 'active' ? putMember(draft, { ...member, resetBy: seq }) : 'notActive';
  },
  'password.chosen': (draft, { author }) => {
    const member = present(draft, author);
    if (typeof member === 'string') return member;
    return member.resetBy === null ? 'notReset' : putMember(draft, { ...member, resetBy: null });
  },
} as const satisfies Partial<Handlers>;

function withStatus(member: Member, status: MemberStatus, { seq }: { readonly seq: number }): Member {
  return { ...member, status, setBy: { ...member.setBy, status: seq } };
}

/** The tombstone keeps what explains the past; what it was named for ends. */
export function removed(member: Member, acting: { readonly seq: number }): Member {
  return { ...withStatus(member, 'removed', acting), invitation: null, requests: [], resetBy: null };
}

function remove(draft: StateDraft, acting: Acting, action: ActionOf<'member.remove'>): EntryProblem | null {
  const member = present(draft, action.member);
  if (typeof member === 'string') return member;
  if (action.inactiveSince !== undefined) {
    const problem = inactivityProblem(draft, acting, member, action.inactiveSince, 'users.removeAfterDays');
    if (problem !== null) return problem;
  }
  if (draft.transfer?.to === member.id) draft.change({ transfer: null });
  return demote(draft, member, removed(member, acting), action.pins, acting);
}

/** Property 22. What the member may do is asked whatever the account's state: it may be locked already. */
function inactivityProblem(
  draft: StateDraft,
  { at, laws }: Acting,
  member: Member,
  inactiveSince: number,
  setting: 'users.lockAfterDays' | 'users.removeAfterDays',
): EntryProblem | null {
  if (has(potential(draft, member, laws).some, 'account.persistent')) return 'persistent';
  const days = draft.settings[setting].value;
  return days === 0 || at - inactiveSince < days * DAY ? 'notInactive' : null;
}
