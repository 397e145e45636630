import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { adoptKey } from '../keys/adopt.ts';
import { addCopies, reportCopies } from '../keys/copies.ts';
import type { Custodian } from '../keys/custodian.ts';
import { isHolder, rotatedBy } from '../keys/holders.ts';
import { rotateKey } from '../keys/rotate.ts';
import type { ProposeError } from '../policy-log.ts';

export interface BillingKey {
  readonly epoch: number;
  /** The key store's: not to be zeroed. */
  readonly secret: Uint8Array;
}

export interface NoBillingKey {
  /** Another holder's client has not sealed it to this member yet, or the right to it is limited. */
  readonly code: 'billing.noKey';
  readonly detail: string;
}

/** Each round does one thing that is missing; others may do as much meanwhile. */
const ROUNDS = 4;

/**
 * The key that a new record is sealed to: the newest, made first where there is none.
 *
 * SECURITY: S26. What is kept from now on is not for somebody who lost the right: while the newest key has a copy for
 * somebody who is no holder, it is made anew, however lately that was done.
 */
export async function keyToSeal(custodian: Custodian): Promise<Result<BillingKey, ProposeError | NoBillingKey>> {
  const { log, me, store } = custodian;
  const none: NoBillingKey = { code: 'billing.noKey', detail: '' };
  for (let round = 0; round < ROUNDS; round += 1) {
    const state: PolicyState = log.state();
    const self = state.members.get(me);
    if (self === undefined || !isHolder(state, self, 'billing')) return err(none);
    const made = rotatedBy(state, 'billing');
    const renew = () => rotateKey(custodian, 'billing', (next) => rotatedBy(next, 'billing') === made);
    if (state.keys.billing === null) {
      const rotated = await renew();
      if (!rotated.ok) return rotated;
      continue;
    }
    const adopted = await adoptKey(custodian, 'billing');
    if (!adopted.ok) return adopted;
    const secret = store.get('billing', state.keys.billing.epoch);
    if (adopted.value === null || secret === null) return err(none);
    const report = await reportCopies(custodian, state, 'billing', adopted.value);
    if (!report.ok) return report;
    if (!report.value.foreign) {
      const added = await addCopies(custodian, 'billing', adopted.value, report.value.missing);
      return added.ok ? ok({ epoch: state.keys.billing.epoch, secret }) : added;
    }
    const rotated = await renew();
    if (!rotated.ok) return rotated;
  }
  return err({ code: 'policy.contended', detail: 'billing' });
}
