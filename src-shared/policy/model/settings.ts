import { z } from 'zod';
import type { ExemptionPermission, Permission, UsePermission } from './permissions.ts';

/*
 * The organisation's switches. A mode decides who has a use permission, or whom a constraint binds; governance
 * permissions have none (G6).
 */

export const MODES = ['nobody', 'selected', 'everybody'] as const;
/** `selected`: as roles, groups and overrides say. */
export type Mode = (typeof MODES)[number];

/** Where the settings page shows it. */
export type SettingSection = 'general' | 'access' | 'approval' | 'encryption' | 'users' | 'security' | 'modules';

/** The permission that each mode decides. */
export const GRANT_SETTINGS = {
  'packages.briefcase': { section: 'general', permission: 'pkg.briefcase' },
  'packages.cooperative': { section: 'general', permission: 'pkg.cooperative' },
  'access.ownSent': { section: 'access', permission: 'pkg.download.ownSent' },
  'access.sendToSelf': { section: 'access', permission: 'pkg.send.self' },
  'approval.accessAll': { section: 'approval', permission: 'approval.all' },
  'approval.chooseApprovers': { section: 'approval', permission: 'approval.choose' },
  'encryption.password': { section: 'encryption', permission: 'pkg.encrypt.password' },
  'users.checkDetails': { section: 'users', permission: 'checks.details' },
  'modules.pgp': { section: 'modules', permission: 'pgp.use' },
  'modules.sftp': { section: 'modules', permission: 'sftp.use' },
} as const satisfies Readonly<Record<string, { section: SettingSection; permission: UsePermission }>>;

/** Binds everybody, or those who lack the exemption, or nobody. The owner is bound like anybody else. */
export const CONSTRAINT_SETTINGS = {
  'approval.required': { section: 'approval', exemption: 'approval.exempt' },
  'users.mfa': { section: 'users', exemption: 'mfa.exempt' },
} as const satisfies Readonly<Record<string, { section: SettingSection; exemption: ExemptionPermission }>>;

export type GrantSetting = keyof typeof GRANT_SETTINGS;
export type ConstraintSetting = keyof typeof CONSTRAINT_SETTINGS;
export type ModeSetting = GrantSetting | ConstraintSetting;

const days = (max: number) => z.number().int().min(0).max(max);

/** Settings that hold a value, with their schemas. */
export const VALUE_SETTINGS = {
  /** Days an invitation lives. */
  'users.invitationDays': z.number().int().min(1).max(90),
  /** Days without a sign of life before an account may be locked, and removed; 0: never. */
  'users.lockAfterDays': days(3650),
  'users.removeAfterDays': days(3650),
  /** Days a policy copy may be old: past them no governance writes. */
  'security.leaseDays': z.number().int().min(1).max(90),
  /** Sending on a copy older than that. */
  'security.staleSending': z.enum(['warn', 'stop']),
  /** Whether a machine without a keychain may hold a vault under the password alone. */
  'security.passwordOnly': z.enum(['allow', 'refuse']),
  /** Members send as many packages as they like; otherwise each costs a credit. */
  'billing.unlimitedSending': z.boolean(),
  /** Credits that a new member starts with. */
  'billing.freeCredits': z.number().int().min(0).max(1_000_000),
} as const;
export type ValueSetting = keyof typeof VALUE_SETTINGS;

export type SettingKey = ModeSetting | ValueSetting;
export type SettingValue<K extends SettingKey> = K extends ValueSetting ? z.output<(typeof VALUE_SETTINGS)[K]> : Mode;
export type SettingValues = { readonly [K in SettingKey]: SettingValue<K> };

export const GRANT_KEYS = Object.keys(GRANT_SETTINGS) as readonly GrantSetting[];
export const CONSTRAINT_KEYS = Object.keys(CONSTRAINT_SETTINGS) as readonly ConstraintSetting[];
const VALUE_KEYS = Object.keys(VALUE_SETTINGS) as readonly ValueSetting[];
export const SETTING_KEYS: readonly SettingKey[] = [...GRANT_KEYS, ...CONSTRAINT_KEYS, ...VALUE_KEYS];

export function isGrantSetting(key: SettingKey): key is GrantSetting {
  return Object.hasOwn(GRANT_SETTINGS, key);
}

export function isConstraintSetting(key: SettingKey): key is ConstraintSetting {
  return Object.hasOwn(CONSTRAINT_SETTINGS, key);
}

const BY_PERMISSION: ReadonlyMap<Permission, GrantSetting> = new Map(
  GRANT_KEYS.map((key) => [GRANT_SETTINGS[key].permission, key]),
);

/** The setting whose mode decides this permission; null when none does. */
export function settingOf(permission: Permission): GrantSetting | null {
  return BY_PERMISSION.get(permission) ?? null;
}

const modeSchema = z.enum(MODES);

/** The value, when the key is a setting and the value one of its own; null otherwise. */
export function parseSetting(
  key: string,
  value: unknown,
): { readonly key: SettingKey; readonly value: SettingValue<SettingKey> } | null {
  if (Object.hasOwn(VALUE_SETTINGS, key)) {
    const parsed = VALUE_SETTINGS[key as ValueSetting].safeParse(value);
    return parsed.success ? { key: key as ValueSetting, value: parsed.data } : null;
  }
  if (!Object.hasOwn(GRANT_SETTINGS, key) && !Object.hasOwn(CONSTRAINT_SETTINGS, key)) return null;
  const mode = modeSchema.safeParse(value);
  return mode.success ? { key: key as ModeSetting, value: mode.data } : null;
}
