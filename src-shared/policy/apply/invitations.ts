import type { MemberId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { contactClaim, emailClaim, invitationClaim, keyClaim, mailboxClaim } from '../model/claims.ts';
import { newMember } from '../model/new-member.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import { type Acting, DAY, type Handlers } from './acting.ts';
import { approversProblem, groupsProblem, limitsProblem, rolesProblem } from './assignments.ts';
import { convertContact } from './contacts.ts';
import { isGrantee } from './grantees.ts';
import type { EntryProblem } from './problems.ts';
import { present, putMember } from './put-member.ts';

type Invite = ActionOf<'member.invite'>;
type Activate = ActionOf<'member.activate'>;
type NewInvitation = Invite['invitation'];

export const INVITATION_HANDLERS = {
  'member.invite': invite,
  'member.reinvite': (draft, acting, action) => {
    const member = present(draft, action.member);
    if (typeof member === 'string') return member;
    if (member.status !== 'invited') return 'notInvited';
    const problem = claimInvitation(draft, acting, member.id, action.invitation);
    const invitation = { ...action.invitation, member: member.id, by: acting.author };
    return problem ?? putMember(draft, { ...member, invitation });
  },
  'member.activate': activate,
} as const satisfies Partial<Handlers>;

function invite(draft: StateDraft, acting: Acting, action: Invite): EntryProblem | null {
  const problem = newcomerProblem(draft, acting, action);
  if (problem !== null) return problem;
  const claimed = claimInvitation(draft, acting, action.member, action.invitation);
  if (claimed !== null) return claimed;
  draft.take(emailClaim(action.email), action.member);
  const converted = action.contact === undefined ? null : convertContact(draft, action.contact, action);
  if (converted !== null) return converted;
  return putMember(draft, newMember(action, acting.author, acting.seq, draft.settings['billing.freeCredits'].value));
}

function newcomerProblem(state: PolicyState, { at }: Acting, action: Invite): EntryProblem | null {
  const { member: id } = action;
  if (isGrantee(state, id)) return 'memberExists';
  if (state.taken.has(emailClaim(action.email))) return 'emailTaken';
  // Otherwise whoever may not turn contacts into members would do so by their address.
  if (action.contact === undefined && state.taken.has(contactClaim(action.email))) return 'contactUnnamed';
  if (!state.classes.has(action.class)) return 'classUnknown';
  if (action.expiresAt !== undefined && action.expiresAt <= at) return 'expiryPast';
  return (
    rolesProblem(state, action.roles) ??
    groupsProblem(state, action.groups ?? []) ??
    limitsProblem(state, action.limits?.scopes ?? null) ??
    approversProblem(state, action.approvers ?? [])
  );
}

/** An invitation lives as long as the organisation says, at most; its id and its key serve once. */
function claimInvitation(
  draft: StateDraft,
  { at }: Acting,
  member: MemberId,
  invitation: NewInvitation,
): EntryProblem | null {
  const life = draft.settings['users.invitationDays'].value * DAY;
  if (invitation.expiresAt <= at || invitation.expiresAt > at + life) return 'invitationLife';
  const claims = [invitationClaim(invitation.id), keyClaim(invitation.publicKey)];
  if (claims.some((claim) => draft.taken.has(claim))) return 'invitationReused';
  for (const claim of claims) draft.take(claim, member);
  return null;
}

function activate(draft: StateDraft, { seq, at, introduced }: Acting, action: Activate): EntryProblem | null {
  if (introduced !== action.device) return 'device';
  const member = present(draft, action.member);
  if (typeof member === 'string') return member;
  if (member.status !== 'invited' || member.invitation === null) return 'notInvited';
  if (member.invitation.id !== action.invitation) return 'invitationReplaced';
  if (at > member.invitation.expiresAt) return 'invitationExpired';
  const claims = [action.signing, action.sealing, action.devicePublicKey].map(keyClaim);
  const reused = new Set(claims).size < claims.length || claims.some((claim) => draft.taken.has(claim));
  if (reused || draft.devices.has(action.device)) return 'keyReused';
  const mailbox = mailboxClaim(action.mailbox);
  if (draft.taken.has(mailbox)) return 'mailboxTaken';
  for (const claim of [...claims, mailbox]) draft.take(claim, member.id);
  draft.putDevice({
    id: action.device,
    member: member.id,
    publicKey: action.devicePublicKey,
    certificate: action.certificate,
    revoked: false,
    pins: [],
    setBy: seq,
  });
  return putMember(draft, {
    ...member,
    name: action.name,
    status: 'active',
    keyset: { signing: action.signing, sealing: action.sealing },
    mailbox: action.mailbox,
    invitation: null,
    setBy: { ...member.setBy, status: seq, keyset: seq },
  });
}
