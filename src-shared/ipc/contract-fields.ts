import { z } from 'zod';
import { ID_PATTERN, KEY_PATTERN } from '../base/ids.ts';
import { isPermission, type Permission } from '../policy/model/permissions.ts';

/* What the parts of the contract (`contract.ts`) share. */

export const id = z.string().regex(ID_PATTERN);
/** Of a role, class, group or setting. */
export const key = z.string().regex(KEY_PATTERN);
/** Opaque name of files or folders that main holds: 26 characters, dies with the window. */
export const handle = id;
/** Milliseconds since 1970 (UTC). */
export const time = z.number().int().nonnegative();
/** Number of an entry of the policy log. */
export const seq = z.number().int().nonnegative();
export const name = z.string().trim().min(1).max(100);
export const email = z.email().max(254);
export const password = z.string().min(1).max(1024);
export const permission = z
  .string()
  .refine(isPermission)
  .transform((text) => text as Permission);
export const empty = z.strictObject({});
export const nothing = z.null();

/** A sentence: a key of the catalogue, and what its placeholders stand for; safe to show. */
export const lineSchema = z.strictObject({
  text: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** `text`: key of the catalogue when the role bears the name that its preset gave it; `name` is shown otherwise. */
export const roleViewSchema = z.strictObject({ id: key, name: z.string(), text: z.string().nullable() });
export type RoleView = z.infer<typeof roleViewSchema>;

export const ipcErrorSchema = z.strictObject({
  code: z.string(),
  /** What the message's placeholders stand for; safe to show. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type IpcError = z.infer<typeof ipcErrorSchema>;

/** A part of the contract: channel -> request, response. `access` says in which session state main answers at all. */
export type ContractPart = Readonly<
  Record<string, { access: 'any' | 'locked' | 'unlocked'; request: z.ZodType; response: z.ZodType }>
>;
