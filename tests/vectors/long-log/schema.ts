import { z } from 'zod';

const hexText = z.string().regex(/^([0-9a-f]{2})+$/);
const base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** A log with all that keeps a long one short. Bytes as they lie on a hub, in base64url; keys and hashes hex. */
export const longLogVectorsSchema = z.strictObject({
  organisation: hexText,
  /** By epoch. */
  directoryKeys: z.array(hexText),
  genesis: base64Url,
  /** Entries 1 to 256. */
  tile: z.strictObject({ name: z.string(), hash: hexText, bytes: base64Url }),
  /** Entries 257 and on. */
  entries: z.array(base64Url),
  /** Hash of the last entry. */
  head: hexText,
  /** Of the state after that entry; where the next has `state.root`, what stands there. */
  roots: z.array(z.strictObject({ after: z.int(), root: hexText })),
  /** The text of one of these states, its chunks in order, and what its root is made of. */
  state: z.strictObject({
    after: z.int(),
    chunks: z.array(z.strictObject({ name: z.string(), text: z.string() })),
    digests: z.array(z.strictObject({ section: z.string(), digest: hexText })),
  }),
  snapshots: z.array(
    z.strictObject({ name: z.string(), seq: z.int(), epoch: z.int(), hash: hexText, bytes: base64Url }),
  ),
});
export type LongLogVectors = z.infer<typeof longLogVectorsSchema>;
