import { zero } from '../../src-shared/base/bytes.ts';
import { type ProfileId, randomId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { parseLink } from '../../src-shared/protocol/invitation.ts';
import type { Hub } from '../hub/port.ts';
import { isUsableLocation } from '../hub/usable-location.ts';
import { createOrganisation } from '../organisation/create.ts';
import { inspectInvitation, joinOrganisation } from '../organisation/join.ts';
import { type Membership, openMembership } from '../organisation/membership.ts';
import type { MembershipPorts } from '../organisation/membership-ports.ts';
import { loadPending } from '../organisation/pending-store.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { Profiles } from '../vault/profile/profiles.ts';
import { createVaultStore } from '../vault/vault.ts';
import { appError } from './error.ts';
import { MIGRATIONS } from './migrations.ts';
import type { AppError, AppResult, CreateRequest, InvitationView, JoinRequest } from './port.ts';
import type { AppPorts, Engines } from './ports.ts';

/** A profile that has just been made, unlocked. */
export interface SetUp {
  readonly profile: ProfileId;
  readonly vault: OpenVault;
  readonly membership: Membership;
}

export interface SetUpPorts {
  readonly ports: AppPorts;
  readonly engines: Engines;
  readonly profiles: Profiles;
  /** Marks the cards of the demo's people. */
  readonly demo: boolean;
}

type SetUpError = { readonly code: string; readonly detail?: string };

/** Whether the hub may have taken something although it answered with an error: then nothing may be thrown away. */
const mayHaveHappened = (error: SetUpError): boolean =>
  error.code.startsWith('hub.') && error.code !== 'hub.unsuitable';

interface NewProfile {
  readonly hub: Hub;
  readonly password: Uint8Array;
  readonly allowPasswordOnly: boolean;
  readonly organisation: string;
  readonly member: string;
  readonly fill: (ports: MembershipPorts) => Promise<Result<void, SetUpError>>;
}

/**
 * A vault, then keys in it, then the hub (S27). A refusal takes the vault away again; a hub that failed half-way leaves it
 * to be finished by the next unlock, for what was written cannot be taken back.
 */
async function makeProfile({ ports, engines, profiles, demo }: SetUpPorts, made: NewProfile): AppResult<SetUp> {
  const profile = randomId<ProfileId>(ports.random);
  const store = createVaultStore({ crypto: engines.crypto, workers: engines.workers, keychain: ports.keychain });
  const created = await store.create({
    directory: profiles.directory(profile),
    migrations: MIGRATIONS,
    password: made.password,
    allowPasswordOnly: made.allowPasswordOnly,
    ...(ports.passwordCost === undefined ? {} : { passwordCost: ports.passwordCost }),
  });
  if (!created.ok) return created;
  const { vault } = created.value;
  const membershipPorts = { hub: made.hub, crypto: engines.crypto, database: vault.database, clock: ports.clock };
  let outcome: 'made' | 'half' | 'nothing' = 'nothing';
  try {
    const filled = await made.fill(membershipPorts);
    const half = !filled.ok && mayHaveHappened(filled.error) && loadPending(vault.database) !== null;
    if (filled.ok || half) {
      outcome = 'half';
      await profiles.save({ id: profile, organisation: made.organisation, member: made.member, demo });
    }
    if (!filled.ok) return err(appError(filled.error));
    const membership = await openMembership(membershipPorts);
    if (!membership.ok) return err(appError(membership.error));
    outcome = 'made';
    return ok({ profile, vault, membership: membership.value });
  } finally {
    if (outcome === 'nothing') await vault.destroy();
    if (outcome === 'half') await vault.lock();
  }
}

/** Founds an organisation on the hub. Zeroes the password. */
export async function setUpOrganisation(setUp: SetUpPorts, request: CreateRequest): AppResult<SetUp> {
  const hub = setUp.ports.openHub(request.hub, 'any');
  const made = await makeProfile(setUp, {
    hub,
    password: request.password,
    allowPasswordOnly: request.allowPasswordOnly,
    organisation: request.organisation,
    member: request.name,
    fill: (ports) =>
      createOrganisation(ports, {
        organisation: request.organisation,
        name: request.name,
        email: request.email,
        hubLocation: request.hub,
      }),
  }).finally(() => zero(request.password));
  if (!made.ok) await hub.close();
  return made;
}

/**
 * SECURITY: S21. Somebody else wrote where the hub is: a link on a web page opens Sealpost, which looks there at once.
 */
const unusable: Result<never, AppError> = err({ code: 'hub.unreachable', detail: 'location' });

/** What the invitation says: the inviter's word until joining has checked it. */
export async function viewInvitation(
  { ports, engines }: Omit<SetUpPorts, 'profiles' | 'demo'>,
  text: string,
): AppResult<InvitationView> {
  const link = parseLink(text);
  if (link === null) return err({ code: 'invitation.malformed', detail: '' });
  if (!isUsableLocation(link.hub)) {
    zero(link.code);
    return unusable;
  }
  const hub = ports.openHub(link.hub, 'existing');
  try {
    const opened = await inspectInvitation({ hub, crypto: engines.crypto, clock: ports.clock }, link);
    if (!opened.ok) return err(appError(opened.error));
    const { organisationName: organisation, inviterName: inviter, name, email, expiresAt } = opened.value.bundle;
    return ok({ organisation, inviter, name, email, expiresAt });
  } finally {
    zero(link.code);
    await hub.close();
  }
}

/** Joins with an invitation. Zeroes the password. */
export async function setUpMember(setUp: SetUpPorts, request: JoinRequest): AppResult<SetUp> {
  const { ports, engines } = setUp;
  const link = parseLink(request.invitation);
  if (link === null) {
    zero(request.password);
    return err({ code: 'invitation.malformed', detail: '' });
  }
  if (!isUsableLocation(link.hub)) {
    zero(link.code, request.password);
    return unusable;
  }
  const hub = ports.openHub(link.hub, 'existing');
  let joined = false;
  try {
    const opened = await inspectInvitation({ hub, crypto: engines.crypto, clock: ports.clock }, link);
    if (!opened.ok) return err(appError(opened.error));
    const made = await makeProfile(setUp, {
      hub,
      password: request.password,
      allowPasswordOnly: request.allowPasswordOnly,
      organisation: opened.value.bundle.organisationName,
      member: request.name,
      fill: (membershipPorts) => joinOrganisation(membershipPorts, link, opened.value, request.name),
    });
    joined = made.ok;
    return made;
  } finally {
    zero(link.code, request.password);
    if (!joined) await hub.close();
  }
}
