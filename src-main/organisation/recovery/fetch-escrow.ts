import type { MemberId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { ESCROW_MAX, type Escrow, escrowPrefix, parseEscrowKey } from '../../../src-shared/protocol/recovery-escrow.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { HubError } from '../../hub/port.ts';
import type { Membership } from '../membership.ts';
import { openEscrow } from './escrow-codec.ts';

/** Names, and objects, looked at: whoever can write to the hub can put any number there. */
const NAMES_MAX = 1000;
const OPENED_MAX = 16;

export interface EscrowError {
  readonly code:
    | 'reset.noEscrow' // the hub shows none
    | 'reset.notHolder' // there is one, for a recovery key that this member does not hold
    | 'reset.damaged'; // what there is was cut, forged or made by somebody else
  readonly detail: string;
}

/**
 * The newest valid escrow of a member. A hub that hides the newest shows an older one, whose secret opens nothing any
 * more: the member's own vault says so.
 */
export async function fetchEscrow(
  { hub, crypto, log, keys }: Pick<Membership, 'hub' | 'crypto' | 'log' | 'keys'>,
  member: MemberId,
): Promise<Result<Escrow, EscrowError | HubError>> {
  const listed = await hub.list(escrowPrefix(member), { limit: NAMES_MAX });
  if (!listed.ok) return listed;
  const stored = listed.value.keys.flatMap((key) => {
    const number = parseEscrowKey(member, key);
    return number === null ? [] : [{ key, number }];
  });
  const newestFirst = stored.sort((a, b) => b.number - a.number).slice(0, OPENED_MAX);
  let foreign = false;
  for (const { key, number } of newestFirst) {
    const got = await hub.get(key, { maxBytes: ESCROW_MAX });
    if (!got.ok && !isOfOneObject(got.error)) return got;
    if (!got.ok || got.value === null) continue;
    const secretOf = (epoch: number) => keys.get('recovery', epoch);
    const opened = openEscrow(crypto, log.state(), secretOf, { member, number }, got.value);
    if (opened === 'foreign') foreign = true;
    else if (opened !== 'damaged') return ok(opened);
  }
  if (newestFirst.length === 0) return err({ code: 'reset.noEscrow', detail: '' });
  return err({ code: foreign ? 'reset.notHolder' : 'reset.damaged', detail: '' });
}
