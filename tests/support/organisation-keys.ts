import type { Change } from '../../src-main/organisation/governance/pins.ts';
import { custodianOf } from '../../src-main/organisation/keys/custodian-of.ts';
import { createKeyTender, type KeyTender } from '../../src-main/organisation/keys/tend-keys.ts';
import type { Membership } from '../../src-main/organisation/membership.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { change } from './change.ts';

const tenders = new WeakMap<Membership, KeyTender>();

/** What the sync loop of their app does: reads the log, then looks after the keys. */
export async function round(membership: Membership): Promise<void> {
  unwrap(await membership.log.sync());
  const tender = tenders.get(membership) ?? createKeyTender(custodianOf(membership));
  tenders.set(membership, tender);
  unwrap(await tender.tend());
}

/** A change, and what the client of whoever made it does at once. */
export async function act(membership: Membership, ...changes: readonly Change[]): Promise<void> {
  unwrap(await change(membership, changes));
  const tender = tenders.get(membership) ?? createKeyTender(custodianOf(membership));
  tenders.set(membership, tender);
  unwrap(await tender.tend(true));
}

export const idOf = ({ keyset }: Membership) => keyset.memberId;
export const epochOfLog = ({ log }: Membership): number => log.state().directoryEpoch;
