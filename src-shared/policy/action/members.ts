import { z } from 'zod';
import type { ContactId, DeviceId, InviteId, MailboxId } from '../../base/ids.ts';
import { hexSchema, idSchema, SEALING_KEY, SIGNATURE, SIGNING_KEY, timeSchema } from '../../protocol/schema.ts';
import { MEMBER_KINDS, ORIGINS } from '../model/entities.ts';
import {
  classSchema,
  effectSchema,
  effectsSchema,
  emailSchema,
  groupSchema,
  invitationSchema,
  memberSchema,
  nameSchema,
  permissionSchema,
  permissionsSchema,
  pinSchema,
  pinsSchema,
  roleSchema,
  setOf,
} from '../model/fields.ts';

/** What is done to one member. `pins`: of each device of theirs, wherever rights may be lost. */

const member = memberSchema;
const pins = pinsSchema;
const limits = { withheld: permissionsSchema, scopes: setOf(groupSchema).nullable() };
const credits = z.number().int().min(1).max(1_000_000);

export const MEMBER_ACTIONS = {
  /** What is left out: internal, local, no groups, no overrides, no limits, no approvers, no end. */
  'member.invite': z.strictObject({
    type: z.literal('member.invite'),
    member,
    name: nameSchema,
    email: emailSchema,
    kind: z.enum(MEMBER_KINDS).optional(),
    origin: z.enum(ORIGINS).optional(),
    class: classSchema,
    roles: setOf(roleSchema, 16).min(1),
    groups: setOf(groupSchema).optional(),
    permissions: effectsSchema.optional(),
    limits: z.strictObject(limits).optional(),
    approvers: setOf(member, 64).optional(),
    expiresAt: timeSchema.optional(),
    /** The site contact that becomes this member, and is one no longer. */
    contact: idSchema<ContactId>().optional(),
    invitation: invitationSchema,
  }),
  /** A new code; the old one dies. */
  'member.reinvite': z.strictObject({ type: z.literal('member.reinvite'), member, invitation: invitationSchema }),
  /** The newcomer's own entry, signed by the device it names; `proof` is the invitation key's signature over all of it. */
  'member.activate': z.strictObject({
    type: z.literal('member.activate'),
    member,
    invitation: idSchema<InviteId>(),
    name: nameSchema,
    signing: hexSchema(SIGNING_KEY),
    sealing: hexSchema(SEALING_KEY),
    mailbox: idSchema<MailboxId>(),
    device: idSchema<DeviceId>(),
    devicePublicKey: hexSchema(SIGNING_KEY),
    certificate: hexSchema(SIGNATURE),
    proof: hexSchema(SIGNATURE),
  }),
  'member.edit': z.strictObject({
    type: z.literal('member.edit'),
    member,
    name: nameSchema.optional(),
    email: emailSchema.optional(),
    kind: z.enum(MEMBER_KINDS).optional(),
    origin: z.enum(ORIGINS).optional(),
  }),
  'member.disable': z.strictObject({ type: z.literal('member.disable'), member, pins }),
  'member.enable': z.strictObject({ type: z.literal('member.enable'), member }),
  /** For inactivity since the time given. */
  'member.lock': z.strictObject({ type: z.literal('member.lock'), member, inactiveSince: timeSchema, pins }),
  'member.unlock': z.strictObject({ type: z.literal('member.unlock'), member }),
  /** For good; `inactiveSince` when it is for inactivity alone. */
  'member.remove': z.strictObject({
    type: z.literal('member.remove'),
    member,
    inactiveSince: timeSchema.optional(),
    pins,
  }),
  'member.expiry': z.strictObject({ type: z.literal('member.expiry'), member, expiresAt: timeSchema.nullable() }),
  'member.roles': z.strictObject({
    type: z.literal('member.roles'),
    member,
    add: setOf(roleSchema, 16),
    remove: setOf(roleSchema, 16),
    pins,
  }),
  'member.class': z.strictObject({ type: z.literal('member.class'), member, class: classSchema, pins }),
  'member.groups': z.strictObject({
    type: z.literal('member.groups'),
    member,
    add: setOf(groupSchema),
    remove: setOf(groupSchema),
    pins,
  }),
  /** null: no override any more. */
  'member.override': z.strictObject({
    type: z.literal('member.override'),
    member,
    permission: permissionSchema,
    effect: effectSchema.nullable(),
    pins,
  }),
  'member.limits': z.strictObject({ type: z.literal('member.limits'), member, ...limits, pins }),
  'member.approvers': z.strictObject({ type: z.literal('member.approvers'), member, approvers: setOf(member, 64) }),
  'credits.grant': z.strictObject({ type: z.literal('credits.grant'), member, amount: credits }),
  /** By the member, before sending. */
  'credits.spend': z.strictObject({ type: z.literal('credits.spend'), amount: credits }),
  /** By the member: a delegated permission that they would like. */
  'privilege.request': z.strictObject({ type: z.literal('privilege.request'), permission: permissionSchema }),
  'privilege.answer': z.strictObject({
    type: z.literal('privilege.answer'),
    member,
    permission: permissionSchema,
    granted: z.boolean(),
  }),
  /** For a member who forgot: they do nothing else before they choose a password of their own (`password.chosen`). */
  'password.reset': z.strictObject({
    type: z.literal('password.reset'),
    member,
    /** A one-time code that the member gets, or a one-time password that the helper tells. */
    by: z.enum(['code', 'password']),
  }),
  'password.chosen': z.strictObject({ type: z.literal('password.chosen') }),
  /** By the member: one more device of theirs. */
  'device.add': z.strictObject({
    type: z.literal('device.add'),
    device: idSchema<DeviceId>(),
    publicKey: hexSchema(SIGNING_KEY),
    certificate: hexSchema(SIGNATURE),
  }),
  'device.revoke': z.strictObject({ type: z.literal('device.revoke'), pin: pinSchema }),
} as const;
