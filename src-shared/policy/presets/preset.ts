import { z } from 'zod';
import type { GroupId } from '../../base/ids.ts';
import { DANGERS } from '../model/entities.ts';
import {
  audienceSchema,
  classSchema,
  effectsSchema,
  groupSchema,
  levelsSchema,
  nameSchema,
  permissionsSchema,
  presetKeySchema,
  roleSchema,
  setOf,
} from '../model/fields.ts';
import { SETTING_SCHEMAS } from '../model/setting-schemas.ts';

/*
 * A permission system as data. Genesis carries the one that the organisation starts from whole, so that a later version
 * of a preset changes nothing that exists.
 */

const roleDefinition = z.strictObject({
  id: roleSchema,
  name: nameSchema,
  rank: z.number().int().min(0).max(100),
  peer: z.boolean(),
  unique: z.boolean(),
  matrix: levelsSchema,
});
const classDefinition = z.strictObject({
  id: classSchema,
  name: nameSchema,
  /** null: no ceiling. */
  ceiling: permissionsSchema.nullable(),
  audience: audienceSchema,
  licensed: z.boolean(),
});
const groupDefinition = z.strictObject({
  id: groupSchema,
  name: nameSchema,
  scope: z.boolean(),
  permissions: effectsSchema,
});
const thresholds = z.strictObject(
  Object.fromEntries(DANGERS.map((danger) => [danger, z.number().int().min(1).max(16)])) as Record<
    (typeof DANGERS)[number],
    z.ZodNumber
  >,
);

export const presetSchema = z
  .strictObject({
    key: presetKeySchema,
    /** The role of rank 100; the others are below it. */
    ownerRole: roleSchema,
    ownerClass: classSchema,
    roles: z.array(roleDefinition).min(1).max(64),
    classes: z.array(classDefinition).min(1).max(64),
    groups: z.array(groupDefinition).max(64),
    settings: z.strictObject(SETTING_SCHEMAS),
    /** What new members get. */
    template: z.strictObject({
      role: roleSchema,
      class: classSchema,
      groups: setOf(groupSchema),
      permissions: effectsSchema,
    }),
    thresholds,
    /** null: as many as wanted; the owner takes the first. */
    licences: z.number().int().min(1).nullable(),
  })
  .superRefine((preset, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    const roles = new Map(preset.roles.map((role) => [role.id, role]));
    const classes = new Set(preset.classes.map(({ id }) => id));
    const groups = new Set<GroupId>(preset.groups.map(({ id }) => id));
    if (roles.size < preset.roles.length) refuse('a role twice');
    if (classes.size < preset.classes.length) refuse('a class twice');
    if (groups.size < preset.groups.length) refuse('a group twice');
    const owner = roles.get(preset.ownerRole);
    if (owner?.rank !== 100 || !owner.unique || owner.peer) refuse('no owner of rank 100, unique, without a peer');
    if (preset.roles.some(({ id, rank }) => rank >= 100 && id !== preset.ownerRole)) refuse('rank 100 twice');
    if (!classes.has(preset.ownerClass) || !classes.has(preset.template.class)) refuse('unknown class');
    if (preset.classes.find(({ id }) => id === preset.ownerClass)?.ceiling !== null) refuse('a ceiling on the owner');
    const template = roles.get(preset.template.role);
    if (template === undefined || template.unique) refuse('unknown or unique role in the template');
    if (preset.template.groups.some((group) => !groups.has(group))) refuse('unknown group in the template');
    const audiences = preset.classes.flatMap(({ audience }) => audience.classes ?? []);
    if (audiences.some((id) => !classes.has(id))) refuse('unknown class in an audience');
  });

export type Preset = z.output<typeof presetSchema>;
