import { z } from 'zod';
import { PRESET_KEYS } from '../policy/presets/preset-outlines.ts';
import {
  type ContractPart,
  email,
  empty,
  handle,
  id,
  name,
  nothing,
  password,
  roleViewSchema,
  time,
} from './contract-fields.ts';
import { settingsSchema } from './settings.ts';

/* Profiles, sessions and the window, and how one comes into an organisation: part of the one contract (`contract.ts`). */

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

/** What a sealpost:// link or an opened file is, by its handle. */
export const openedSchema = z.strictObject({ invitation: handle.nullable(), reset: handle.nullable() });

export type Settings = z.infer<typeof settingsSchema>;

export const appContract = {
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
} as const satisfies ContractPart;
