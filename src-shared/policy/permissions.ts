/** What can be asked. The whole model adds its permissions here. */
export const PERMISSIONS = {
  login: 'account.login',
  receive: 'pkg.receive',
  send: 'pkg.send',
  briefcase: 'pkg.briefcase',
  invite: 'user.invite',
  assignRole: 'role.assign',
  viewPolicy: 'policy.view',
} as const;
export type Permission = (typeof PERMISSIONS)[keyof typeof PERMISSIONS];

export type PermissionKind = 'use' | 'governance';

/** Governance changes what others may do; use does not. */
export const PERMISSION_KINDS: Readonly<Record<Permission, PermissionKind>> = {
  'account.login': 'use',
  'pkg.receive': 'use',
  'pkg.send': 'use',
  'pkg.briefcase': 'use',
  'policy.view': 'use',
  'user.invite': 'governance',
  'role.assign': 'governance',
};
