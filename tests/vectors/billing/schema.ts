import { z } from 'zod';

const object = z.strictObject({ name: z.string(), hash: z.string(), object: z.string(), content: z.string() });

/** Bytes in hex; `content` is what the object holds. */
export const billingVectorsSchema = z.strictObject({
  organisation: z.string(),
  epoch: z.number().int(),
  secret: z.string(),
  record: z.string(),
  objects: z.strictObject({ record: object, invoice: object }),
});
export type BillingVectors = z.infer<typeof billingVectorsSchema>;
