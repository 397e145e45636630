import { zero } from '../../src-shared/base/bytes.ts';
import { type ProfileId, randomId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { normaliseName } from '../../src-shared/policy/model/text.ts';
import { PRESETS } from '../../src-shared/policy/presets/presets.ts';
import { SEALPOST } from '../../src-shared/policy/presets/sealpost.ts';
import { parseLink } from '../../src-shared/protocol/invitation.ts';
import type { Hub } from '../hub/port.ts';
import { isUsableLocation } from '../hub/usable-location.ts';
import { beginCreate, prepareCreate } from '../organisation/create.ts';
import { beginJoin, inspectInvitation } from '../organisation/join.ts';
import { type Membership, openMembership } from '../organisation/membership.ts';
import type { MembershipPorts } from '../organisation/membership-ports.ts';
import { loadPending } from '../organisation/pending-store.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { Profiles } from '../vault/profile/profiles.ts';
import { createVaultStore } from '../vault/vault.ts';
import type { AppError, AppResult } from './error.ts';
import { appError } from './error.ts';
import { MIGRATIONS } from './migrations.ts';
import type { CreateRequest, InvitationView, JoinRequest } from './port.ts';
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
  /** Stores the keys, and what is to be done with them on the hub. */
  readonly begin: (ports: Omit<MembershipPorts, 'hub'>) => void;
}

/**
 * INVARIANT: S27. Keys and card, then the vault that they are in, then the hub: a profile that is seen at all has a name
 * and can be finished by unlocking it, and nothing is on the hub whose keys are not in a vault. A refusal takes the vault
 * away again; a hub that failed half-way leaves it, for what was written cannot be taken back.
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
    fill(database) {
      made.begin({ crypto: engines.crypto, database, clock: ports.clock });
      return profiles.save({ id: profile, organisation: made.organisation, member: made.member, demo });
    },
  });
  if (!created.ok) return created;
  const { vault } = created.value;
  const { crypto, workers } = engines;
  const membershipPorts = { hub: made.hub, crypto, workers, database: vault.database, clock: ports.clock };
  let outcome: 'made' | 'half' | 'refused' = 'half';
  try {
    const membership = await openMembership(membershipPorts);
    if (!membership.ok) {
      if (!mayHaveHappened(membership.error) && loadPending(vault.database) !== null) outcome = 'refused';
      return err(appError(membership.error));
    }
    outcome = 'made';
    return ok({ profile, vault, membership: membership.value });
  } finally {
    if (outcome === 'refused') await vault.destroy();
    if (outcome === 'half') await vault.lock();
  }
}

/** Founds an organisation on the hub. Zeroes the password. */
export async function setUpOrganisation(setUp: SetUpPorts, request: CreateRequest): AppResult<SetUp> {
  const { organisation, name, email, hub: hubLocation, password, allowPasswordOnly } = request;
  const preset = PRESETS.get(request.preset ?? SEALPOST.key);
  const hub = setUp.ports.openHub(hubLocation, 'any');
  let founded = false;
  try {
    if (preset === undefined) return err({ code: 'organisation.presetUnknown', detail: '' });
    const prepared = await prepareCreate(hub, { organisation, name, email, hubLocation, preset });
    if (!prepared.ok) return err(appError(prepared.error));
    const founder = prepared.value;
    const made = await makeProfile(setUp, {
      hub,
      password,
      allowPasswordOnly,
      organisation: founder.organisation,
      member: founder.name,
      begin: (ports) => beginCreate(ports, founder),
    });
    founded = made.ok;
    return made;
  } finally {
    zero(password);
    if (!founded) await hub.close();
  }
}

/**
 * SECURITY: S21. Somebody else wrote where the hub is: a link on a web page opens Sealpost, and people say yes.
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
    const name = normaliseName(request.name);
    if (!name.ok) return err(appError({ ...name.error, detail: '' }));
    const made = await makeProfile(setUp, {
      hub,
      password: request.password,
      allowPasswordOnly: request.allowPasswordOnly,
      organisation: opened.value.bundle.organisationName,
      member: name.value,
      begin: (membershipPorts) => beginJoin(membershipPorts, link, opened.value, name.value),
    });
    joined = made.ok;
    return made;
  } finally {
    zero(link.code, request.password);
    if (!joined) await hub.close();
  }
}
