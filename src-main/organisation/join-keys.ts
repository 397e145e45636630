import { fromHex } from '../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../src-shared/base/result.ts';
import { BUNDLE_MAX, bundleKey } from '../../src-shared/protocol/invitation.ts';
import { isOfOneObject } from '../hub/of-one-object.ts';
import type { HubError } from '../hub/port.ts';
import { openBundle } from './invitation-codec.ts';
import { obtainOlderKeys, takeNewest } from './keys/directory-keys.ts';
import type { MemberLogPorts } from './membership-ports.ts';
import type { PendingJoin } from './pending-join.ts';

/**
 * The directory keys of all epochs before the one that the invitation brought: reading the log begins with the first.
 * @returns whether they are in the vault now
 */
export function bringOlderKeys(ports: MemberLogPorts, epoch: number): Promise<Result<boolean, HubError>> {
  return obtainOlderKeys({ ...ports, store: ports.keys }, epoch);
}

/**
 * The organisation has a newer directory key than the invitation brought. Whoever made the invitation puts the bundle again
 * with that key, once their client has seen it. It comes into the vault when it leads to the one that is there.
 *
 * @returns whether a newer key is in the vault now
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
  return takeNewest({ ...ports, store: keys }, epoch, secret);
}
