import type { Permission } from '../../../../src-shared/policy/model/permissions.ts';
import type {
  CONSTRAINT_SETTINGS,
  ConstraintSetting,
  GRANT_SETTINGS,
  GrantSetting,
  SettingKey,
  SettingSection,
  ValueSetting,
} from '../../../../src-shared/policy/model/settings.ts';

/*
 * Where the settings stand on the page, and how each is set. The tables of the model come with a schema library that
 * the page does not load; their types alone are used here, and the compiler compares.
 */

type SectionsOf<Keys extends string, Table extends { readonly [K in Keys]: { readonly section: SettingSection } }> = {
  readonly [K in Keys]: Table[K]['section'];
};

const GRANTS = {
  'packages.briefcase': 'general',
  'packages.cooperative': 'general',
  'access.ownSent': 'access',
  'access.sendToSelf': 'access',
  'approval.accessAll': 'approval',
  'approval.chooseApprovers': 'approval',
  'encryption.password': 'encryption',
  'users.checkDetails': 'users',
  'modules.pgp': 'modules',
  'modules.sftp': 'modules',
} as const satisfies SectionsOf<GrantSetting, typeof GRANT_SETTINGS>;

const CONSTRAINTS = {
  'approval.required': 'approval',
  'users.mfa': 'users',
} as const satisfies SectionsOf<ConstraintSetting, typeof CONSTRAINT_SETTINGS>;

const VALUES = {
  'billing.unlimitedSending': 'general',
  'billing.freeCredits': 'general',
  'users.invitationDays': 'users',
  'users.lockAfterDays': 'users',
  'users.removeAfterDays': 'users',
  'security.leaseDays': 'security',
  'security.staleSending': 'security',
  'security.passwordOnly': 'security',
} as const satisfies Readonly<Record<ValueSetting, SettingSection>>;

const SECTION_OF: Readonly<Record<SettingKey, SettingSection>> = { ...GRANTS, ...CONSTRAINTS, ...VALUES };

/** Values of a setting that one chooses among. */
const CHOICES: { readonly [K in SettingKey]?: readonly (string | boolean)[] } = {
  'security.staleSending': ['warn', 'stop'],
  'security.passwordOnly': ['allow', 'refuse'],
  'billing.unlimitedSending': [true, false],
};
const MODES = ['nobody', 'selected', 'everybody'] as const;

/** As the settings page of the administration groups them; `packages` has headings of its own below it. */
export const PAGE_SECTIONS: readonly { readonly id: string; readonly sections: readonly SettingSection[] }[] = [
  { id: 'packages', sections: ['general', 'access', 'approval'] },
  { id: 'encryption', sections: ['encryption'] },
  { id: 'users', sections: ['users'] },
  { id: 'security', sections: ['security'] },
  { id: 'modules', sections: ['modules'] },
];

type PermissionsOf = { readonly [K in GrantSetting]: (typeof GRANT_SETTINGS)[K]['permission'] };
const PERMISSIONS_OF = {
  'packages.briefcase': 'pkg.briefcase',
  'packages.cooperative': 'pkg.cooperative',
  'access.ownSent': 'pkg.download.ownSent',
  'access.sendToSelf': 'pkg.send.self',
  'approval.accessAll': 'approval.all',
  'approval.chooseApprovers': 'approval.choose',
  'encryption.password': 'pkg.encrypt.password',
  'users.checkDetails': 'checks.details',
  'modules.pgp': 'pgp.use',
  'modules.sftp': 'sftp.use',
} as const satisfies PermissionsOf;

/** The setting whose mode decides the permission; null when none does. */
export function settingOfPermission(permission: Permission): GrantSetting | null {
  const found = Object.entries(PERMISSIONS_OF).find(([, of]) => of === permission);
  return found === undefined ? null : (found[0] as GrantSetting);
}

export const isSetting = (key: string): key is SettingKey => Object.hasOwn(SECTION_OF, key);
export const sectionOf = (key: SettingKey): SettingSection => SECTION_OF[key];
export const isMode = (key: SettingKey): boolean => Object.hasOwn(GRANTS, key) || Object.hasOwn(CONSTRAINTS, key);
/** Binds people rather than giving them something. */
export const isConstraint = (key: SettingKey): boolean => Object.hasOwn(CONSTRAINTS, key);

/** What one chooses among; null for a number that is typed. */
export function choicesOf(key: SettingKey): readonly (string | boolean)[] | null {
  return isMode(key) ? MODES : (CHOICES[key] ?? null);
}

/** Who may set it: as the policy judges (`authorise/settings.ts`). */
export function permissionFor(key: SettingKey): Permission {
  if (key.startsWith('security.')) return 'security.edit';
  return key.startsWith('billing.') ? 'billing.manage' : 'settings.edit';
}

/** A number that a setting could hold; main and the log judge its bounds. null for anything else. */
export function parseCount(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
}
