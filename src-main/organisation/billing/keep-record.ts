import { hex } from '../../../src-shared/base/bytes.ts';
import { type BillingRecordId, randomId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { rehearse } from '../../../src-shared/policy/apply/apply.ts';
import {
  type BillingFields,
  type BillingRecord,
  billingKey,
  INVOICE_MAX,
  recordText,
} from '../../../src-shared/protocol/billing-record.ts';
import { custodianOf } from '../keys/custodian-of.ts';
import type { Membership } from '../membership.ts';
import type { ProposeError } from '../policy-log.ts';
import { sealBilling } from './billing-codec.ts';
import { type BillingKey, keyToSeal, type NoBillingKey } from './key-to-seal.ts';
import { createRecordStore } from './record-store.ts';

/** What somebody wants to keep. */
export interface RecordDraft extends BillingFields {
  readonly replaces: BillingRecordId | null;
  readonly invoice: { readonly name: string; readonly bytes: Uint8Array } | null;
}

export type KeepError = ProposeError | NoBillingKey | { readonly code: 'billing.tooLarge'; readonly detail: string };

export interface Kept {
  readonly record: BillingRecordId;
  readonly seq: number;
}

/** The key was made anew while the record was put: sealed once more, to the new one. */
const ROUNDS = 3;

/**
 * Seals a record, and its invoice, to the holders of the billing key, puts both on the hub, and then signs that they are
 * there. S27: a crash before the entry leaves objects that nobody names.
 */
export async function keepRecord(membership: Membership, draft: RecordDraft): Promise<Result<Kept, KeepError>> {
  if ((draft.invoice?.bytes.length ?? 0) > INVOICE_MAX) return err({ code: 'billing.tooLarge', detail: '' });
  const { hub, log, signer, clock, crypto, database } = membership;
  for (let round = 0; round < ROUNDS; round += 1) {
    const record = randomId<BillingRecordId>({ bytes: (length) => crypto.random(length) });
    // What would be refused is refused before anything is put.
    const by = { author: signer.member, device: signer.device, at: Math.max(clock.now(), log.state().at) };
    const rehearsed = rehearse(log.state(), by, actionsOf(record, '0'.repeat(64), draft.replaces));
    if (!rehearsed.ok) return rehearsed;
    const key = await keyToSeal(custodianOf(membership));
    if (!key.ok) return key;
    const sealed = sealAll(membership, record, key.value, draft);
    const objects = [billingKey('record', record), ...(draft.invoice === null ? [] : [billingKey('invoice', record)])];
    const put = await putAll(membership, sealed);
    if (!put.ok) return put;
    const { epoch } = key.value;
    const outcome = { stale: false };
    const made = await log.propose(async (state) => {
      outcome.stale = state.keys.billing?.epoch !== epoch;
      return ok(outcome.stale ? [] : actionsOf(record, sealed.hash, draft.replaces));
    }, signer);
    if (made.ok && !outcome.stale) {
      createRecordStore(database).save(record, sealed.hash, sealed.content);
      return ok({ record, seq: made.value.seq });
    }
    // After a hub's failure the entry may be there all the same: then its objects have to be, too.
    if (made.ok || !made.error.code.startsWith('hub.')) for (const name of objects) await hub.delete(name);
    if (!made.ok) return made;
  }
  return err({ code: 'policy.contended', detail: 'billing' });
}

function actionsOf(record: BillingRecordId, hash: string, replaces: BillingRecordId | null): readonly Action[] {
  const kept: Action = { type: 'billing.record', record, hash };
  return replaces === null ? [kept] : [kept, { type: 'billing.void', record: replaces }];
}

interface Sealed {
  readonly content: BillingRecord;
  readonly hash: string;
  readonly objects: readonly (readonly [name: string, bytes: Uint8Array])[];
}

function sealAll(
  { crypto, keyset }: Membership,
  record: BillingRecordId,
  { epoch, secret }: BillingKey,
  { invoice, replaces, ...fields }: RecordDraft,
): Sealed {
  const { organisation } = keyset;
  const file =
    invoice === null
      ? null
      : sealBilling(crypto, { organisation, record, kind: 'invoice' }, epoch, secret, invoice.bytes);
  const content: BillingRecord = {
    v: 1,
    ...fields,
    replaces,
    invoice:
      invoice === null || file === null
        ? null
        : { name: invoice.name, size: invoice.bytes.length, hash: hex(crypto.hash(file)) },
  };
  const name = { organisation, record, kind: 'record' } as const;
  const bytes = sealBilling(crypto, name, epoch, secret, recordText(content));
  const first = file === null ? [] : [[billingKey('invoice', record), file] as const];
  return { content, hash: hex(crypto.hash(bytes)), objects: [...first, [billingKey('record', record), bytes]] };
}

async function putAll({ hub }: Membership, { objects }: Sealed): Promise<Result<void, ProposeError>> {
  for (const [name, bytes] of objects) {
    const put = await hub.put(name, bytes, { durable: 'now' });
    if (!put.ok) return put;
  }
  return ok();
}
