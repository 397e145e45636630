import { z } from 'zod';
import { billingFields } from '../protocol/billing-record.ts';
import { type ContractPart, empty, id, key, lineSchema, permission, seq, time } from './contract-fields.ts';

/*
 * The billing history and who uses a licence: part of the one contract (`contract.ts`). Amounts are whole minor units of
 * their currency.
 */

const search = z.string().max(200);
const window = {
  descending: z.boolean(),
  offset: z.number().int().min(0).max(1_000_000),
  limit: z.number().int().min(1).max(500),
};

const contentSchema = z.strictObject({
  ...billingFields,
  replaces: id.nullable(),
  invoice: z.strictObject({ name: z.string(), size: z.number().int().nonnegative() }).nullable(),
});

export const billingRowSchema = z.strictObject({
  id,
  /** Why there is no content; null: it is whole. */
  flaw: z.enum(['missing', 'altered', 'noKey', 'unreadable']).nullable(),
  content: contentSchema.nullable(),
  keptBy: z.string().nullable(),
  keptAt: time.nullable(),
  /** null: it counts. */
  voided: z.strictObject({ by: z.string().nullable(), at: time.nullable(), replacedBy: id.nullable() }).nullable(),
});
export type BillingRow = z.infer<typeof billingRowSchema>;

export const licenceRowSchema = z.strictObject({
  member: id,
  name: z.string(),
  email: z.string(),
  class: key,
  /** Of the entry that gave the licence; null where this copy of the log does not hold it. */
  since: time.nullable(),
});
export type LicenceRow = z.infer<typeof licenceRowSchema>;

export const billingRequestSchema = z.strictObject({
  permission,
  at: time,
  answer: z.strictObject({ granted: z.boolean(), by: z.string(), at: time }).nullable(),
});
export type BillingRequest = z.infer<typeof billingRequestSchema>;

export const billingContract = {
  'billing.records': {
    access: 'unlocked',
    request: z.strictObject({
      search,
      sort: z.enum(['date', 'supplier', 'amount', 'kept']),
      /** Void records, too. */
      voided: z.boolean(),
      ...window,
    }),
    response: z.strictObject({ total: z.number().int(), flawed: z.number().int(), rows: z.array(billingRowSchema) }),
  },
  /** Keeps a record, and the chosen file as its invoice; `replaces` is declared void by the same entry. */
  'billing.keep': {
    access: 'unlocked',
    request: z.strictObject({
      date: z.string().max(10),
      description: z.string().max(1_000),
      supplier: z.string().max(1_000),
      number: z.string().max(1_000),
      amount: z.number().int(),
      currency: z.string().max(3),
      licences: z.number().int().nullable(),
      replaces: id.nullable(),
      file: id.nullable(),
    }),
    response: z.strictObject({ record: id, seq }),
  },
  /** Main asks where, and never opens it; false when the person thought better of it. */
  'billing.saveInvoice': { access: 'unlocked', request: z.strictObject({ record: id }), response: z.boolean() },
  'billing.export': { access: 'unlocked', request: empty, response: z.boolean() },
  /** What was done with licences, requests and records, newest first; `next`: where to go on, null at the beginning. */
  'billing.history': {
    access: 'unlocked',
    request: z.strictObject({ before: seq.nullable(), limit: z.number().int().min(1).max(200) }),
    response: z.strictObject({
      entries: z.array(z.strictObject({ seq, at: time, author: z.string(), actions: z.array(lineSchema) })),
      next: seq.nullable(),
    }),
  },
  /** What this member asked for, and what became of it; newest first. */
  'billing.requests': { access: 'unlocked', request: empty, response: z.array(billingRequestSchema) },
  'billing.licences': {
    access: 'unlocked',
    request: z.strictObject({ search, sort: z.enum(['name', 'class', 'since']), ...window }),
    response: z.strictObject({
      bought: z.number().int().nullable(),
      inUse: z.number().int(),
      total: z.number().int(),
      rows: z.array(licenceRowSchema),
    }),
  },
  'billing.exportLicences': { access: 'unlocked', request: empty, response: z.boolean() },
} as const satisfies ContractPart;

export type BillingChannel = keyof typeof billingContract;
