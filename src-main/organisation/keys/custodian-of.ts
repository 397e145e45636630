import type { Membership } from '../membership.ts';
import type { Custodian } from './custodian.ts';
import type { SealToAll } from './key-object.ts';

/** The member's client as a keeper of the organisation's keys. */
export function custodianOf(membership: Membership): Custodian {
  const { keyset, keys, log, hub, crypto, clock, signer, workers } = membership;
  const sealHere: SealToAll = async (recipients, secret, associated, randomness) =>
    recipients.map((publicKey, at) => crypto.sealTo(publicKey, secret, associated, randomness[at]));
  const sealInThreads =
    (threads: NonNullable<typeof workers>): SealToAll =>
    async (recipients, secret, associated, randomness) => {
      const sealed = await threads.wrapForAll(recipients, secret, associated, randomness);
      return sealed.ok ? sealed.value : null;
    };
  return {
    hub,
    crypto,
    clock,
    log,
    organisation: keyset.organisation,
    me: keyset.memberId,
    sealing: keyset.sealing,
    store: keys,
    sealToAll: workers === undefined ? sealHere : sealInThreads(workers),
    propose: (build) => log.propose(build, signer),
  };
}
