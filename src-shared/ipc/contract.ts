import { z } from 'zod';
import { ID_PATTERN, KEY_PATTERN } from '../base/ids.ts';
import { PRESET_KEYS } from '../policy/presets/preset-outlines.ts';
import { adminContract } from './admin-contract.ts';
import { billingContract } from './billing-contract.ts';
import { mailContract } from './mail-contract.ts';
import { settingsSchema } from './settings.ts';

/*
 * The one contract between renderer and main: channel -> request, response. Errors are data (`ipcErrorSchema`) with a
 * code of the message catalogue. No secret, key, path or hub address is in any response (S8); paths and dialogs are
 * opaque handles. Passwords go one way, renderer to main.
 */

const id = z.string().regex(ID_PATTERN);
/** Opaque name of files or folders that main holds: 26 characters, dies with the window. */
const handle = id;
const time = z.number().int().nonnegative();
const name = z.string().trim().min(1).max(100);
const email = z.email().max(254);
const password = z.string().min(1).max(1024);
const roleId = z.string().regex(KEY_PATTERN);
/** `text`: key of the catalogue when the role bears the name that its preset gave it; `name` is shown otherwise. */
export const roleViewSchema = z.strictObject({ id: roleId, name: z.string(), text: z.string().nullable() });
export type RoleView = z.infer<typeof roleViewSchema>;
const empty = z.strictObject({});
const nothing = z.null();

export const ipcErrorSchema = z.strictObject({
  code: z.string(),
  /** What the message's placeholders stand for; safe to show. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type IpcError = z.infer<typeof ipcErrorSchema>;

export const profileSchema = z.strictObject({
  id,
  organisation: z.string(),
  member: z.string(),
  email: z.string(),
  role: roleViewSchema.nullable(),
  demo: z.boolean(),
});
export type Profile = z.infer<typeof profileSchema>;

export const sessionSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('locked'), profile: profileSchema }),
  z.strictObject({ state: z.literal('unlocked'), profile: profileSchema }),
]);
export type Session = z.infer<typeof sessionSchema>;

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
  usualRole: roleId,
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

export const boxSchema = z.enum(['inbox', 'sent', 'briefcase']);
export type Box = z.infer<typeof boxSchema>;

export const refusalSchema = z.enum([
  'signature',
  'sender',
  'approval',
  'pin',
  'head',
  'wraps',
  'audit',
  'contents',
  'malformed',
]);

export const packageRowSchema = z.strictObject({
  id,
  box: boxSchema,
  from: z.string(),
  to: z.array(z.string()), // names, at most 20; `toCount` says how many there are
  toCount: z.number().int(),
  subject: z.string(),
  sentAt: time,
  size: z.number(),
  fileCount: z.number().int(),
  folderCount: z.number().int(),
  unread: z.boolean(),
  needsPassword: z.boolean(),
  expiresAt: time.nullable(),
  refused: refusalSchema.nullable(),
});
export type PackageRow = z.infer<typeof packageRowSchema>;

export const fileEntrySchema = z.strictObject({
  index: z.number().int().nonnegative(),
  path: z.string(),
  originalPath: z.string().nullable(),
  size: z.number(),
  modifiedAt: z.number(),
  folder: z.boolean(),
  executable: z.boolean(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

export const receiptSchema = z.strictObject({
  member: z.string(),
  kind: z.enum(['received', 'opened', 'saved']),
  at: time,
});

export const packageDetailSchema = z.strictObject({
  row: packageRowSchema,
  /** Names of all recipients, first 1,000. */
  recipients: z.array(z.strictObject({ id, name: z.string() })),
  sender: z.strictObject({ id, name: z.string(), safetyNumber: z.string().nullable() }),
  receipts: z.array(receiptSchema),
});
export type PackageDetail = z.infer<typeof packageDetailSchema>;

export const packageContentsSchema = z.strictObject({ message: z.string(), files: z.array(fileEntrySchema) });
export type PackageContents = z.infer<typeof packageContentsSchema>;

export const transferSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['send', 'save']),
  subject: z.string(),
  phase: z.enum(['preparing', 'waiting', 'transferring', 'finishing', 'paused', 'done', 'failed', 'cancelled']),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  filesTotal: z.number().int(),
  rate: z.number(),
  error: ipcErrorSchema.nullable(),
  skipped: z.array(z.strictObject({ name: z.string(), reason: z.enum(['symlink', 'special', 'unreadable', 'name']) })),
  recipientCount: z.number().int(),
  createdAt: time,
});
export type Transfer = z.infer<typeof transferSchema>;

