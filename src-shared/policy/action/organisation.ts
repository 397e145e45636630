import { z } from 'zod';
import type { BillingRecordId, ContactId, FolderId, LinkId, ProposalId } from '../../base/ids.ts';
import { HASH, hexSchema, idSchema, organisationIdSchema, SEALING_KEY, timeSchema } from '../../protocol/schema.ts';
import { DANGERS, FOLDER_LEVELS } from '../model/entities.ts';
import {
  audienceSchema,
  classSchema,
  effectChangesSchema,
  effectsSchema,
  emailSchema,
  groupSchema,
  levelChangesSchema,
  levelsSchema,
  memberSchema,
  nameSchema,
  PROPOSED_MAX,
  permissionsSchema,
  pinsSchema,
  presetKeySchema,
  proposedPinsSchema,
  roleSchema,
  setOf,
} from '../model/fields.ts';

/** What is done to the organisation: roles, classes, groups, settings, ownership, and what it keeps. */

const role = roleSchema;
const group = groupSchema;
const contact = idSchema<ContactId>();
const folder = idSchema<FolderId>();
const billingRecord = idSchema<BillingRecordId>();
const rank = z.number().int().min(0).max(99);
const key = z.string().regex(/^[a-z][a-zA-Z.]{0,63}$/);
const licences = z.number().int().min(0).max(10_000_000);

