import { assertNever } from '../base/assert-never.ts';
import type { DeviceId, MemberId } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Action, ActivateAction, InviteAction } from './actions.ts';
import { authorise } from './authorise.ts';
import { emailClaim, invitationClaim, keyClaim, mailboxClaim } from './claims.ts';
import type { Decision } from './decide.ts';
import type { PolicyState } from './model.ts';
import { StateDraft } from './state-draft.ts';

/** An entry whose signature, encryption and shape were checked; `hash` is that of its stored bytes. */
export interface PolicyEntry {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly at: number;
  readonly author: MemberId;
  readonly device: DeviceId;
  readonly actions: readonly Action[];
}

/** An invitation lives for at most 90 days. */
export const INVITATION_LIFE_MAX = 90 * 86_400_000;

export type EntryProblem =
  | 'sequence' // does not follow the head
  | 'chain' // names another predecessor
  | 'backdated' // older than its predecessor
  | 'device' // not a device of the author, or revoked
  | 'memberExists'
  | 'memberUnknown'
  | 'emailTaken'
  | 'invitationReused'
  | 'invitationLife' // expires at once, or in more than 90 days
  | 'invitationReplaced' // a newer code was sent
  | 'invitationExpired'
  | 'notInvited' // already active, or gone
  | 'keyReused'
  | 'mailboxTaken'
  | 'roleUnchanged';

/** `action`: index of the one that was refused. `detail`: the decisive reason, a key of the catalogue, or the problem. */
export type Refusal = { readonly action: number; readonly detail: string } & (
  | { readonly code: 'policy.denied'; readonly decision: Decision }
  | { readonly code: 'policy.invalid'; readonly problem: EntryProblem }
);

function denied(action: number, decision: Decision): Refusal {
  return { code: 'policy.denied', action, decision, detail: decision.steps.at(-1)?.reason ?? '' };
}

function invalid(action: number, problem: EntryProblem): Refusal {
  return { code: 'policy.invalid', action, problem, detail: problem };
}

/**
 * The state after the entry, or why there is none. Pure: the given state is never changed. Signatures are the caller's
 * to check (`verify-entry.ts`).
 */
export function apply(state: PolicyState, entry: PolicyEntry): Result<PolicyState, Refusal> {
  const draft = new StateDraft(state);
  const applied = applyTo(draft, entry);
  return applied.ok ? ok(draft.freeze()) : applied;
}

/** `apply` on a draft, for replaying many entries. A refusal leaves the draft as it was. */
export function applyTo(draft: StateDraft, entry: PolicyEntry): Result<void, Refusal> {
  const problem = chainProblem(draft, entry);
  if (problem !== null) return err(invalid(0, problem));
  let refusal: Refusal | null = null;
  draft.attempt(() => {
    refusal = applyActions(draft, entry);
    if (refusal === null) draft.advance({ seq: entry.seq, hash: entry.hash }, entry.at);
    return refusal === null;
  });
  return refusal === null ? ok() : err(refusal);
}

/** Would these actions be accepted next? For a writer that is about to sign them. */
export function rehearse(
  state: PolicyState,
  by: { readonly author: MemberId; readonly device: DeviceId; readonly at: number },
  actions: readonly Action[],
): Result<void, Refusal> {
  const { seq, hash } = state.head;
  const applied = apply(state, { ...by, seq: seq + 1, prev: hash, hash, actions });
  return applied.ok ? ok() : applied;
}

function chainProblem(state: PolicyState, entry: PolicyEntry): EntryProblem | null {
  if (entry.seq !== state.head.seq + 1) return 'sequence';
  if (entry.prev !== state.head.hash) return 'chain';
  if (entry.at < state.at) return 'backdated';
  if (activationOf(entry) !== null) return null;
  const device = state.devices.get(entry.device);
  return device === undefined || device.member !== entry.author || device.revoked ? 'device' : null;
}

/** A newcomer's entry: the one action in it brings the device that signs it. */
export function activationOf(entry: {
  readonly device: DeviceId;
  readonly actions: readonly Action[];
}): ActivateAction | null {
  const [first, ...others] = entry.actions;
  return first?.type === 'member.activate' && others.length === 0 && first.device === entry.device ? first : null;
}

