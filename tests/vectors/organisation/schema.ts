import { z } from 'zod';

const hexText = z.string().regex(/^([0-9a-f]{2})+$/);

const roleSchema = z.strictObject({ id: z.string(), name: z.string() });

/** Bytes as they lie on a hub, hex. */
export const vectorsSchema = z.strictObject({
  directoryKey: hexText,
  genesis: hexText,
  entries: z.array(z.strictObject({ stored: hexText, hash: hexText })),
  link: z.string(),
  bundle: hexText,
  invitation: z.object({
    organisationName: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(roleSchema),
  }),
  state: z.strictObject({
    name: z.string(),
    people: z.array(
      z.strictObject({ name: z.string(), email: z.string(), roles: z.array(z.string()), status: z.string() }),
    ),
  }),
});
export type Vectors = z.infer<typeof vectorsSchema>;