export const ORGANISATION_ACTIONS = {
  'role.create': z.strictObject({
    type: z.literal('role.create'),
    role,
    name: nameSchema,
    rank,
    peer: z.boolean(),
    matrix: levelsSchema,
  }),
  /** What is left out stays; null in `cells`: gives it no longer. */
  'role.edit': z.strictObject({
    type: z.literal('role.edit'),
    role,
    name: nameSchema.optional(),
    rank: rank.optional(),
    peer: z.boolean().optional(),
    cells: levelChangesSchema.optional(),
  }),
  'role.delete': z.strictObject({ type: z.literal('role.delete'), role }),
  'class.create': z.strictObject({
    type: z.literal('class.create'),
    class: classSchema,
    name: nameSchema,
    ceiling: permissionsSchema.nullable(),
    audience: audienceSchema,
    licensed: z.boolean(),
  }),
  'class.edit': z.strictObject({
    type: z.literal('class.edit'),
    class: classSchema,
    name: nameSchema.optional(),
    ceiling: permissionsSchema.nullable().optional(),
    audience: audienceSchema.optional(),
    licensed: z.boolean().optional(),
  }),
  'class.delete': z.strictObject({ type: z.literal('class.delete'), class: classSchema }),
  'group.create': z.strictObject({
    type: z.literal('group.create'),
    group,
    name: nameSchema,
    scope: z.boolean(),
    permissions: effectsSchema,
  }),
  'group.edit': z.strictObject({
    type: z.literal('group.edit'),
    group,
    name: nameSchema.optional(),
    scope: z.boolean().optional(),
    permissions: effectChangesSchema.optional(),
  }),
  'group.delete': z.strictObject({ type: z.literal('group.delete'), group }),
  /** Key and value are judged together, by `parseSetting`. */
  'setting.set': z.strictObject({
    type: z.literal('setting.set'),
    key,
    value: z.union([z.string().max(32), z.number().int(), z.boolean()]),
  }),
  'template.set': z.strictObject({
    type: z.literal('template.set'),
    role,
    class: classSchema,
    groups: setOf(group),
    permissions: effectsSchema,
  }),
  'threshold.set': z.strictObject({
    type: z.literal('threshold.set'),
    danger: z.enum(DANGERS),
    governors: z.number().int().min(1).max(16),
  }),
  /** A new name, or another preset to be measured against. */
  'organisation.edit': z.strictObject({
    type: z.literal('organisation.edit'),
    name: nameSchema.optional(),
    preset: presetKeySchema.optional(),
  }),
  /** By the owner; nothing changes until the other accepts. `keep` null: the old owner's account is removed. */
  'owner.offer': z.strictObject({ type: z.literal('owner.offer'), to: memberSchema, keep: role.nullable() }),
  'owner.withdraw': z.strictObject({ type: z.literal('owner.withdraw') }),
  /** `offer`: the sequence number of the entry that made it. `pins`: of the old owner's devices. */
  'owner.accept': z.strictObject({
    type: z.literal('owner.accept'),
    offer: z.number().int().min(1),
    pins: pinsSchema,
  }),
  'licence.set': z.strictObject({ type: z.literal('licence.set'), bought: licences.nullable() }),
  /** Keeps a record of the billing history: `hash` is that of `billing/<record>` on the hub. No figure stands in the log. */
  'billing.record': z.strictObject({ type: z.literal('billing.record'), record: billingRecord, hash: hexSchema(HASH) }),
  /** A record counts no longer. It stays, as does who kept it and who declared it void. */
  'billing.void': z.strictObject({ type: z.literal('billing.void'), record: billingRecord }),
  'contact.add': z.strictObject({ type: z.literal('contact.add'), contact, name: nameSchema, email: emailSchema }),
  'contact.edit': z.strictObject({
    type: z.literal('contact.edit'),
    contact,
    name: nameSchema.optional(),
    email: emailSchema.optional(),
    pgp: z.enum(['none', 'requested', 'provided']).optional(),
  }),
  'contact.remove': z.strictObject({ type: z.literal('contact.remove'), contact }),
  'folder.create': z.strictObject({ type: z.literal('folder.create'), folder, name: nameSchema }),
  'folder.edit': z.strictObject({ type: z.literal('folder.edit'), folder, name: nameSchema }),
  /** null: no access any more. `to` is a member, a group or a contact. */
  'folder.grant': z.strictObject({
    type: z.literal('folder.grant'),
    folder,
    to: z.union([memberSchema, contact, group]),
    level: z.enum(FOLDER_LEVELS).nullable(),
  }),
  'folder.delete': z.strictObject({ type: z.literal('folder.delete'), folder }),
  'link.add': z.strictObject({
    type: z.literal('link.add'),
    link: idSchema<LinkId>(),
    organisation: organisationIdSchema,
    name: nameSchema,
  }),
  'link.remove': z.strictObject({ type: z.literal('link.remove'), link: idSchema<LinkId>() }),
  /** The actions of a change that needs more than one governor; judged when it takes effect, and before it is put. */
  'proposal.open': z.strictObject({
    type: z.literal('proposal.open'),
    proposal: idSchema<ProposalId>(),
    actions: z.array(z.unknown()).min(1).max(PROPOSED_MAX),
    expiresAt: timeSchema,
  }),
  /** `pins`: of everybody who loses rights by it, as of now, in place of those that it was opened with. */
  'proposal.approve': z.strictObject({
    type: z.literal('proposal.approve'),
    proposal: idSchema<ProposalId>(),
    pins: proposedPinsSchema,
  }),
  'proposal.withdraw': z.strictObject({ type: z.literal('proposal.withdraw'), proposal: idSchema<ProposalId>() }),
  /** A new epoch of an organisation key; the copies for its holders are on the hub. `publicKey` null: the directory's. */
  'key.rotate': z.strictObject({
    type: z.literal('key.rotate'),
    key: z.enum(['directory', 'audit', 'recovery', 'billing']),
    epoch: z.number().int().min(1).max(1_000_000),
    publicKey: hexSchema(SEALING_KEY).nullable(),
    /** BLAKE3 of the object that holds the sealed copies. */
    copies: hexSchema(HASH),
  }),
  /** Commits to the state before this entry, so that newcomers can begin with a snapshot of it. */
  'state.root': z.strictObject({ type: z.literal('state.root'), root: hexSchema(HASH) }),
} as const;
