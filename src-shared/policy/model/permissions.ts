/*
 * Everything that can be asked of the policy. The keys are stored in the log: one that has been released is never
 * renamed, and a new one comes with a new rule set. The catalogue describes each (`permission.<key>`).
 */

/**
 * - `use`: what one does for oneself. Only these can have a setting.
 * - `governance`: changes, or sees, what is others'.
 * - `delegated`: billing and modules. Spread by holders of `billing.delegate` alone (G9).
 * - `exemption`: frees its holder from a constraint.
 */
export type PermissionKind = 'use' | 'governance' | 'delegated' | 'exemption';

/**
 * What a permission is about, where a rule goes by that and not by the one permission.
 * - `sending`: putting packages before others, or before oneself; `pkg.send` alone addresses nobody.
 * - `ownPackages`: done to one's own packages only: nothing is kept or published in another's name.
 * - `people`: governance over one person: within the actor's scopes, and over outsiders only where it is limited to them.
 * - `peopleRules`: governance over what people get their rights from.
 * - `siteContacts`: one of the contacts that the organisation shares.
 */
export type PermissionSubject = 'sending' | 'ownPackages' | 'people' | 'peopleRules' | 'siteContacts';

interface PermissionDefinition {
  readonly kind: PermissionKind;
  /** Nothing without this one; chains of them end at `account.login`. */
  readonly requires: string | null;
  /** null: no rule goes by it. */
  readonly about: PermissionSubject | null;
}

const define = <K extends PermissionKind>(
  kind: K,
  requires: string | null = 'account.login',
  about: PermissionSubject | null = null,
) => ({ kind, requires, about });
const governance = (about: PermissionSubject) => define('governance', 'account.login', about);

const DEFINITIONS = {
  'account.login': define('use', null),

  'pkg.receive': define('use'),
  'pkg.send': define('use', 'account.login', 'sending'),
  'pkg.send.public': define('use', 'pkg.send', 'sending'),
  'pkg.send.internal': define('use', 'pkg.send', 'sending'),
  'pkg.send.private': define('use', 'pkg.send', 'sending'),
  'pkg.send.self': define('use', 'pkg.send', 'sending'),
  'pkg.briefcase': define('use'),
  'pkg.download.withoutPassword': define('use', 'pkg.receive'),
  'pkg.download.ownSent': define('use', 'account.login', 'ownPackages'),
  'pkg.encrypt.password': define('use', 'pkg.send', 'ownPackages'),
  'pkg.cooperative': define('use', 'pkg.send', 'ownPackages'),
  'pkg.persistent': define('use', 'pkg.send', 'ownPackages'),
  'pkg.track': define('use', 'account.login', 'ownPackages'),
  'checks.details': define('use'),
  'library.browse': define('use'),
  'library.publish': define('use', 'library.browse', 'ownPackages'),
  'folder.use': define('use'),
  'folder.manage': define('use', 'folder.use'),
  'contact.personal': define('use'),
  'contact.site.view': define('use', 'account.login', 'siteContacts'),
  'pgp.use': define('use'),
  'sftp.use': define('use'),
  'profile.edit': define('use'),
  'automation.use': define('use'),
  'support.open': define('use'),
  'billing.request': define('use'),
  'policy.view': define('use'),
  'approval.choose': define('use', 'pkg.send'),
  'approval.all': define('use', 'approval.approve'),

  'approval.approve': define('governance'),
  'org.pkg.view': define('governance'),
  'org.pkg.modify': define('governance', 'org.pkg.view'),
  'admin.section': define('governance'),
  'activity.view': define('governance'),
  'analytics.view': define('governance'),
  'compliance.check': define('governance'),
  'support.handle': define('governance'),
  'support.escalate': define('governance', 'support.handle'),
  'contact.site.manage': governance('siteContacts'),
  'contact.convert': governance('siteContacts'),
  'user.invite': governance('people'),
  'user.edit': governance('people'),
  'user.state': governance('people'),
  'user.remove': governance('people'),
  'user.limit': governance('people'),
  'user.permit': governance('people'),
  'user.class': governance('people'),
  'role.assign': governance('people'),
  'role.edit': governance('peopleRules'),
  'class.edit': governance('peopleRules'),
  'group.edit': governance('peopleRules'),
  'group.assign': governance('people'),
  'settings.edit': define('governance'),
  'security.edit': define('governance'),
  'password.reset': governance('people'),
  'link.manage': define('governance'),

  'billing.view': define('delegated'),
  'billing.manage': define('delegated', 'billing.view'),
  'billing.delegate': define('delegated'),
  'module.buy': define('delegated'),

  'approval.exempt': define('exemption'),
  'mfa.exempt': define('exemption'),
  'account.persistent': define('exemption'),
} as const satisfies Readonly<Record<string, PermissionDefinition>>;

export type Permission = keyof typeof DEFINITIONS;
type OfKind<K extends PermissionKind> = {
  [P in Permission]: (typeof DEFINITIONS)[P]['kind'] extends K ? P : never;
}[Permission];
export type UsePermission = OfKind<'use'>;
export type ExemptionPermission = OfKind<'exemption'>;

/** In the order of their bits in a mask. */
export const PERMISSIONS = Object.keys(DEFINITIONS) as readonly Permission[];

const INDEX: ReadonlyMap<string, number> = new Map(PERMISSIONS.map((permission, index) => [permission, index]));

/** Place in `PERMISSIONS`. */
export function indexOf(permission: Permission): number {
  return INDEX.get(permission) ?? -1;
}

export function isPermission(text: string): text is Permission {
  return INDEX.has(text);
}

export function kindOf(permission: Permission): PermissionKind {
  return DEFINITIONS[permission].kind;
}

export function subjectOf(permission: Permission): PermissionSubject | null {
  return DEFINITIONS[permission].about;
}

/** In the order of `PERMISSIONS`. */
export function permissionsAbout(...subjects: readonly PermissionSubject[]): readonly Permission[] {
  return PERMISSIONS.filter((permission) => subjects.some((subject) => subjectOf(permission) === subject));
}

function requirementOf(permission: Permission): Permission | null {
  return DEFINITIONS[permission].requires as Permission | null;
}

/** The chain of what a permission stands on, nearest first: `pkg.send.public` needs `pkg.send`, that `account.login`. */
export function requirementsOf(permission: Permission): readonly Permission[] {
  return CHAINS[indexOf(permission)] ?? [];
}

const CHAINS: readonly (readonly Permission[])[] = PERMISSIONS.map((permission) => {
  const chain: Permission[] = [];
  for (let next = requirementOf(permission); next !== null; next = requirementOf(next)) chain.push(next);
  return chain;
});
