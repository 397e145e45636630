import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { createKeysetStore, type Keyset } from '../vault/keyset-store.ts';
import { type CreateError, finishCreate } from './create.ts';
import type { Signer } from './entry-codec.ts';
import { finishJoin, type JoinError } from './join.ts';
import type { KeyStore } from './keys/key-store.ts';
import { logPortsOf, type MembershipPorts } from './membership-ports.ts';
import { openPolicyLog } from './open-policy-log.ts';
import type { WritableLog } from './policy-log.ts';

/** A member of an organisation, their keys unlocked, and the log as far as this machine knows it. */
export interface Membership extends MembershipPorts {
  readonly keyset: Keyset;
  readonly signer: Signer;
  readonly log: WritableLog;
  /** null when we do not hold that epoch. */
  readonly directoryKey: (epoch: number) => Uint8Array | null;
  /** The organisation's secrets that this member holds. */
  readonly keys: KeyStore;
}

export type MembershipError = CreateError | JoinError | { readonly code: 'organisation.none'; readonly detail: string }; // a vault that was never given to a member

/**
 * Opens the membership that the vault holds. Creating or joining that a crash interrupted is finished first, which needs
 * the hub; otherwise the hub is not asked anything.
 */
export async function openMembership(ports: MembershipPorts): Promise<Result<Membership, MembershipError>> {
  const created = await finishCreate(ports);
  if (!created.ok) return created;
  const joined = await finishJoin(ports);
  if (!joined.ok) return joined;
  const keyset = createKeysetStore(ports.database).load();
  const logPorts = logPortsOf(ports);
  const log = logPorts === null ? null : openPolicyLog(logPorts);
  if (keyset === null || logPorts === null || log === null) return err({ code: 'organisation.none', detail: '' });
  const signer = { member: keyset.memberId, device: keyset.deviceId, secretKey: keyset.device.secretKey };
  const { directoryKey, keys } = logPorts;
  return ok({ ...ports, keyset, signer, log, directoryKey, keys });
}
