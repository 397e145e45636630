import { z } from 'zod';
import { ID_PATTERN, KEY_PATTERN } from '../base/ids.ts';
import { LAYERS } from '../policy/decide/decision.ts';
import { CONTACT_AUDIENCES, DANGERS, MEMBER_KINDS, ORIGINS } from '../policy/model/entities.ts';
import { isPermission, type Permission } from '../policy/model/permissions.ts';

/*
 * What the administration asks of main: part of the one contract (`contract.ts`). What somebody may see here is decided
 * in main (`src-main/ipc/permissions.ts`); what they may change, by the policy itself, which judges every entry.
 *
 * Changes are actions of the log without their pins (`src-shared/policy/action`, `organisation/governance/pins.ts`):
 * plain data here, parsed in main by the schemas that the log has.
 */

const id = z.string().regex(ID_PATTERN);
const key = z.string().regex(KEY_PATTERN);
const handle = id;
const time = z.number().int().nonnegative();
const seq = z.number().int().nonnegative();
const empty = z.strictObject({});
/** A greeting for newcomers, as typed; '': none; left out: the one from last time. */
const welcome = z.string().max(4_000).optional();
const permission = z
  .string()
  .refine(isPermission)
  .transform((text) => text as Permission);
const permissions = z.array(permission);
const effects = z.record(z.string(), z.enum(['allow', 'deny']));
const level = z.enum(['limited', 'full']);

/** `text`: key of the catalogue while it bears the name that its preset gave it; `name` is shown otherwise. */
const named = { id: key, name: z.string(), text: z.string().nullable() };

const memberState = z.enum(['invited', 'expired', 'active', 'disabled', 'locked', 'removed']);
export type MemberState = z.infer<typeof memberState>;

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

const changes = z.array(z.unknown()).min(1).max(20_000);
/**
 * The newest entry of what the person has looked at. When somebody has changed the same thing since, `admin.change` is
 * refused with `policy.overtaken`, {by} and {seq}; when left out, the last one wins.
 */
const since = seq.optional();

