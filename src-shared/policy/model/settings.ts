import type { ExemptionPermission, Permission, UsePermission } from './permissions.ts';

/*
 * The organisation's switches. A mode decides who has a use permission, or whom a constraint binds; governance
 * permissions have none (G6). The schemas that follow from these tables are in `setting-schemas.ts`: pages that show
 * settings do without them.
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

/** One of a few, or a whole number from `range[0]` to `range[1]`. */
export type ValueDefinition = { readonly section: SettingSection } & (
  | { readonly choices: readonly (string | boolean)[] }
  | { readonly range: readonly [least: number, most: number] }
);

/** Settings that hold a value. */
export const VALUE_SETTINGS = {
  /** Days an invitation lives. */
  'users.invitationDays': { section: 'users', range: [1, 90] },
  /** Days without a sign of life before an account may be locked, and removed; 0: never. */
  'users.lockAfterDays': { section: 'users', range: [0, 3_650] },
  'users.removeAfterDays': { section: 'users', range: [0, 3_650] },
  /** Days a policy copy may be old: past them no governance writes. */
  'security.leaseDays': { section: 'security', range: [1, 90] },
  /** Sending on a copy older than that. */
  'security.staleSending': { section: 'security', choices: ['warn', 'stop'] },
  /** Whether a machine without a keychain may hold a vault under the password alone. */
  'security.passwordOnly': { section: 'security', choices: ['allow', 'refuse'] },
  /** Members send as many packages as they like; otherwise each costs a credit. */
  'billing.unlimitedSending': { section: 'general', choices: [true, false] },
  /** Credits that a new member starts with. */
  'billing.freeCredits': { section: 'general', range: [0, 1_000_000] },
} as const satisfies Readonly<Record<string, ValueDefinition>>;
export type ValueSetting = keyof typeof VALUE_SETTINGS;

export type SettingKey = ModeSetting | ValueSetting;
type ValueOf<D> = D extends { readonly choices: readonly (infer V)[] } ? V : number;
export type SettingValue<K extends SettingKey> = K extends ValueSetting ? ValueOf<(typeof VALUE_SETTINGS)[K]> : Mode;
export type SettingValues = { readonly [K in SettingKey]: SettingValue<K> };

export const GRANT_KEYS = Object.keys(GRANT_SETTINGS) as readonly GrantSetting[];
export const CONSTRAINT_KEYS = Object.keys(CONSTRAINT_SETTINGS) as readonly ConstraintSetting[];
const SETTINGS = { ...GRANT_SETTINGS, ...CONSTRAINT_SETTINGS, ...VALUE_SETTINGS };
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];

export function isGrantSetting(key: SettingKey): key is GrantSetting {
  return Object.hasOwn(GRANT_SETTINGS, key);
}

export function isConstraintSetting(key: SettingKey): key is ConstraintSetting {
  return Object.hasOwn(CONSTRAINT_SETTINGS, key);
}

export function isValueSetting(key: SettingKey): key is ValueSetting {
  return Object.hasOwn(VALUE_SETTINGS, key);
}

const BY_PERMISSION: ReadonlyMap<Permission, GrantSetting> = new Map(
  GRANT_KEYS.map((key) => [GRANT_SETTINGS[key].permission, key]),
);

/** The setting whose mode decides this permission; null when none does. */
export function settingOf(permission: Permission): GrantSetting | null {
  return BY_PERMISSION.get(permission) ?? null;
}

export function isSetting(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

export function sectionOf(key: SettingKey): SettingSection {
  return SETTINGS[key].section;
}

/** What one chooses among; null for a number. */
export function choicesOf(key: SettingKey): readonly (string | boolean)[] | null {
  const definition: ValueDefinition | null = isValueSetting(key) ? VALUE_SETTINGS[key] : null;
  if (definition === null) return MODES;
  return 'choices' in definition ? definition.choices : null;
}

/** What it takes to set it. */
export function permissionToSet(key: SettingKey): Permission {
  if (key.startsWith('security.')) return 'security.edit';
  return key.startsWith('billing.') ? 'billing.manage' : 'settings.edit';
}
