import { z } from 'zod';
import { LAYERS } from '../policy/decide/decision.ts';
import { CONTACT_AUDIENCES, DANGERS, MEMBER_KINDS, ORIGINS } from '../policy/model/entities.ts';
import { id, key, lineSchema, permission, seq, time } from './contract-fields.ts';

/* What the administration shows: the answers of `admin-contract.ts`. */

export const permissions = z.array(permission);
const effects = z.record(z.string(), z.enum(['allow', 'deny']));
const level = z.enum(['limited', 'full']);

/** `text`: key of the catalogue while it bears the name that its preset gave it; `name` is shown otherwise. */
const named = { id: key, name: z.string(), text: z.string().nullable() };

export const memberState = z.enum(['invited', 'expired', 'active', 'disabled', 'locked', 'removed']);
export type MemberState = z.infer<typeof memberState>;

/** What a list of people can be narrowed to. `orphaned`: invited by somebody who may invite nobody any more, or is gone. */
export const peopleState = z.enum([...memberState.options, 'orphaned']);
export type PeopleState = z.infer<typeof peopleState>;

export const personRowSchema = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  kind: z.enum(MEMBER_KINDS),
  /** `expired`: an invitation or an account past its end. */
  state: memberState,
  /** Highest first. */
  roles: z.array(key),
  class: key,
  groups: z.array(key),
  self: z.boolean(),
  owner: z.boolean(),
});
export type PersonRow = z.infer<typeof personRowSchema>;

const rightSchema = z.strictObject({
  permission,
  /** null: not held. */
  level: level.nullable(),
  /** What was set for this person alone. */
  override: z.enum(['allow', 'deny']).nullable(),
});

export const personDetailSchema = personRowSchema.extend({
  origin: z.enum(ORIGINS),
  expiresAt: time.nullable(),
  invitationExpiresAt: time.nullable(),
  /** Who made the open invitation, where they may invite nobody any more, or are gone. */
  orphanedBy: z.string().nullable(),
  withheld: permissions,
  scopes: z.array(key).nullable(),
  approvers: z.array(z.strictObject({ id, name: z.string() })),
  credits: z.number().int(),
  requests: permissions,
  mustChoosePassword: z.boolean(),
  devices: z.array(z.strictObject({ id, revoked: z.boolean(), addedAt: time.nullable() })),
  /** Every permission, in the order of the model. */
  rights: z.array(rightSchema),
  safetyNumber: z.string().nullable(),
});
export type PersonDetail = z.infer<typeof personDetailSchema>;

const stepSchema = z.strictObject({
  layer: z.enum(LAYERS),
  effect: z.enum(['allow', 'deny']),
  /** Key of the catalogue, with `{subject}`. */
  reason: z.string(),
  /** `text`: key of the catalogue, where there is one for it. */
  subject: z.strictObject({ name: z.string(), text: z.string().nullable() }).nullable(),
  entry: seq,
  setBy: z.string().nullable(),
  setAt: time.nullable(),
});
export type ExplainedStep = z.infer<typeof stepSchema>;

