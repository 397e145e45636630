import { z } from 'zod';
import type { DeviceId, InviteId, MailboxId, MemberId } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import { hexSchema, idSchema, SEALING_KEY, SIGNATURE, SIGNING_KEY, timeSchema } from '../protocol/schema.ts';
import { isEmail, isName } from './text.ts';

/*
 * Everything that an entry can do. The whole model adds its actions here; a type that is not in the table stops the
 * log, so that an older client never goes on with half of the truth.
 */

export const nameSchema = z.string().refine(isName);
export const emailSchema = z.string().refine(isEmail);
const roleSchema = z.enum(['owner', 'administrator', 'member']);

/** Public half of an invitation; the code itself is known to inviter and newcomer alone. */
const invitationSchema = z.strictObject({
  id: idSchema<InviteId>(),
  publicKey: hexSchema(SIGNING_KEY),
  expiresAt: timeSchema,
});

const inviteSchema = z.strictObject({
  type: z.literal('member.invite'),
  member: idSchema<MemberId>(),
  name: nameSchema,
  email: emailSchema,
  role: roleSchema,
  invitation: invitationSchema,
});

/** A new code; the old one dies. */
const reinviteSchema = z.strictObject({
  type: z.literal('member.reinvite'),
  member: idSchema<MemberId>(),
  invitation: invitationSchema,
});

/** The newcomer's own entry, signed by the device it names; `proof` is the invitation key's signature over all of it. */
const activateSchema = z.strictObject({
  type: z.literal('member.activate'),
  member: idSchema<MemberId>(),
  invitation: idSchema<InviteId>(),
  name: nameSchema,
  signing: hexSchema(SIGNING_KEY),
  sealing: hexSchema(SEALING_KEY),
  mailbox: idSchema<MailboxId>(),
  device: idSchema<DeviceId>(),
  devicePublicKey: hexSchema(SIGNING_KEY),
  certificate: hexSchema(SIGNATURE),
  proof: hexSchema(SIGNATURE),
});

const roleActionSchema = z.strictObject({
  type: z.literal('member.role'),
  member: idSchema<MemberId>(),
  role: roleSchema,
});

const SCHEMAS = {
  'member.invite': inviteSchema,
  'member.reinvite': reinviteSchema,
  'member.activate': activateSchema,
  'member.role': roleActionSchema,
} as const;

export type ActionType = keyof typeof SCHEMAS;
export type InviteAction = z.output<typeof inviteSchema>;
export type ReinviteAction = z.output<typeof reinviteSchema>;
export type ActivateAction = z.output<typeof activateSchema>;
export type RoleAction = z.output<typeof roleActionSchema>;
export type Action = InviteAction | ReinviteAction | ActivateAction | RoleAction;

const typedSchema = z.looseObject({ type: z.string().max(64) });

export type ActionError = { readonly code: 'action.unknown' | 'action.malformed' };

/** `action.unknown`: a type of a later version, or of nobody. */
export function parseAction(value: unknown): Result<Action, ActionError> {
  const typed = typedSchema.safeParse(value);
  if (!typed.success) return err({ code: 'action.malformed' });
  if (!Object.hasOwn(SCHEMAS, typed.data.type)) return err({ code: 'action.unknown' });
  const action = SCHEMAS[typed.data.type as ActionType].safeParse(value);
  return action.success ? ok(action.data) : err({ code: 'action.malformed' });
}
