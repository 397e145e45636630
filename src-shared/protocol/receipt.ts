import { z } from 'zod';
import { decodeJson, encodeJson } from './package-codec.ts';
import {
  deviceIdSchema,
  hashSchema,
  headSchema,
  memberIdSchema,
  packageIdSchema,
  timeSchema,
} from './package-envelope.ts';
import { PACKAGE_LIMITS } from './package-limits.ts';

export const RECEIPT_KINDS = ['received', 'opened', 'saved'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** What a recipient's device says happened to a package. Signed over these bytes; kept by honest clients, no proof. */
const receiptSchema = z.strictObject({
  v: z.literal(1),
  package: packageIdSchema,
  /** Of the header as it was received: a receipt speaks of one package and no other of the same id. */
  header: hashSchema,
  member: memberIdSchema,
  device: deviceIdSchema,
  kind: z.enum(RECEIPT_KINDS),
  at: timeSchema,
  head: headSchema,
});

export type ReceiptStatement = z.infer<typeof receiptSchema>;

export const encodeReceipt = (receipt: ReceiptStatement): Uint8Array => encodeJson(receipt);

/** @returns null when the bytes are not a receipt of this version. */
export function decodeReceipt(bytes: Uint8Array): ReceiptStatement | null {
  return decodeJson(bytes, PACKAGE_LIMITS.mailBytes, receiptSchema);
}
