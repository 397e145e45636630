import { hex } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import type { BillingEntry } from '../../../src-shared/policy/model/entities.ts';
import {
  type BillingRecord,
  billingKey,
  INVOICE_OBJECT_MAX,
  parseRecord,
  RECORD_OBJECT_MAX,
} from '../../../src-shared/protocol/billing-record.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { HubError } from '../../hub/port.ts';
import { adoptKey } from '../keys/adopt.ts';
import { custodianOf } from '../keys/custodian-of.ts';
import { isHolder } from '../keys/holders.ts';
import type { Membership } from '../membership.ts';
import { type BillingName, openBilling } from './billing-codec.ts';
import { createRecordStore } from './record-store.ts';

/**
 * What became of an object that the log names:
 * - `missing`: the hub does not have it (any more)
 * - `altered`: other bytes stand in its place than were signed
 * - `noKey`: nobody has sealed the billing key to this member yet
 * - `unreadable`: these are the bytes that were signed, and no record of ours: whoever kept it sealed something else
 */
export type Flaw = 'missing' | 'altered' | 'noKey' | 'unreadable';

export interface ReadRecord {
  readonly entry: BillingEntry;
  readonly content: BillingRecord | null;
  /** null: whole. */
  readonly flaw: Flaw | null;
}

/** Asked of the hub at once. */
const AT_ONCE = 8;

export type BillingReadError =
  | HubError
  | { readonly code: `billing.${Flaw}` | 'billing.noInvoice'; readonly detail: string };

/** All records, void ones too, in the order in which they were kept. What is in the vault is not fetched again. */
export async function readRecords(membership: Membership): Promise<Result<readonly ReadRecord[], HubError>> {
  const store = createRecordStore(membership.database);
  const entries = [...membership.log.state().billing.values()];
  const read: ReadRecord[] = entries.map((entry) => {
    const content = store.get(entry.id, entry.hash);
    return { entry, content, flaw: content === null ? 'missing' : null };
  });
  const unread = [...read.keys()].filter((at) => read[at]?.content === null);
  if (unread.length === 0) return ok(read);
  const adopted = await adoptKey(custodianOf(membership), 'billing');
  if (!adopted.ok) return adopted;
  for (let first = 0; first < unread.length; first += AT_ONCE) {
    const part = unread.slice(first, first + AT_ONCE);
    const fetched = await Promise.all(part.map((at) => readRecord(membership, entries[at] as BillingEntry)));
    for (const [index, result] of fetched.entries()) {
      if (!result.ok) return result;
      const { entry, content } = result.value;
      if (content !== null) store.save(entry.id, entry.hash, content);
      read[part[index] as number] = result.value;
    }
  }
  return ok(read);
}

async function readRecord(membership: Membership, entry: BillingEntry): Promise<Result<ReadRecord, HubError>> {
  const name = { organisation: membership.keyset.organisation, record: entry.id, kind: 'record' } as const;
  const opened = await open(membership, name, entry.hash, RECORD_OBJECT_MAX);
  if (!opened.ok) return opened;
  if (typeof opened.value === 'string') return ok({ entry, content: null, flaw: opened.value });
  const content = parseRecord(opened.value);
  return ok({ entry, content, flaw: content === null ? 'unreadable' : null });
}

/** The invoice of a record, byte for byte as it was kept. */
export async function readInvoice(
  membership: Membership,
  record: BillingRecord,
  { id }: BillingEntry,
): Promise<Result<Uint8Array, BillingReadError>> {
  if (record.invoice === null) return err({ code: 'billing.noInvoice', detail: '' });
  const adopted = await adoptKey(custodianOf(membership), 'billing');
  if (!adopted.ok) return adopted;
  const name = { organisation: membership.keyset.organisation, record: id, kind: 'invoice' } as const;
  const opened = await open(membership, name, record.invoice.hash, INVOICE_OBJECT_MAX);
  if (!opened.ok) return opened;
  const bytes = opened.value;
  if (typeof bytes === 'string') return err({ code: `billing.${bytes}`, detail: '' });
  return bytes.length === record.invoice.size ? ok(bytes) : err({ code: 'billing.unreadable', detail: 'size' });
}

/** SECURITY: S25. Nothing is opened but the bytes whose hash was signed. */
async function open(
  { hub, crypto, keys }: Membership,
  name: BillingName,
  hash: string,
  maxBytes: number,
): Promise<Result<Uint8Array | Flaw, HubError>> {
  const got = await hub.get(billingKey(name.kind, name.record), { maxBytes });
  if (!got.ok) return isOfOneObject(got.error) ? ok('altered') : got;
  if (got.value === null) return ok('missing');
  if (hex(crypto.hash(got.value)) !== hash) return ok('altered');
  const opened = openBilling(crypto, name, got.value, (epoch) => keys.get('billing', epoch));
  return ok(opened.state === 'open' ? opened.content : opened.state);
}

/** Is the billing history for this member to read, by the policy as it stands? */
export function mayRead({ log, keyset }: Pick<Membership, 'log' | 'keyset'>): boolean {
  const state = log.state();
  const self = state.members.get(keyset.memberId);
  return self !== undefined && isHolder(state, self, 'billing');
}
