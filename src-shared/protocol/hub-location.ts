import { z } from 'zod';

/** Where an organisation's hub is. Only main and invitations hold it; drivers for other stores add their kinds here. */
export const hubLocationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4096) }),
]);

export type HubLocation = z.infer<typeof hubLocationSchema>;