export const explanationSchema = z.strictObject({
  allowed: z.boolean(),
  steps: z.array(stepSchema),
  shadowed: z.array(stepSchema),
  /** Changes each of which alone would turn the answer around, as lines of the history are shown. */
  alternatives: z.array(
    z.strictObject({
      change: z.unknown(),
      text: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
export type Explanation = z.infer<typeof explanationSchema>;

const differenceSchema = z.strictObject({
  member: id,
  name: z.string(),
  gained: permissions,
  lost: permissions,
  narrowed: permissions,
  widened: permissions,
  /** Keys of constraint settings. */
  bound: z.array(z.string()),
  freed: z.array(z.string()),
});
export type PersonDifference = z.infer<typeof differenceSchema>;

/** Who gains and who loses what. */
const effectSummary = {
  /** How many people it touches; `differences` holds the first 200 of them. */
  touched: z.number().int(),
  gaining: z.number().int(),
  losing: z.number().int(),
  differences: z.array(differenceSchema),
};
export const entryDiffSchema = z.strictObject(effectSummary);
export type EntryDiff = z.infer<typeof entryDiffSchema>;

/** Who changed the same thing first. */
const overtakenSchema = z.strictObject({ by: z.string(), seq, at: time });

export const previewSchema = z.strictObject({
  ...effectSummary,
  /** The newest entry of the state that it was worked out on. */
  head: seq,
  /** Somebody changed the same thing after `since`; null: nobody. */
  overtaken: overtakenSchema.nullable(),
  warnings: z.array(
    z.strictObject({
      code: z.string(),
      /** How many it concerns. */
      members: z.number().int(),
      /** Of the first of them. */
      names: z.array(z.string()),
      /** Keys of what cannot pass, where it is about that. */
      dangers: z.array(z.string()),
      /** Ids of those whose invitations should be withdrawn, where it is about that. */
      withdraw: z.array(id),
    }),
  ),
  /** How many governors must agree; 1: signing it is enough. */
  governors: z.number().int(),
});
export type Preview = z.infer<typeof previewSchema>;

const proposalSchema = z.strictObject({
  id,
  by: z.string(),
  own: z.boolean(),
  approvals: z.array(z.string()),
  governors: z.number().int(),
  approvedByMe: z.boolean(),
  expiresAt: time,
  actions: z.array(lineSchema),
});
export type ProposalView = z.infer<typeof proposalSchema>;

/** The organisation but for its people. */
export const organisationViewSchema = z.strictObject({
  name: z.string(),
  preset: z.string(),
  owner: z.strictObject({ id, name: z.string() }),
  ownerRole: key,
  head: z.strictObject({ seq, at: time }),
  roles: z.array(
    z.strictObject({
      ...named,
      rank: z.number().int(),
      peer: z.boolean(),
      unique: z.boolean(),
      /** Permissions that it gives. */
      cells: z.record(z.string(), level),
      holders: z.number().int(),
    }),
  ),
  classes: z.array(
    z.strictObject({
      ...named,
      ceiling: permissions.nullable(),
      audience: z.strictObject({ classes: z.array(key).nullable(), contacts: z.enum(CONTACT_AUDIENCES) }),
      licensed: z.boolean(),
      members: z.number().int(),
    }),
  ),
  groups: z.array(z.strictObject({ ...named, scope: z.boolean(), permissions: effects, members: z.number().int() })),
  /** Key of the setting -> mode or value, and who set it. */
  settings: z.array(
    z.strictObject({
      key: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]),
      setBy: z.string().nullable(),
      setAt: time.nullable(),
      /** People whom the setting gives something, or binds, today. */
      touches: z.number().int().nullable(),
    }),
  ),
  template: z.strictObject({ role: key, class: key, groups: z.array(key), permissions: effects }),
  thresholds: z.record(z.enum(DANGERS), z.number().int()),
  licences: z.strictObject({ bought: z.number().int().nullable(), inUse: z.number().int() }),
  transfer: z
    .strictObject({ to: z.strictObject({ id, name: z.string() }), keep: key.nullable(), offer: seq, toMe: z.boolean() })
    .nullable(),
  contacts: z.array(
    z.strictObject({ id, name: z.string(), email: z.string(), pgp: z.enum(['none', 'requested', 'provided']) }),
  ),
  links: z.array(z.strictObject({ id, name: z.string() })),
  proposals: z.array(proposalSchema),
  requests: z.array(z.strictObject({ member: id, name: z.string(), permission })),
});
export type OrganisationView = z.infer<typeof organisationViewSchema>;

export const importRowSchema = z.strictObject({
  line: z.number().int(),
  name: z.string(),
  email: z.string(),
  /** Key of the catalogue; null: the row can be imported. */
  problem: z.string().nullable(),
  /** What `{subject}` in that text stands for. */
  subject: z.string(),
});
export type ImportRow = z.infer<typeof importRowSchema>;
