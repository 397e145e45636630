import { u32, utf8, zero } from '../../../src-shared/base/bytes.ts';
import type { BillingRecordId, OrganisationId } from '../../../src-shared/base/ids.ts';
import { type BillingObject, decodeBilling, encodeBilling } from '../../../src-shared/protocol/billing-record.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { pad, unpad } from '../../crypto/v1/padding.ts';

/** Which object: what its key is derived from, and what it is bound to. */
export interface BillingName {
  readonly organisation: OrganisationId;
  readonly record: BillingRecordId;
  readonly kind: BillingObject;
}

const LABELS = { record: LABEL.billingRecord, invoice: LABEL.billingInvoice } as const;

const partsOf = ({ organisation, record }: BillingName, epoch: number) => [
  utf8(organisation),
  u32(epoch),
  utf8(record),
];

/** The object's bytes. @param secret the billing key of that epoch, 32 bytes. */
export function sealBilling(
  crypto: Crypto,
  name: BillingName,
  epoch: number,
  secret: Uint8Array,
  content: Uint8Array,
): Uint8Array {
  const label = LABELS[name.kind];
  const parts = partsOf(name, epoch);
  const key = crypto.derive(secret, label, parts);
  const padded = pad(content);
  try {
    return encodeBilling(name.kind, epoch, crypto.encrypt(key, padded, [utf8(label), ...parts]));
  } finally {
    zero(key, padded);
  }
}

/**
 * `unreadable`: not made for this record, not by somebody who holds the key, or not in this format. `noKey`: it is of an
 * epoch whose key this member has not (yet).
 */
export type Opened =
  | { readonly state: 'open'; readonly content: Uint8Array }
  | { readonly state: 'unreadable' | 'noKey' };

/** @param secretOf the billing key of an epoch; null when it is not held */
export function openBilling(
  crypto: Crypto,
  name: BillingName,
  bytes: Uint8Array,
  secretOf: (epoch: number) => Uint8Array | null,
): Opened {
  const stored = decodeBilling(name.kind, bytes);
  if (stored === null) return { state: 'unreadable' };
  const secret = secretOf(stored.epoch);
  if (secret === null) return { state: 'noKey' };
  const label = LABELS[name.kind];
  const parts = partsOf(name, stored.epoch);
  const key = crypto.derive(secret, label, parts);
  try {
    const padded = crypto.decrypt(key, stored.ciphertext, [utf8(label), ...parts]);
    const content = padded.ok ? unpad(padded.value) : padded;
    return content.ok ? { state: 'open', content: content.value } : { state: 'unreadable' };
  } finally {
    zero(key);
  }
}
