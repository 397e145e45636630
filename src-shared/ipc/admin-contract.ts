import { z } from 'zod';
import { MEMBER_KINDS } from '../policy/model/entities.ts';
import {
  entryDiffSchema,
  explanationSchema,
  importRowSchema,
  organisationViewSchema,
  peopleState,
  permissions,
  personDetailSchema,
  personRowSchema,
  previewSchema,
} from './admin-views.ts';
import { type ContractPart, empty, handle, id, key, lineSchema, permission, seq, time } from './contract-fields.ts';

/*
 * What the administration asks of main: part of the one contract (`contract.ts`). What somebody may see here is decided
 * in main (`src-main/ipc/permissions.ts`); what they may change, by the policy itself, which judges every entry.
 *
 * Changes are actions of the log without their pins (`src-shared/policy/action`, `organisation/governance/pins.ts`):
 * plain data here, parsed in main by the schemas that the log has.
 */

/** A greeting for newcomers, as typed; '': none; left out: the one from last time. */
const welcome = z.string().max(4_000).optional();
const changes = z.array(z.unknown()).min(1).max(20_000);
/**
 * The newest entry of what the person has looked at. When somebody has changed the same thing since, `admin.change` is
 * refused with `policy.overtaken`, {by} and {seq}; when left out, the last one wins.
 */
const since = seq.optional();

export const adminContract = {
  'admin.organisation': { access: 'unlocked', request: empty, response: organisationViewSchema },
  'admin.people': {
    access: 'unlocked',
    request: z.strictObject({
      search: z.string().max(200),
      /** None: everybody but those who were removed. */
      states: z.array(peopleState).max(7),
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
        actions: z.array(lineSchema),
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
} as const satisfies ContractPart;

export type AdminChannel = keyof typeof adminContract;
