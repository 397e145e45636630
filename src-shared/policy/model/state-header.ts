import { z } from 'zod';
import { HASH, hexSchema, organisationIdSchema, SEALING_KEY, timeSchema } from '../../protocol/schema.ts';
import type { Danger } from './entities.ts';
import {
  classSchema,
  effectsSchema,
  groupSchema,
  memberSchema,
  nameSchema,
  presetKeySchema,
  roleSchema,
} from './fields.ts';
import { parseSetting } from './setting-schemas.ts';
import { SETTING_KEYS } from './settings.ts';
import type { Settings } from './state.ts';

/** What a state holds besides its maps, and how many entries each map has: the first chunk of its text. */

const count = z.number().int().min(0);
const setBy = count;

/** Every setting, each with a value of its own. */
const settings = z
  .record(z.string(), z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), setBy }))
  .refine((values) => Object.keys(values).length === SETTING_KEYS.length)
  .refine((values) => Object.entries(values).every(([key, { value }]) => parseSetting(key, value) !== null))
  .transform((values) => values as unknown as Settings);

const threshold = z.strictObject({ governors: z.number().int().min(1).max(16), setBy });
const thresholds = z.strictObject({
  'owner.transfer': threshold,
  'recovery.key': threshold,
  'administrator.add': threshold,
  'mfa.weaken': threshold,
  'approval.weaken': threshold,
  threshold,
} satisfies Record<Danger, typeof threshold>);

const organisationKey = z.strictObject({ epoch: z.number().int().min(1), publicKey: hexSchema(SEALING_KEY), setBy });

export const headerSchema = z.strictObject({
  v: z.literal(1),
  counts: z.strictObject({
    members: count,
    devices: count,
    roles: count,
    classes: count,
    groups: count,
    contacts: count,
    folders: count,
    links: count,
    proposals: count,
    billing: count,
    taken: count,
  }),
  organisation: organisationIdSchema,
  name: nameSchema,
  preset: presetKeySchema,
  owner: memberSchema,
  ownerRole: roleSchema,
  rules: count,
  head: z.strictObject({ seq: count, hash: hexSchema(HASH) }),
  at: timeSchema,
  settings,
  template: z.strictObject({
    role: roleSchema,
    class: classSchema,
    groups: z.array(groupSchema),
    permissions: effectsSchema,
    setBy,
  }),
  thresholds,
  licences: z.strictObject({ bought: count.nullable(), setBy }),
  licencesInUse: count,
  transfer: z.strictObject({ to: memberSchema, keep: roleSchema.nullable(), setBy }).nullable(),
  keys: z.strictObject({
    audit: organisationKey.nullable(),
    recovery: organisationKey.nullable(),
    billing: organisationKey.nullable(),
  }),
  directoryEpoch: count,
  directorySetBy: count,
});
export type StateHeader = z.output<typeof headerSchema>;
