import { z } from 'zod';
import {
  type ClassId,
  type DeviceId,
  type GroupId,
  type InviteId,
  KEY_PATTERN,
  type MemberId,
  type RoleId,
} from '../../base/ids.ts';
import { HASH, hexSchema, idSchema, SIGNING_KEY, timeSchema, typed } from '../../protocol/schema.ts';
import { CONTACT_AUDIENCES, type Effect, type Level } from './entities.ts';
import { isPermission, PERMISSIONS, type Permission } from './permissions.ts';
import { isEmail, isName } from './text.ts';

/** Building blocks of actions. Everything in an entry has a bound. */

export const nameSchema = z.string().refine(isName);
export const emailSchema = z.string().refine(isEmail);
export const memberSchema = idSchema<MemberId>();

function keySchema<Id extends string>() {
  return typed<Id>(z.string().regex(KEY_PATTERN));
}
export const roleSchema = keySchema<RoleId>();
export const classSchema = keySchema<ClassId>();
export const groupSchema = keySchema<GroupId>();

/** Of a preset: of one of this version, or of another. */
export const presetKeySchema = z.string().regex(/^[a-z][a-z-]{0,39}$/);

const LIST_MAX = 1_000;

/** A set: no member of it twice. */
export function setOf<T extends z.ZodType>(item: T, max = LIST_MAX) {
  return z
    .array(item)
    .max(max)
    .refine((items) => new Set(items).size === items.length);
}

export const permissionSchema = typed<Permission>(z.string().refine(isPermission));
export const permissionsSchema = setOf(permissionSchema, PERMISSIONS.length);

/**
 * A table by permission: keys that are none are refused.
 *
 * SECURITY: S21. Zod leaves a key named __proto__ out of a record instead of refusing it. Whoever reads the stored text
 * again without the schema would read another entry than whoever parsed it.
 */
function byPermission<T extends z.ZodType>(value: T) {
  return z
    .unknown()
    .refine((table) => !Object.hasOwn(Object(table), '__proto__'))
    .pipe(z.record(permissionSchema, value))
    .transform((table) => table as { readonly [P in Permission]?: z.output<T> });
}
export const effectSchema = z.enum(['allow', 'deny'] as const satisfies readonly Effect[]);
export const levelSchema = z.enum(['limited', 'full'] as const satisfies readonly Level[]);
export const effectsSchema = byPermission(effectSchema);
export const levelsSchema = byPermission(levelSchema);
/** null: taken back. */
export const effectChangesSchema = byPermission(effectSchema.nullable());
export const levelChangesSchema = byPermission(levelSchema.nullable());

export const audienceSchema = z.strictObject({
  classes: setOf(classSchema).nullable(),
  contacts: z.enum(CONTACT_AUDIENCES),
});

/** Public half of an invitation; the code itself is known to inviter and newcomer alone. */
export const invitationSchema = z.strictObject({
  id: idSchema<InviteId>(),
  publicKey: hexSchema(SIGNING_KEY),
  expiresAt: timeSchema,
});

/** How far each device of somebody who loses rights has come: what they sign beyond is refused. */
export const pinSchema = z.strictObject({
  device: idSchema<DeviceId>(),
  seq: z.number().int().min(-1).max(9_999_999_999),
  hash: hexSchema(HASH),
});

/** A member's devices that are not revoked, and so the pins that one loss of rights asks for. */
export const DEVICES_MAX = 64;
/** Actions of one proposal. */
export const PROPOSED_MAX = 100;
export const pinsSchema = z.array(pinSchema).max(DEVICES_MAX);
/** Of everybody who loses rights by what was proposed. */
export const proposedPinsSchema = z.array(pinSchema).max(PROPOSED_MAX * DEVICES_MAX);
