import { z } from 'zod';
import { concat, u32, utf8 } from '../base/bytes.ts';
import type { BillingRecordId } from '../base/ids.ts';
import { hasForbidden } from '../policy/model/text.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, readU32 } from './frame.ts';
import { HASH, hexSchema, idSchema } from './schema.ts';

/*
 * What an organisation keeps of its billing, for those who hold the billing key: a record, and the invoice that it may
 * have, each an object of its own on the hub. The log names the hash of the record, the record that of the invoice.
 *
 *   record   "SPBR" | version 1 | epoch of the billing key (u32) | ciphertext
 *   invoice  "SPBI" | version 1 | epoch of the billing key (u32) | ciphertext
 */

export const INVOICE_MAX = 10 * 1024 * 1024;
/** Bytes of a record's text. */
export const RECORD_MAX = 8 * 1024;
/** Of either, as stored: what is asked of a hub at most. Padding adds at most 12 %. */
export const RECORD_OBJECT_MAX = 16 * 1024;
export const INVOICE_OBJECT_MAX = 12 * 1024 * 1024;
/** In minor units of the currency (cents, say). */
export const AMOUNT_MAX = 10 ** 14;
const LICENCES_MAX = 1_000_000_000;

const VERSION = 1;
const MAGIC = { record: 'SPBR', invoice: 'SPBI' } as const;
export type BillingObject = keyof typeof MAGIC;

const plain = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !hasForbidden(text) && text === text.trim());

/** Year, month and day: a day of the calendar, of no time zone. */
const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => {
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  });

/** What a person writes down. */
export const billingFields = {
  date: daySchema,
  description: plain(300).min(1),
  supplier: plain(200),
  /** Of the invoice, as the supplier gave it. */
  number: plain(100),
  /** Whole minor units of the currency; below zero: a credit note. */
  amount: z.number().int().min(-AMOUNT_MAX).max(AMOUNT_MAX),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Licences that were bought with it; null: none. */
  licences: z.number().int().min(1).max(LICENCES_MAX).nullable(),
};

export const billingRecordSchema = z.strictObject({
  v: z.literal(1),
  ...billingFields,
  /** The record that this one corrects; the same entry declares it void. */
  replaces: idSchema<BillingRecordId>().nullable(),
  invoice: z
    .strictObject({
      name: plain(255).min(1),
      size: z.number().int().min(0).max(INVOICE_MAX),
      /** BLAKE3 of the object `billing/<id>.invoice`. */
      hash: hexSchema(HASH),
    })
    .nullable(),
});
export type BillingRecord = z.output<typeof billingRecordSchema>;
export type BillingFields = Pick<BillingRecord, keyof typeof billingFields>;

/** @returns null: no record of this version, or not written as `recordText` writes it. */
export function parseRecord(text: Uint8Array): BillingRecord | null {
  if (text.length > RECORD_MAX) return null;
  try {
    const parsed = billingRecordSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export const recordText = (record: BillingRecord): Uint8Array => utf8(JSON.stringify(record));

export const billingKey = (kind: BillingObject, id: BillingRecordId): string =>
  kind === 'record' ? `billing/${id}` : `billing/${id}.invoice`;

export function encodeBilling(kind: BillingObject, epoch: number, ciphertext: Uint8Array): Uint8Array {
  return concat([frameHeader(MAGIC[kind], VERSION), u32(epoch), ciphertext]);
}

export interface StoredBilling {
  readonly epoch: number;
  readonly ciphertext: Uint8Array;
}

/** @returns null when it is none of this kind and version. */
export function decodeBilling(kind: BillingObject, bytes: Uint8Array): StoredBilling | null {
  const epoch = readU32(bytes, FRAME_HEADER);
  if (epoch === null || epoch < 1 || !hasFrameHeader(bytes, MAGIC[kind], VERSION)) return null;
  return { epoch, ciphertext: bytes.subarray(FRAME_HEADER + 4) };
}