export const chosenSchema = z.strictObject({
  handle,
  name: z.string(), // last part of the path only
  kind: z.enum(['file', 'folder']),
  size: z.number().nullable(), // null for a folder
});
export type Chosen = z.infer<typeof chosenSchema>;

export const historyEntrySchema = z.strictObject({
  seq: z.number().int().nonnegative(),
  hash: z.string(),
  at: time,
  author: z.string(),
  /** One line an action: a catalogue key and its placeholders. */
  actions: z.array(
    z.strictObject({ text: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
});

export const alarmSchema = z.strictObject({ code: z.string(), params: ipcErrorSchema.shape.params });
export const hubStatusSchema = z.strictObject({
  kind: z.enum(['folder']),
  state: z.enum(['unknown', 'online', 'offline']),
  lastSync: time.nullable(),
  /** How old the rules here may be: past `until` nothing is changed, and sending warns or stops, until the hub answers. */
  lease: z.strictObject({ renewedAt: time, until: time, expired: z.boolean(), sending: z.enum(['warn', 'stop']) }),
  error: ipcErrorSchema.nullable(),
  alarm: alarmSchema.nullable(),
});
export type HubStatus = z.infer<typeof hubStatusSchema>;

/** What a sealpost:// link or an opened file is, by its handle. */
const openedSchema = z.strictObject({ invitation: handle.nullable(), reset: handle.nullable() });

export type Settings = z.infer<typeof settingsSchema>;

const page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), next: z.string().nullable(), total: z.number().int() });

