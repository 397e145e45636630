import { fromHex } from '../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../src-shared/base/result.ts';
import { BUNDLE_MAX, bundleKey } from '../../src-shared/protocol/invitation.ts';
import { isOfOneObject } from '../hub/of-one-object.ts';
import type { HubError } from '../hub/port.ts';
import { openGenesis } from './genesis-codec.ts';
import { fetchEntry } from './hub-log.ts';
import { openBundle } from './invitation-codec.ts';
import { considerLater, obtainFirstKey } from './keys/directory-keys.ts';
import type { MemberLogPorts } from './membership-ports.ts';
import type { PendingJoin } from './pending-join.ts';

/**
 * The directory key that genesis is under: reading the log begins with it, and it is the one of those that the invitation's
 * key leads back to that opens genesis.
 *
 * @returns whether it is in the vault now; true also where the hub has no genesis, which who reads it next will say.
 */
export async function bringFirstKey(ports: MemberLogPorts, epoch: number): Promise<Result<boolean, HubError>> {
  const { hub, crypto, organisation } = ports;
  const fetched = await fetchEntry(hub, 0);
  if (!fetched.ok) return fetched;
  const genesis = fetched.value;
  if (!(genesis instanceof Uint8Array)) return ok(true);
  const opensGenesis = (key: Uint8Array): boolean => openGenesis(crypto, organisation, genesis, key).ok;
  return obtainFirstKey({ ...ports, store: ports.keys }, epoch, opensGenesis);
}

/**
 * The organisation has a newer directory key than the invitation brought. Whoever made the invitation puts the bundle again
 * with that key, once their client has seen it. It comes into the vault when it leads to the one that is there, and counts once
 * the log names what it opens.
 *
 * @returns whether there is such a key
 */
export async function renewKeys(ports: MemberLogPorts, pending: PendingJoin): Promise<Result<boolean, HubError>> {
  const { hub, crypto, organisation, keys } = ports;
  const got = await hub.get(bundleKey(pending.invitation), { maxBytes: BUNDLE_MAX });
  if (!got.ok) return isOfOneObject(got.error) ? ok(false) : got;
  const { code, invitation } = pending;
  const opened = got.value === null ? null : openBundle(crypto, { code, organisation, invitation }, got.value);
  if (opened === null || !opened.ok) return ok(false);
  const { epoch, key } = opened.value.bundle.directory;
  const secret = fromHex(key);
  if (secret === null || keys.get('directory', epoch) !== null) return ok(false);
  return considerLater({ ...ports, store: keys }, epoch, secret);
}
