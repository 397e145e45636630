import type { Member } from '../model/entities.ts';
import { has } from '../model/mask.ts';
import { isExpired, potential } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';

/*
 * Invitations that outlive the standing of whoever made them, and has their codes still (docs/adr/0039). Times in
 * milliseconds.
 */

const isOpen = ({ status, invitation }: Member, at: number): boolean =>
  status === 'invited' && invitation !== null && at <= invitation.expiresAt;

/** Whoever made the member's invitation, as long as they are here and may log in. */
function inviterOf({ members }: PolicyState, { invitation }: Member, at: number): Member | null {
  const inviter = invitation === null ? undefined : members.get(invitation.by);
  return inviter === undefined || inviter.status !== 'active' || isExpired(inviter, at) ? null : inviter;
}

/** Could the member join still, with a code of somebody who is no member any more, or may not log in? */
export function isByShutOut(state: PolicyState, member: Member, at: number): boolean {
  return isOpen(member, at) && inviterOf(state, member, at) === null;
}

/**
 * Could the member join still, with a code of somebody who is shut out or may invite nobody any more? Who only has to
 * choose a new password first has lost no right.
 */
export function isOrphaned(state: PolicyState, member: Member, at: number): boolean {
  if (!isOpen(member, at)) return false;
  const inviter = inviterOf(state, member, at);
  return inviter === null || !has(potential(state, inviter).some, 'user.invite');
}