function applyActions(draft: StateDraft, entry: PolicyEntry): Refusal | null {
  for (const [index, action] of entry.actions.entries()) {
    const decision = authorise(draft, entry.author, action);
    if (!decision.allowed) return denied(index, decision);
    const problem = applyAction(draft, entry, action);
    if (problem !== null) return invalid(index, problem);
  }
  return null;
}

function applyAction(draft: StateDraft, entry: PolicyEntry, action: Action): EntryProblem | null {
  switch (action.type) {
    case 'member.invite':
      return invite(draft, entry, action);
    case 'member.reinvite': {
      const member = draft.members.get(action.member);
      if (member === undefined) return 'memberUnknown';
      if (member.status !== 'invited') return 'notInvited';
      const problem = invitationProblem(draft, entry.at, action.invitation);
      if (problem !== null) return problem;
      claimInvitation(draft, action.member, action.invitation);
      draft.setMember({ ...member, invitation: { ...action.invitation, member: member.id } });
      return null;
    }
    case 'member.activate':
      return activate(draft, entry, action);
    case 'member.role': {
      const member = draft.members.get(action.member);
      if (member === undefined) return 'memberUnknown';
      if (member.role === action.role) return 'roleUnchanged';
      draft.setMember({ ...member, role: action.role, setBy: { ...member.setBy, role: entry.seq } });
      return null;
    }
    default:
      return assertNever(action);
  }
}

function invite(draft: StateDraft, entry: PolicyEntry, action: InviteAction): EntryProblem | null {
  if (draft.members.has(action.member)) return 'memberExists';
  if (draft.taken.has(emailClaim(action.email))) return 'emailTaken';
  const problem = invitationProblem(draft, entry.at, action.invitation);
  if (problem !== null) return problem;
  claimInvitation(draft, action.member, action.invitation);
  draft.take(emailClaim(action.email), action.member);
  draft.setMember({
    id: action.member,
    name: action.name,
    email: action.email,
    role: action.role,
    status: 'invited',
    keyset: null,
    mailbox: null,
    invitation: { ...action.invitation, member: action.member },
    setBy: { role: entry.seq, status: entry.seq, keyset: entry.seq },
  });
  return null;
}

type NewInvitation = InviteAction['invitation'];

function invitationProblem(state: PolicyState, at: number, invitation: NewInvitation): EntryProblem | null {
  if (invitation.expiresAt <= at || invitation.expiresAt > at + INVITATION_LIFE_MAX) return 'invitationLife';
  const used = state.taken.has(invitationClaim(invitation.id)) || state.taken.has(keyClaim(invitation.publicKey));
  return used ? 'invitationReused' : null;
}

function claimInvitation(draft: StateDraft, member: MemberId, invitation: NewInvitation): void {
  draft.take(invitationClaim(invitation.id), member);
  draft.take(keyClaim(invitation.publicKey), member);
}

function activate(draft: StateDraft, entry: PolicyEntry, action: ActivateAction): EntryProblem | null {
  if (activationOf(entry) === null) return 'device';
  const member = draft.members.get(action.member);
  if (member === undefined) return 'memberUnknown';
  if (member.status !== 'invited' || member.invitation === null) return 'notInvited';
  if (member.invitation.id !== action.invitation) return 'invitationReplaced';
  if (entry.at > member.invitation.expiresAt) return 'invitationExpired';
  const keys = [action.signing, action.sealing, action.devicePublicKey];
  const reused = new Set(keys).size < keys.length || keys.some((key) => draft.taken.has(keyClaim(key)));
  if (reused || draft.devices.has(action.device)) return 'keyReused';
  if (draft.taken.has(mailboxClaim(action.mailbox))) return 'mailboxTaken';
  for (const key of keys) draft.take(keyClaim(key), member.id);
  draft.take(mailboxClaim(action.mailbox), member.id);
  draft.setDevice({
    id: action.device,
    member: member.id,
    publicKey: action.devicePublicKey,
    certificate: action.certificate,
    revoked: false,
  });
  draft.setMember({
    ...member,
    name: action.name,
    status: 'active',
    keyset: { signing: action.signing, sealing: action.sealing },
    mailbox: action.mailbox,
    invitation: null,
    setBy: { ...member.setBy, status: entry.seq, keyset: entry.seq },
  });
  return null;
}
