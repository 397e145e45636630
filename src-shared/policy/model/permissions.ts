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

interface PermissionDefinition {
  readonly kind: PermissionKind;
  /** Nothing without this one; chains of them end at `account.login`. */
  readonly requires: string | null;
}

const define = <K extends PermissionKind>(kind: K, requires: string | null = 'account.login') => ({ kind, requires });

const DEFINITIONS = {
  'account.login': define('use', null),

  'pkg.receive': define('use'),
  'pkg.send': define('use'),
  'pkg.send.public': define('use', 'pkg.send'),
  'pkg.send.internal': define('use', 'pkg.send'),
  'pkg.send.private': define('use', 'pkg.send'),
  'pkg.send.self': define('use', 'pkg.send'),
  'pkg.briefcase': define('use'),
  'pkg.download.withoutPassword': define('use', 'pkg.receive'),
  'pkg.download.ownSent': define('use'),
  'pkg.encrypt.password': define('use', 'pkg.send'),
  'pkg.cooperative': define('use', 'pkg.send'),
  'pkg.persistent': define('use', 'pkg.send'),
  'pkg.track': define('use'),
  'checks.details': define('use'),
  'library.browse': define('use'),
  'library.publish': define('use', 'library.browse'),
  'folder.use': define('use'),
  'folder.manage': define('use', 'folder.use'),
  'contact.personal': define('use'),
  'contact.site.view': define('use'),
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
  'contact.site.manage': define('governance'),
  'contact.convert': define('governance'),
  'user.invite': define('governance'),
  'user.edit': define('governance'),
  'user.state': define('governance'),
  'user.remove': define('governance'),
  'user.limit': define('governance'),
  'user.permit': define('governance'),
  'user.class': define('governance'),
  'role.assign': define('governance'),
  'role.edit': define('governance'),
  'class.edit': define('governance'),
  'group.edit': define('governance'),
  'group.assign': define('governance'),
  'settings.edit': define('governance'),
  'security.edit': define('governance'),
  'password.reset': define('governance'),
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

export function requirementOf(permission: Permission): Permission | null {
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
