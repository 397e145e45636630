import { zero } from '../../src-shared/base/bytes.ts';
import {
  type ClassId,
  type ContactId,
  type GroupId,
  type InviteId,
  type MemberId,
  type RoleId,
  randomId,
} from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { ActionOf } from '../../src-shared/policy/action/action.ts';
import type { MemberKind } from '../../src-shared/policy/model/entities.ts';
import type { Permission } from '../../src-shared/policy/model/permissions.ts';
import type { PolicyHead, PolicyState } from '../../src-shared/policy/model/state.ts';
import { bundleKey, CODE_BYTES } from '../../src-shared/protocol/invitation.ts';
import type { HubError } from '../hub/port.ts';
import { invitationPublicKey } from './invitation-codec.ts';
import { bundleOf, type Invited, lifeOf, linkOf } from './invite.ts';
import type { Membership } from './membership.ts';
import { dropInvitation, type OpenInvitation, saveInvitation } from './open-invitations.ts';
import type { ProposeError } from './policy-log.ts';

/** Somebody to be invited; name and address as `normaliseName` and `normaliseEmail` leave them. */
export interface Invitee {
  readonly name: string;
  readonly email: string;
  readonly kind: MemberKind;
  readonly roles: readonly RoleId[];
  readonly class: ClassId;
  readonly groups: readonly GroupId[];
  readonly withheld: readonly Permission[];
  readonly scopes: readonly GroupId[] | null;
  readonly expiresAt: number | null;
  /** The site contact who becomes this member. */
  readonly contact: ContactId | null;
}

/** Bundles on their way to the hub at a time. */
const AT_ONCE = 16;

interface Issued {
  readonly open: OpenInvitation;
  readonly action: ActionOf<'member.invite'>;
}

/** What an invitation of them says; the rest of what the template gives newcomers is copied. */
export function invitationOf(
  { template }: PolicyState,
  invitee: Invitee,
  member: MemberId,
  invitation: ActionOf<'member.invite'>['invitation'],
): ActionOf<'member.invite'> {
  const { name, email, kind, roles, groups, withheld, scopes, expiresAt, contact } = invitee;
  return {
    type: 'member.invite',
    member,
    name,
    email,
    ...(kind !== 'internal' && { kind }),
    class: invitee.class,
    roles,
    ...(groups.length > 0 && { groups }),
    ...(Object.keys(template.permissions).length > 0 && { permissions: template.permissions }),
    ...((withheld.length > 0 || scopes !== null) && { limits: { withheld, scopes } }),
    ...(expiresAt !== null && { expiresAt }),
    ...(contact !== null && { contact }),
    invitation,
  };
}

/**
 * Invites them all in one entry, or nobody. S27: the codes are in the vault, and `keep` has put the links where the person
 * wants them, before the log names anybody; bundles that the hub does not take now, a later round publishes.
 *
 * @param keep gets the links, each of which holds a secret; when it fails, nobody is invited
 * @param welcome as `normaliseWelcome` leaves it
 */
export async function inviteMany<E>(
  membership: Membership,
  invitees: readonly Invitee[],
  keep: (invited: readonly Invited[]) => Promise<Result<void, E>>,
  welcome: string | null = null,
): Promise<Result<{ readonly head: PolicyHead; readonly invited: readonly Invited[] }, ProposeError | E>> {
  const { database, log, signer } = membership;
  const issued = invitees.map((invitee) => issue(membership, invitee, welcome));
  const drop = (): void =>
    database.transaction(() => {
      for (const { open } of issued) dropInvitation(database, open.invitation);
    });
  try {
    database.transaction(() => {
      for (const { open } of issued) saveInvitation(database, open);
    });
    const invited = issued.map(({ open }) => ({
      member: open.member,
      link: linkOf(membership, open),
      expiresAt: open.expiresAt,
    }));
    const kept = await keep(invited);
    if (!kept.ok) {
      drop();
      return kept;
    }
    const proposed = await log.propose(
      issued.map(({ action }) => action),
      signer,
    );
    if (!proposed.ok) {
      // After a hub's failure the entry may be there all the same: the codes are kept until a sync tells.
      if (!proposed.error.code.startsWith('hub.')) drop();
      return err(proposed.error);
    }
    await publishAll(membership, issued);
    return ok({ head: proposed.value, invited });
  } finally {
    zero(...issued.map(({ open }) => open.code));
  }
}

function issue(membership: Membership, invitee: Invitee, welcome: string | null): Issued {
  const { crypto, clock, log, keyset } = membership;
  const random = { bytes: (length: number) => crypto.random(length) };
  const member = randomId<MemberId>(random);
  const id = randomId<InviteId>(random);
  const code = crypto.random(CODE_BYTES);
  const state = log.state();
  const expiresAt = Math.max(clock.now(), state.at) + lifeOf(membership);
  const publicKey = invitationPublicKey(crypto, code, keyset.organisation);
  return {
    open: { invitation: id, member, code, expiresAt, published: false, epoch: state.directoryEpoch, welcome },
    action: invitationOf(state, invitee, member, { id, publicKey, expiresAt }),
  };
}

/** Many small objects: made durable together. */
async function publishAll(membership: Membership, issued: readonly Issued[]): Promise<Result<void, HubError>> {
  const { hub, database, log } = membership;
  const waiting = issued.values();
  const published: OpenInvitation[] = [];
  let failed: HubError | null = null;
  const work = async (): Promise<void> => {
    for (const { open } of waiting) {
      if (failed !== null) return;
      const { directoryEpoch: epoch } = log.state();
      const put = await hub.put(bundleKey(open.invitation), bundleOf(membership, open), { durable: 'flush' });
      if (put.ok) published.push({ ...open, published: true, epoch });
      else failed = put.error;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const flushed = await hub.flush();
  if (!flushed.ok) return flushed;
  database.transaction(() => {
    for (const open of published) saveInvitation(database, open);
  });
  return failed === null ? ok() : err(failed);
}
