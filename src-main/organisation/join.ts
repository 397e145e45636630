import { fromHex, hex, zero } from '../../src-shared/base/bytes.ts';
import type { InviteId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import type { ActionOf } from '../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { normaliseName } from '../../src-shared/policy/model/text.ts';
import { BUNDLE_MAX, bundleKey, type InvitationLink } from '../../src-shared/protocol/invitation.ts';
import type { Crypto } from '../crypto/port.ts';
import type { HubError } from '../hub/port.ts';
import { createKeysetStore, type Keyset } from '../vault/keyset-store.ts';
import { invitationPair, proveActivation } from './activation.ts';
import { type BundleError, isBundleSigned, type OpenedBundle, openBundle } from './invitation-codec.ts';
import { bringFirstKey, renewKeys } from './join-keys.ts';
import { logPortsOf, type MemberLogPorts, type MembershipPorts } from './membership-ports.ts';
import { newKeyset, publicPart } from './new-keyset.ts';
import { fetchGenesis, openPolicyLog } from './open-policy-log.ts';
import { decodePendingJoin, encodePendingJoin, type PendingJoin } from './pending-join.ts';
import { clearPending, loadPending, savePending } from './pending-store.ts';
import type { LogAlarm, ProposeError, WritableLog } from './policy-log.ts';
import { beginFromSnapshot } from './snapshot/begin-from-snapshot.ts';
import { saveGreeting } from './welcome.ts';

export type InspectError =
  | HubError
  | { readonly code: BundleError['code']; readonly detail: string }
  | {
      readonly code:
        | 'invitation.notFound' // not on this hub: used, replaced, or the wrong hub
        | 'invitation.expired';
      readonly detail: string;
    };

export type JoinError =
  | InspectError
  | ProposeError
  | LogAlarm
  | {
      readonly code:
        | 'name.invalid'
        | 'invitation.used'
        | 'invitation.replaced' // a newer code was sent
        | 'invitation.stale' // the directory key is a newer one, and the bundle has not been put again yet
        | 'invitation.head' // the hub's history is not the one the inviter saw: withheld or forked
        | 'invitation.forged'; // not signed by the inviter, or not what the log says
      readonly detail: string;
    };

/** Fetches and opens the bundle that the link speaks of. What it says is the inviter's word until `finishJoin` checked it. */
export async function inspectInvitation(
  ports: Pick<MembershipPorts, 'hub' | 'crypto' | 'clock'>,
  link: InvitationLink,
): Promise<Result<OpenedBundle, InspectError>> {
  const got = await ports.hub.get(bundleKey(link.invitation), { maxBytes: BUNDLE_MAX });
  if (!got.ok) return got.error.code === 'hub.tooLarge' ? err({ code: 'invitation.malformed', detail: '' }) : got;
  if (got.value === null) return err({ code: 'invitation.notFound', detail: '' });
  const opened = openBundle(ports.crypto, link, got.value);
  if (!opened.ok) return err({ ...opened.error, detail: '' });
  if (opened.value.bundle.expiresAt < ports.clock.now()) return err({ code: 'invitation.expired', detail: '' });
  return opened;
}

/**
 * Joins with an invitation that `inspectInvitation` opened. Keys and the invitation are in the vault before anything
 * reaches the hub (S27): after a crash `finishJoin` goes on with the same keys. The vault must be a new one.
 */
export async function joinOrganisation(
  ports: MembershipPorts,
  link: InvitationLink,
  opened: OpenedBundle,
  name: string,
): Promise<Result<void, JoinError>> {
  const normal = normaliseName(name);
  if (!normal.ok) return err({ ...normal.error, detail: '' });
  beginJoin(ports, link, opened, normal.value);
  return finishJoin(ports);
}

/**
 * Puts keys and the invitation into the vault. The hub learns of them by `finishJoin`.
 * @param name from `normaliseName`
 * @throws TypeError, and changes nothing, when the vault holds another directory key of that epoch.
 */
export function beginJoin(
  { crypto, database }: Omit<MembershipPorts, 'hub'>,
  link: InvitationLink,
  opened: OpenedBundle,
  name: string,
): void {
  const { bundle, text, signature } = opened;
  const keys = newKeyset(crypto, bundle.member);
  const directoryKey = fromHex(bundle.directory.key) ?? new Uint8Array();
  const pending = encodePendingJoin({ ...link, name, text, signature });
  try {
    const keysets = createKeysetStore(database);
    database.transaction(() => {
      keysets.save({ ...keys, organisation: link.organisation, hubLocation: link.hub });
      if (!keysets.saveDirectoryKey(bundle.directory.epoch, directoryKey)) throw new TypeError('not a new vault');
      savePending(database, { kind: 'join', data: pending });
    });
  } finally {
    zero(directoryKey, pending, keys.signing.secretKey, keys.sealing.secretKey, keys.device.secretKey);
  }
}

/** Verifies the log up to the pinned head and beyond, then enters the newcomer's own keys. Can be repeated. */
export async function finishJoin(ports: MembershipPorts): Promise<Result<void, JoinError>> {
  const { hub, database } = ports;
  const stored = loadPending(database);
  const keyset = createKeysetStore(database).load();
  const logPorts = logPortsOf(ports);
  if (stored?.kind !== 'join' || keyset === null || logPorts === null) return ok();
  const pending = decodePendingJoin(stored.data, keyset.organisation);
  if (pending === null) return err({ code: 'invitation.malformed', detail: '' });
  try {
    const first = await bringFirstKey(logPorts, pending.opened.bundle.directory.epoch);
    if (!first.ok) return first;
    if (!first.value) return err({ code: 'invitation.head', detail: 'keys' });
    const genesis = await fetchGenesis(logPorts);
    if (!genesis.ok) return genesis;
    const began = await beginFromSnapshot(logPorts, pending.opened.bundle.head);
    if (!began.ok) return began;
    const log = openPolicyLog(logPorts);
    if (log === null) return err({ code: 'log.refused', seq: 0, detail: 'genesis.absent' });
    const joined = await activate(logPorts, log, keyset, pending);
    if (!joined.ok) return joined;
    const { welcome, inviterName } = pending.opened.bundle;
    database.transaction(() => {
      // Its signature has been checked by now.
      if (welcome !== undefined) saveGreeting(database, { text: welcome, from: inviterName });
      clearPending(database);
    });
    // The bundle has done its work. Failing to remove it does no harm: its code is dead.
    await hub.delete(bundleKey(pending.invitation));
    return ok();
  } finally {
    zero(pending.code, stored.data);
  }
}

/** The newest directory key is one that the invitation does not bring. */
const lacksKey = (error: { readonly code: string; readonly detail?: string }): boolean =>
  error.code === 'log.refused' && error.detail === 'entry.key';

async function activate(
  ports: MemberLogPorts,
  log: WritableLog,
  keyset: Keyset,
  pending: PendingJoin,
): Promise<Result<void, JoinError>> {
  const { crypto } = ports;
  let synced = await log.sync();
  if (!synced.ok && lacksKey(synced.error)) {
    const renewed = await renewKeys(ports, pending);
    if (!renewed.ok) return renewed;
    if (!renewed.value) return err({ code: 'invitation.stale', detail: '' });
    synced = await log.sync();
  }
  if (!synced.ok) return lacksKey(synced.error) ? err({ code: 'invitation.stale', detail: '' }) : synced;
  const { head, directory } = pending.opened.bundle;
  const known = log.knows(head);
  if (known !== true) return err({ code: 'invitation.head', detail: known === null ? 'withheld' : 'forked' });
  const { code, invitation } = pending;
  const at = log.stateAt(head.seq);
  // SECURITY: S25. A key of an epoch that is yet to come would stand in the way of the true one for good.
  if (!isInviterSigned(crypto, at, invitation, pending.opened) || at.directoryEpoch !== directory.epoch) {
    return err({ code: 'invitation.forged', detail: '' });
  }
  const pair = invitationPair(crypto, code, keyset.organisation);
  try {
    const standing = standingOf(log.state(), keyset, invitation, hex(pair.publicKey));
    if (standing === 'mine') return ok();
    if (standing !== 'open') return err({ code: standing, detail: '' });
    const action = activation(crypto, keyset, pending, pair.secretKey);
    const signer = { member: keyset.memberId, device: keyset.deviceId, secretKey: keyset.device.secretKey };
    const proposed = await log.propose([action], signer);
    return proposed.ok ? ok() : err(explain(proposed.error));
  } finally {
    zero(pair.secretKey);
  }
}

function isInviterSigned(crypto: Crypto, at: PolicyState, invitation: InviteId, opened: OpenedBundle): boolean {
  const { bundle } = opened;
  const device = at.devices.get(bundle.device);
  const publicKey = fromHex(device?.publicKey ?? '');
  if (device === undefined || publicKey === null) return false;
  return device.member === bundle.inviter && !device.revoked && isBundleSigned(crypto, publicKey, invitation, opened);
}

/** Where the invitation stands in the log; `mine`: an earlier run came as far as the entry. */
function standingOf(
  state: PolicyState,
  keyset: Keyset,
  invitation: InviteId,
  publicKey: string,
): 'open' | 'mine' | 'invitation.used' | 'invitation.replaced' | 'invitation.forged' {
  const member = state.members.get(keyset.memberId);
  if (member === undefined) return 'invitation.forged';
  if (member.keyset?.signing === hex(keyset.signing.publicKey)) return 'mine';
  if (member.invitation === null) return 'invitation.used';
  if (member.invitation.id !== invitation) return 'invitation.replaced';
  return member.invitation.publicKey === publicKey ? 'open' : 'invitation.forged';
}

function activation(
  crypto: Crypto,
  keyset: Keyset,
  { invitation, name }: PendingJoin,
  secretKey: Uint8Array,
): ActionOf<'member.activate'> {
  const unproven = { type: 'member.activate', invitation, name, ...publicPart(crypto, keyset) } as const;
  const pair = { secretKey, publicKey: new Uint8Array() };
  return { ...unproven, proof: hex(proveActivation(crypto, pair, keyset.organisation, unproven)) };
}

/** The log's reasons, in the newcomer's words. */
function explain(error: ProposeError): JoinError {
  // Somebody else came with the same code between our reading and our writing.
  if (lacksKey(error)) return { code: 'invitation.stale', detail: '' };
  if (error.code === 'policy.denied') return { code: 'invitation.used', detail: '' };
  if (error.code !== 'policy.invalid') return error;
  if (error.problem === 'invitationExpired') return { code: 'invitation.expired', detail: '' };
  if (error.problem === 'invitationReplaced') return { code: 'invitation.replaced', detail: '' };
  return error.problem === 'notInvited' ? { code: 'invitation.used', detail: '' } : error;
}
