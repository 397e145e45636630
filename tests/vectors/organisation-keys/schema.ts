import { z } from 'zod';

const hexText = z.string().regex(/^([0-9a-f]{2})+$/);
const pairSchema = z.strictObject({ secretKey: hexText, publicKey: hexText });

/** Keys of an organisation as they lie on a hub, with what they hold; all bytes hex. */
export const keyVectorsSchema = z.strictObject({
  organisation: z.string(),
  keys: z.array(
    z.strictObject({
      kind: z.enum(['directory', 'audit', 'recovery', 'billing']),
      epoch: z.number().int(),
      secret: hexText,
      previous: hexText.nullable(),
      holders: z.array(pairSchema),
      name: z.string(),
      copies: hexText,
      object: hexText,
      added: z.strictObject({ holder: pairSchema, name: z.string(), object: hexText }),
    }),
  ),
});
export type KeyVectors = z.infer<typeof keyVectorsSchema>;
