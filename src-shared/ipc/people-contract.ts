import { z } from 'zod';
import { type ContractPart, empty, id, key, lineSchema, roleViewSchema, seq, time } from './contract-fields.ts';

/* Who one is, who else there is, and what the policy log says: part of the one contract (`contract.ts`). */

export const permissionViewSchema = z.strictObject({
  permission: z.string(),
  allowed: z.boolean(),
  /** Catalogue key of the decisive step with `{subject}`, who set it and when, for "why can't I?". */
  reason: z.string(),
  /** `text`: key of the catalogue, where there is one for it. */
  subject: z.strictObject({ name: z.string(), text: z.string().nullable() }).nullable(),
  setBy: z.string().nullable(),
  setAt: time.nullable(),
});
export type PermissionView = z.infer<typeof permissionViewSchema>;

export const meSchema = z.strictObject({
  member: id,
  name: z.string(),
  email: z.string(),
  /** The highest. */
  role: roleViewSchema,
  /** Those that this member may give to others. */
  assignable: z.array(roleViewSchema),
  /** Id of the role that newcomers usually get. */
  usualRole: key,
  organisation: z.string(),
  permissions: z.array(permissionViewSchema),
  /** Groups of digits to compare by voice. */
  safetyNumber: z.string(),
  /** How the vault is protected; `keychain-wanted`: by the password alone, which the organisation does not want. */
  keychain: z.enum(['keychain', 'password-only', 'keychain-wanted']),
  kitSaved: z.boolean(),
  /**
   * Somebody reset this member's password. `choose`: they are to choose a new one; `telling`: they have, and the others are
   * told once the hub answers; `done`: it is over, and not yet read of. null: nothing to tell.
   */
  passwordReset: z
    .strictObject({ by: z.string().nullable(), at: time.nullable(), step: z.enum(['choose', 'telling', 'done']) })
    .nullable(),
});
export type Me = z.infer<typeof meSchema>;

export const personSchema = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  /** The highest. */
  role: roleViewSchema,
  /** Who owns the organisation. */
  owner: z.boolean(),
  status: z.enum(['invited', 'active', 'disabled', 'locked', 'removed']),
  /** Of an invitation that has not been used. */
  expiresAt: time.nullable(),
  safetyNumber: z.string().nullable(),
  self: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

export const historyEntrySchema = z.strictObject({
  seq,
  hash: z.string(),
  at: time,
  author: z.string(),
  /** One line an action: a catalogue key and its placeholders. */
  actions: z.array(lineSchema),
});

export const peopleContract = {
  'session.me': { access: 'unlocked', request: empty, response: meSchema },
  'people.list': { access: 'unlocked', request: empty, response: z.array(personSchema) },
  'people.resendInvitation': {
    access: 'unlocked',
    request: z.strictObject({ member: id }),
    response: z.strictObject({ link: z.string(), expiresAt: time }),
  },
  /** Main asks where and writes the invitation file; false when cancelled. */
  'people.saveInvitation': {
    access: 'unlocked',
    request: z.strictObject({ link: z.string().max(10_000) }),
    response: z.boolean(),
  },
  'policy.history': {
    access: 'unlocked',
    request: z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }),
    response: z.array(historyEntrySchema),
  },
} as const satisfies ContractPart;