const proposalSchema = z.strictObject({
  id,
  by: z.string(),
  own: z.boolean(),
  approvals: z.array(z.string()),
  governors: z.number().int(),
  approvedByMe: z.boolean(),
  expiresAt: time,
  actions: z.array(
    z.strictObject({ text: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
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

const importRowSchema = z.strictObject({
  line: z.number().int(),
  name: z.string(),
  email: z.string(),
  /** Key of the catalogue; null: the row can be imported. */
  problem: z.string().nullable(),
  /** What `{subject}` in that text stands for. */
  subject: z.string(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const adminContract = {
  'admin.organisation': { access: 'unlocked', request: empty, response: organisationViewSchema },
  'admin.people': {
    access: 'unlocked',
    request: z.strictObject({
      search: z.string().max(200),
      /** None: everybody but those who were removed. */
      states: z.array(memberState).max(6),
      role: key.nullable(),
      group: key.nullable(),
      class: key.nullable(),
      sort: z.enum(['name', 'email', 'role', 'state']),
      descending: z.boolean(),
      offset: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(1).max(500),
    }),
    response: z.strictObject({ total: z.number().int(), rows: z.array(personRowSchema) }),
  },
  'admin.person': { access: 'unlocked', request: z.strictObject({ member: id }), response: personDetailSchema },
  'admin.explain': {
    access: 'unlocked',
    request: z.strictObject({ member: id, permission }),
    response: explanationSchema,
  },
  /** What the changes would do to whom; nothing is written. Errors are those of `admin.change`. */
  'admin.preview': { access: 'unlocked', request: z.strictObject({ changes, since }), response: previewSchema },
  /** Signs them as one entry, all or nothing; where more governors must agree, opens a proposal. */
  'admin.change': {
    access: 'unlocked',
    request: z.strictObject({ changes, since }),
    response: z.strictObject({ seq, proposed: z.boolean() }),
  },
  /** A change of `member.invite` without member and invitation; answers with the link. */
  'admin.invite': {
    access: 'unlocked',
    request: z.strictObject({
      name: z.string().trim().min(1).max(100),
      email: z.email().max(254),
      kind: z.enum(MEMBER_KINDS),
      roles: z.array(key).min(1).max(16),
      class: key,
      groups: z.array(key).max(1_000),
      withheld: permissions.max(64),
      scopes: z.array(key).max(1_000).nullable(),
      expiresAt: time.nullable(),
      contact: id.nullable(),
      welcome,
    }),
    response: z.strictObject({ member: id, link: z.string(), expiresAt: time }),
  },
  /**
   * Signs the reset; then answers with what the helper hands on: a code, or a link and, unless they chose it, a one-time
   * password. Secrets, each good for one use, on the member's machine alone.
   */
  'admin.resetPassword': {
    access: 'unlocked',
    request: z.strictObject({
      member: id,
      by: z.enum(['code', 'password']),
      password: z.string().min(1).max(1024).nullable(),
    }),
    response: z.strictObject({
      proposed: z.boolean(),
      code: z.string().nullable(),
      link: z.string().nullable(),
      oneTimePassword: z.string().nullable(),
    }),
  },
  /** Effective rights: a character a permission, in the order of the model: `x` full, `l` limited, `.` not. */
  'admin.matrix': {
    access: 'unlocked',
    request: z.strictObject({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(20_000) }),
    response: z.strictObject({
      total: z.number().int(),
      rows: z.array(z.strictObject({ member: id, name: z.string(), rights: z.string() })),
    }),
  },
  /** The permissions that this person has: for showing the window as they would see it. */
  'admin.viewAs': {
    access: 'unlocked',
    request: z.strictObject({ member: id }),
    response: z.strictObject({ name: z.string(), permissions }),
  },
  /** The roles, classes, groups and settings of a preset as changes to what stands now; none: nothing differs. */
  'admin.presetChanges': {
    access: 'unlocked',
    request: z.strictObject({ preset: z.string().max(40) }),
    response: z.strictObject({ changes: z.array(z.unknown()) }),
  },
  /** Entries that name the member or are their own, with the actions that do, newest first. */
  'admin.history': {
    access: 'unlocked',
    request: z.strictObject({ member: id, before: seq.nullable(), limit: z.number().int().min(1).max(200) }),
    response: z.array(
      z.strictObject({
        seq,
        at: time,
        author: z.string(),
        actions: z.array(
          z.strictObject({ text: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
        ),
      }),
    ),
  },
  /** Who gained and lost what by one entry. */
  'admin.entryDiff': { access: 'unlocked', request: z.strictObject({ seq }), response: entryDiffSchema },
  /** Main asks where; false when the person thought better of it. */
  'admin.exportHistory': {
    access: 'unlocked',
    request: z.strictObject({ format: z.enum(['json', 'pdf']) }),
    response: z.boolean(),
  },
  'admin.exportPeople': { access: 'unlocked', request: empty, response: z.boolean() },
  /** Reads a CSV file that the person chose; nothing is written. `import` dies with the window. */
  'admin.readImport': {
    access: 'unlocked',
    request: z.strictObject({ file: handle }),
    response: z.strictObject({
      import: handle,
      good: z.number().int(),
      bad: z.number().int(),
      /** The first 500 rows, those with a problem first. */
      rows: z.array(importRowSchema),
    }),
  },
  /** Invites the good rows in one entry; the links go into a CSV file, main asks where before it signs. null: cancelled. */
  'admin.runImport': {
    access: 'unlocked',
    request: z.strictObject({ import: handle, welcome }),
    response: z
      .strictObject({ seq, invited: z.array(z.strictObject({ member: id, name: z.string(), email: z.string() })) })
      .nullable(),
  },
} as const satisfies Record<string, { access: 'any' | 'locked' | 'unlocked'; request: z.ZodType; response: z.ZodType }>;

export type AdminChannel = keyof typeof adminContract;