/** channel -> { request, response }. `access` says in which session state main answers at all. */
export const contract = {
  'app.session': { access: 'any', request: empty, response: sessionSchema },
  'app.profiles': { access: 'any', request: empty, response: z.array(profileSchema) },
  'app.about': {
    access: 'any',
    request: empty,
    response: z.strictObject({ version: z.string(), platform: z.string(), electron: z.string() }),
  },
  'app.openExternal': {
    access: 'any',
    request: z.strictObject({ page: z.enum(['licence', 'source']) }),
    response: nothing,
  },
  /** What a sealpost:// link or an opened file asked for, once. */
  'app.pendingLink': { access: 'any', request: empty, response: openedSchema },

  /** The page has no clipboard permission; main writes, and clears it again after a time and on quit, if unchanged. */
  'clipboard.write': {
    access: 'any',
    request: z.strictObject({ text: z.string().min(1).max(10_000) }),
    response: z.strictObject({ clearedAfterSeconds: z.number().int() }),
  },

  'settings.get': { access: 'any', request: empty, response: settingsSchema },
  'settings.set': { access: 'any', request: settingsSchema.partial(), response: settingsSchema },

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

  'organisation.create': {
    access: 'any',
    request: z.strictObject({
      organisation: name,
      name,
      email,
      password,
      hub: handle,
      /** The roles, classes and settings to begin with; the default ones when left out. */
      preset: z.enum(PRESET_KEYS).optional(),
      allowPasswordOnly: z.boolean(),
    }),
    response: z.strictObject({ profile: id }),
  },
  'organisation.inspectInvitation': {
    access: 'any',
    request: z.strictObject({
      source: z.union([z.strictObject({ text: z.string().max(10_000) }), z.strictObject({ handle })]),
    }),
    response: z.strictObject({
      invitation: handle,
      organisation: z.string(),
      inviter: z.string(),
      name: z.string(),
      email: z.string(),
      expiresAt: time,
    }),
  },
  'organisation.join': {
    access: 'any',
    request: z.strictObject({ invitation: handle, name, password, allowPasswordOnly: z.boolean() }),
    response: z.strictObject({ profile: id }),
  },
  /** Creates (or finds) the demo organisation; its people share one password, which the unlock screen shows. */
  'demo.open': {
    access: 'any',
    request: empty,
    response: z.strictObject({ profiles: z.array(profileSchema), password: z.string() }),
  },

  'profile.select': {
    access: 'any',
    request: z.strictObject({ profile: id.nullable(), newWindow: z.boolean() }),
    response: nothing,
  },
  'vault.unlock': { access: 'locked', request: z.strictObject({ password }), response: nothing },
  'vault.unlockWithKit': {
    access: 'locked',
    request: z.strictObject({ code: z.string().max(200), newPassword: password, allowPasswordOnly: z.boolean() }),
    response: nothing,
  },
  /** `source`: the code or link as typed, or a link that was opened; `oneTimePassword` goes with a link. */
  'vault.unlockWithReset': {
    access: 'locked',
    request: z.strictObject({
      source: z.union([z.strictObject({ text: z.string().max(4000) }), z.strictObject({ handle })]),
      oneTimePassword: password.nullable(),
      newPassword: password,
      allowPasswordOnly: z.boolean(),
    }),
    response: nothing,
  },
  'vault.lock': { access: 'unlocked', request: empty, response: nothing },
  'vault.changePassword': {
    access: 'unlocked',
    request: z.strictObject({ current: password, next: password }),
    response: nothing,
  },
  'vault.bindKeychain': { access: 'unlocked', request: z.strictObject({ password }), response: nothing },
  /** The member has read that their password was reset. */
  'vault.acknowledgeReset': { access: 'unlocked', request: empty, response: nothing },
  /** Main asks where, writes the PDF; false when the person cancelled. */
  'vault.saveKit': { access: 'unlocked', request: z.strictObject({ password }), response: z.boolean() },
  /** Main asks where, makes a new code and writes the PDF; false when the person cancelled, and the old code stays. */
  'vault.renewKit': { access: 'unlocked', request: z.strictObject({ password }), response: z.boolean() },

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
  ...adminContract,
  ...billingContract,
  ...mailContract,

  'hub.status': { access: 'unlocked', request: empty, response: hubStatusSchema },
  'hub.sync': { access: 'unlocked', request: empty, response: hubStatusSchema },

  'packages.list': {
    access: 'unlocked',
    request: z.strictObject({
      box: boxSchema,
      after: z.string().max(200).nullable(),
      limit: z.number().int().min(1).max(500),
      filter: z.string().max(200),
    }),
    response: page(packageRowSchema),
  },
  'packages.counts': {
    access: 'unlocked',
    request: empty,
    response: z.strictObject({
      inbox: z.number(),
      unread: z.number(),
      sent: z.number(),
      briefcase: z.number(),
      outbox: z.number(),
    }),
  },
  'packages.detail': { access: 'unlocked', request: z.strictObject({ package: id }), response: packageDetailSchema },
  'packages.contents': {
    access: 'unlocked',
    request: z.strictObject({ package: id, password: password.nullable() }),
    response: packageContentsSchema,
  },
  /** Main asks for the folder; null when cancelled, else the transfer's id. */
  'packages.save': {
    access: 'unlocked',
    request: z.strictObject({ package: id, files: z.array(z.number().int().nonnegative()).max(200_000).nullable() }),
    response: z.strictObject({ transfer: z.string() }).nullable(),
  },
  'packages.markRead': {
    access: 'unlocked',
    request: z.strictObject({ package: id, read: z.boolean() }),
    response: nothing,
  },
  'packages.send': {
    access: 'unlocked',
    request: z.strictObject({
      recipients: z.array(id).max(1000),
      subject: z.string().max(200),
      message: z.string().max(100_000),
      items: z.array(handle).max(10_000),
      password: password.nullable(),
      expiresAt: time.nullable(),
      briefcase: z.boolean(),
    }),
    response: z.strictObject({ package: id }),
  },
  'transfers.list': { access: 'unlocked', request: empty, response: z.array(transferSchema) },
  'transfers.control': {
    access: 'unlocked',
    request: z.strictObject({
      transfer: z.string().max(64),
      action: z.enum(['pause', 'resume', 'cancel', 'dismiss', 'reveal']),
    }),
    response: nothing,
  },
} as const satisfies Record<string, { access: 'any' | 'locked' | 'unlocked'; request: z.ZodType; response: z.ZodType }>;

export type Channel = keyof typeof contract;
export type Request<C extends Channel> = z.input<(typeof contract)[C]['request']>;
export type Response<C extends Channel> = z.output<(typeof contract)[C]['response']>;

/** Pushed by main. A renderer that misses one loses nothing: each says what to ask again, or carries a whole value. */
export const events = {
  'session.changed': sessionSchema,
  'packages.changed': z.strictObject({ box: boxSchema.nullable() }),
  'transfer.changed': transferSchema,
  'people.changed': z.strictObject({}),
  'hub.changed': hubStatusSchema,
  'settings.changed': settingsSchema,
  'link.opened': openedSchema,
  /** A menu item or a global shortcut asks for a command of the renderer's registry. */
  command: z.strictObject({ name: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;
