import { hex, zero } from '../../src-shared/base/bytes.ts';
import { type InviteId, type MemberId, type RoleId, randomId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { Action } from '../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { normaliseEmail, normaliseName } from '../../src-shared/policy/model/text.ts';
import { bundleKey, CODE_BYTES, formatLink } from '../../src-shared/protocol/invitation.ts';
import type { HubError } from '../hub/port.ts';
import { withPins } from './governance/pins.ts';
import { invitationPublicKey, sealBundle } from './invitation-codec.ts';
import type { Membership } from './membership.ts';
import {
  dropInvitation,
  loadInvitation,
  loadInvitations,
  type OpenInvitation,
  saveInvitation,
} from './open-invitations.ts';
import type { ProposeError } from './policy-log.ts';

const DAY = 86_400_000;

export interface Invited {
  readonly member: MemberId;
  readonly link: string;
  readonly expiresAt: number;
}

export type InviteError =
  | ProposeError
  | { readonly code: 'name.invalid' | 'email.invalid' | 'invitation.unknown'; readonly detail: string };

/** Enters the newcomer into the log and puts the bundle on the hub. The link holds a secret: hand it over privately. */
export async function invite(
  membership: Membership,
  request: {
    readonly name: string;
    readonly email: string;
    readonly role: RoleId;
    readonly life?: number;
    /** As `normaliseWelcome` leaves it. */
    readonly welcome?: string | null;
  },
): Promise<Result<Invited, InviteError>> {
  const name = normaliseName(request.name);
  if (!name.ok) return err({ ...name.error, detail: '' });
  const email = normaliseEmail(request.email);
  if (!email.ok) return err({ ...email.error, detail: '' });
  const member = randomId<MemberId>({ bytes: (length) => membership.crypto.random(length) });
  const terms = { life: request.life ?? lifeOf(membership), welcome: request.welcome ?? null };
  return issue(membership, member, terms, (invitation) => ({
    type: 'member.invite',
    member,
    name: name.value,
    email: email.value,
    ...fromTemplate(membership.log.state(), request.role),
    invitation,
  }));
}

/** As long as the organisation lets invitations live, in milliseconds. */
export function lifeOf({ log }: Membership): number {
  return log.state().settings['users.invitationDays'].value * DAY;
}

/** What the organisation's template gives newcomers, copied: a later change of the template does not touch them. */
export function fromTemplate(state: PolicyState, role: RoleId) {
  const { class: of, groups, permissions } = state.template;
  return { class: of, roles: [role], groups, permissions };
}

/** A new code for somebody who has not come yet; the old one dies. `welcome` is as `normaliseWelcome` leaves it. */
export async function resendInvitation(
  membership: Membership,
  member: MemberId,
  welcome: string | null = null,
  life = lifeOf(membership),
): Promise<Result<Invited, InviteError>> {
  const old = membership.log.state().members.get(member)?.invitation;
  const issued = await issue(membership, member, { life, welcome }, (invitation) => ({
    type: 'member.reinvite',
    member,
    invitation,
  }));
  // The old bundle opens with a dead code; it goes so that a link found later tells nothing. Failing that does no harm.
  if (issued.ok && old !== undefined && old !== null) await membership.hub.delete(bundleKey(old.id));
  return issued;
}

type NewInvitation = { readonly id: InviteId; readonly publicKey: string; readonly expiresAt: number };

/** S27: the code is in the vault before the log names it; `publishInvitations` finishes what a crash left. */
async function issue(
  membership: Membership,
  member: MemberId,
  { life, welcome }: { readonly life: number; readonly welcome: string | null },
  action: (invitation: NewInvitation) => Action,
): Promise<Result<Invited, InviteError>> {
  const { crypto, clock, log, database, keyset } = membership;
  const code = crypto.random(CODE_BYTES);
  try {
    const id = randomId<InviteId>({ bytes: (length) => crypto.random(length) });
    const publicKey = invitationPublicKey(crypto, code, keyset.organisation);
    const expiresAt = Math.max(clock.now(), log.state().at) + life;
    const epoch = log.state().directoryEpoch;
    const open = { invitation: id, member, code, expiresAt, published: false, epoch, welcome };
    saveInvitation(database, open);
    const proposed = await log.propose([action({ id, publicKey, expiresAt })], membership.signer);
    if (!proposed.ok) {
      // After a hub's failure the entry may be there all the same: the code is kept until a sync tells.
      if (!proposed.error.code.startsWith('hub.')) dropInvitation(database, id);
      return proposed;
    }
    const published = await publish(membership, open);
    return published.ok ? ok({ member, link: linkOf(membership, open), expiresAt }) : published;
  } finally {
    zero(code);
  }
}

async function publish(membership: Membership, open: OpenInvitation): Promise<Result<void, HubError>> {
  const { hub, database, log } = membership;
  const { directoryEpoch: epoch } = log.state();
  const put = await hub.put(bundleKey(open.invitation), bundleOf(membership, open), { durable: 'now' });
  if (!put.ok) return put;
  saveInvitation(database, { ...open, published: true, epoch });
  return ok();
}

/** The exact bytes that the newcomer looks for on the hub. */
export function bundleOf(membership: Membership, open: OpenInvitation): Uint8Array {
  const { crypto, log, keyset, directoryKey } = membership;
  const state = log.state();
  const newcomer = state.members.get(open.member);
  const key = directoryKey(state.directoryEpoch);
  if (newcomer === undefined || key === null) throw new Error('publishing an invitation that the log does not hold');
  const bundle = {
    organisation: keyset.organisation,
    organisationName: state.name,
    inviter: keyset.memberId,
    inviterName: state.members.get(keyset.memberId)?.name ?? '',
    device: keyset.deviceId,
    member: open.member,
    name: newcomer.name,
    email: newcomer.email,
    roles: newcomer.roles.map(({ id }) => ({ id, name: state.roles.get(id)?.name ?? '' })),
    expiresAt: open.expiresAt,
    directory: { epoch: state.directoryEpoch, key: hex(key) },
    head: state.head,
    ...(open.welcome !== null && { welcome: open.welcome }),
  };
  return sealBundle(crypto, open.code, open.invitation, bundle, keyset.device.secretKey);
}

/** Holds the secret: whoever has it can join. */
export function linkOf(membership: Membership, { invitation, code }: OpenInvitation): string {
  const { organisation, hubLocation: hub } = membership.keyset;
  return formatLink({ hub, organisation, invitation, code });
}

/** An invitation as it is told to whom it is for. */
export interface Told extends Invited {
  readonly welcome: string | null;
}

/** The link of an invitation that this profile made and that is still open; null otherwise. */
export function invitationLink(membership: Membership, member: MemberId): Told | null {
  const current = membership.log.state().members.get(member)?.invitation?.id;
  const open = current === undefined ? null : loadInvitation(membership.database, current);
  if (open === null || open.expiresAt < membership.clock.now()) return null;
  return { member, link: linkOf(membership, open), expiresAt: open.expiresAt, welcome: open.welcome };
}

/**
 * After each sync: publishes what a crash kept from the hub, and again what holds an older directory key; forgets the codes
 * of what is over. Can be repeated.
 */
export async function publishInvitations(membership: Membership): Promise<Result<void, HubError>> {
  const { log, database } = membership;
  for (const open of loadInvitations(database)) {
    const standing = log.state().members.get(open.member)?.invitation?.id === open.invitation;
    if (!standing) dropInvitation(database, open.invitation);
    else if (!open.published || open.epoch !== log.state().directoryEpoch) {
      const published = await publish(membership, open);
      if (!published.ok) return published;
    }
  }
  return ok();
}

/** Gives a member this role instead of those they have. */
export async function setRole(
  membership: Membership,
  member: MemberId,
  role: RoleId,
): Promise<Result<void, ProposeError>> {
  const proposed = await membership.log.propose((state) => {
    const held = state.members.get(member)?.roles.map(({ id }) => id) ?? [];
    const add = held.includes(role) ? [] : [role];
    const remove = held.filter((id) => id !== role);
    return withPins(membership, state, [{ type: 'member.roles', member, add, remove }]);
  }, membership.signer);
  return proposed.ok ? ok() : proposed;
}
