import { z } from 'zod';
import type {
  BillingRecordId,
  ContactId,
  DeviceId,
  FolderId,
  InviteId,
  LinkId,
  MailboxId,
  ProposalId,
} from '../../base/ids.ts';
import {
  HASH,
  hexSchema,
  idSchema,
  organisationIdSchema,
  SEALING_KEY,
  SIGNATURE,
  SIGNING_KEY,
  timeSchema,
} from '../../protocol/schema.ts';
import type * as entities from './entities.ts';
import { FOLDER_LEVELS, MEMBER_KINDS, ORIGINS } from './entities.ts';
import {
  audienceSchema,
  classSchema,
  effectSchema,
  emailSchema,
  groupSchema,
  levelSchema,
  memberSchema,
  nameSchema,
  permissionSchema,
  permissionsSchema,
  roleSchema,
} from './fields.ts';
import type { Permission } from './permissions.ts';

/** Everything that a state consists of, as it stands in a snapshot. */

const count = z.number().int().min(0);
const setBy = count;

function table<T extends z.ZodType>(value: T) {
  return z.record(permissionSchema, value).transform((cells) => cells as { readonly [P in Permission]?: z.output<T> });
}
const overrides = table(z.strictObject({ effect: effectSchema, setBy }));
const pin = z.strictObject({ seq: z.number().int().min(-1), hash: hexSchema(HASH), setBy });
const assignedRole = z.strictObject({ id: roleSchema, setBy });
const assignedGroup = z.strictObject({ id: groupSchema, setBy });

export const memberEntity = z.strictObject({
  id: memberSchema,
  name: nameSchema,
  email: emailSchema,
  kind: z.enum(MEMBER_KINDS),
  origin: z.enum(ORIGINS),
  status: z.enum(['invited', 'active', 'disabled', 'locked', 'removed']),
  expiresAt: timeSchema.nullable(),
  class: classSchema,
  roles: z.array(assignedRole).min(1),
  groups: z.array(assignedGroup),
  overrides,
  limits: z.strictObject({ withheld: permissionsSchema, scopes: z.array(groupSchema).nullable(), setBy }),
  approvers: z.array(memberSchema),
  credits: count,
  requests: permissionsSchema,
  keyset: z.strictObject({ signing: hexSchema(SIGNING_KEY), sealing: hexSchema(SEALING_KEY) }).nullable(),
  mailbox: idSchema<MailboxId>().nullable(),
  invitation: z
    .strictObject({
      id: idSchema<InviteId>(),
      member: memberSchema,
      by: memberSchema,
      publicKey: hexSchema(SIGNING_KEY),
      expiresAt: timeSchema,
    })
    .nullable(),
  resetBy: count.nullable(),
  setBy: z.strictObject({ status: setBy, class: setBy, origin: setBy, expiry: setBy, keyset: setBy, credits: setBy }),
}) satisfies z.ZodType<entities.Member>;

export const deviceEntity = z.strictObject({
  id: idSchema<DeviceId>(),
  member: memberSchema,
  publicKey: hexSchema(SIGNING_KEY),
  certificate: hexSchema(SIGNATURE),
  revoked: z.boolean(),
  pins: z.array(pin),
  setBy,
}) satisfies z.ZodType<entities.Device>;

export const roleEntity = z.strictObject({
  id: roleSchema,
  name: nameSchema,
  rank: z.number().int().min(0).max(100),
  peer: z.boolean(),
  unique: z.boolean(),
  matrix: table(z.strictObject({ level: levelSchema, setBy })),
  setBy,
}) satisfies z.ZodType<entities.Role>;

export const classEntity = z.strictObject({
  id: classSchema,
  name: nameSchema,
  ceiling: permissionsSchema.nullable(),
  audience: audienceSchema,
  licensed: z.boolean(),
  setBy,
}) satisfies z.ZodType<entities.MemberClass>;

export const groupEntity = z.strictObject({
  id: groupSchema,
  name: nameSchema,
  permissions: overrides,
  scope: z.boolean(),
  setBy,
}) satisfies z.ZodType<entities.Group>;

export const contactEntity = z.strictObject({
  id: idSchema<ContactId>(),
  name: nameSchema,
  email: emailSchema,
  pgp: z.enum(['none', 'requested', 'provided']),
  by: memberSchema,
  setBy,
}) satisfies z.ZodType<entities.Contact>;

const grantee = z.union([memberSchema, groupSchema, idSchema<ContactId>()]);
export const folderEntity = z.strictObject({
  id: idSchema<FolderId>(),
  name: nameSchema,
  owner: memberSchema,
  grants: z.array(z.strictObject({ to: grantee, level: z.enum(FOLDER_LEVELS), setBy })),
  setBy,
}) satisfies z.ZodType<entities.Folder>;

export const linkEntity = z.strictObject({
  id: idSchema<LinkId>(),
  organisation: organisationIdSchema,
  name: nameSchema,
  setBy,
}) satisfies z.ZodType<entities.OrganisationLink>;

export const proposalEntity = z.strictObject({
  id: idSchema<ProposalId>(),
  by: memberSchema,
  actions: z.string(),
  approvals: z.array(memberSchema).min(1),
  expiresAt: timeSchema,
  setBy,
}) satisfies z.ZodType<entities.Proposal>;

export const billingEntity = z.strictObject({
  id: idSchema<BillingRecordId>(),
  hash: hexSchema(HASH),
  voided: count.nullable(),
  setBy,
}) satisfies z.ZodType<entities.BillingEntry>;

export const takenEntity = z.tuple([z.string().min(1).max(320), z.string().min(1).max(64)]);
