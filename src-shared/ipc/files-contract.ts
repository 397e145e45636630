import { z } from 'zod';
import { type ContractPart, handle } from './contract-fields.ts';

/* Files and folders that a person chose, by handles: part of the one contract (`contract.ts`). */

export const chosenSchema = z.strictObject({
  handle,
  name: z.string(), // last part of the path only
  kind: z.enum(['file', 'folder']),
  size: z.number().nullable(), // null for a folder
});
export type Chosen = z.infer<typeof chosenSchema>;

export const filesContract = {
  /** Opens the system's dialog; an empty list when the person thought better of it. */
  'files.choose': {
    access: 'any',
    request: z.strictObject({ what: z.enum(['files', 'folder', 'hub', 'invitation', 'people']) }),
    response: z.array(chosenSchema),
  },
  /** Handles of files dropped on the window, made by preload, described by main. */
  'files.describe': {
    access: 'any',
    request: z.strictObject({ handles: z.array(handle).max(10_000) }),
    response: z.array(chosenSchema),
  },
} as const satisfies ContractPart;
