import type { Permission } from '../model/permissions.ts';
import { definePreset, full, GOVERNANCE, limited, ownerRole, PEOPLE, SENDING, UNBOUND, USE, without } from './build.ts';

/*
 * The default: what is best in the five systems. Roles are small and combine, each with what a member has and one
 * thing more; classes say how far from the organisation somebody stands. Constraints are off, so that a new organisation
 * works at once; switching them on is one setting each.
 */

const guest: readonly Permission[] = [
  'account.login',
  'pkg.receive',
  'pkg.download.withoutPassword',
  'folder.use',
  'pgp.use',
  'profile.edit',
  'support.open',
];
const partner: readonly Permission[] = [
  ...guest,
  'pkg.send',
  'pkg.send.private',
  'pkg.briefcase',
  'pkg.download.ownSent',
  'pkg.encrypt.password',
  'pkg.cooperative',
  'pkg.track',
  'approval.choose',
  'billing.request',
  'sftp.use',
  'policy.view',
];
const member: readonly Permission[] = [
  ...new Set([...partner, ...SENDING]),
  'pkg.send.self',
  'library.browse',
  'folder.manage',
  'contact.personal',
  'contact.site.view',
];

export const SEALPOST = definePreset({
  key: 'sealpost',
  ownerRole: 'owner',
  ownerClass: 'internal',
  roles: [
    ownerRole('Owner', 'account.persistent'),
    {
      id: 'administrator',
      name: 'Administrator',
      rank: 80,
      peer: true,
      unique: false,
      // Neither billing nor its delegation, so that administrators can appoint administrators (G9).
      matrix: full([...USE, ...GOVERNANCE, 'account.persistent']),
    },
    {
      id: 'manager',
      name: 'Manager',
      rank: 50,
      peer: false,
      unique: false,
      matrix: {
        ...full([...member, 'contact.site.manage', 'contact.convert']),
        // Not resetting passwords: the recovery key that it takes opens every account, not only those from outside.
        ...limited(without(PEOPLE, 'password.reset')),
      },
    },
    {
      id: 'help-desk',
      name: 'Help desk',
      rank: 40,
      peer: false,
      unique: false,
      matrix: full([...member, 'password.reset', 'support.handle', 'support.escalate', 'activity.view']),
    },
    {
      id: 'records-manager',
      name: 'Records manager',
      rank: 30,
      peer: false,
      unique: false,
      matrix: full([...member, 'org.pkg.view', 'org.pkg.modify', 'activity.view']),
    },
    {
      id: 'auditor',
      name: 'Auditor',
      rank: 25,
      peer: false,
      unique: false,
      matrix: full([...member, 'org.pkg.view', 'activity.view', 'analytics.view']),
    },
    {
      id: 'approver',
      name: 'Approver',
      rank: 20,
      peer: false,
      unique: false,
      matrix: full([...member, 'approval.approve', 'approval.all', 'checks.details']),
    },
    {
      id: 'publisher',
      name: 'Publisher',
      rank: 20,
      peer: false,
      unique: false,
      matrix: full([...member, 'library.publish', 'pkg.persistent', 'automation.use']),
    },
    {
      id: 'privacy',
      name: 'Data protection',
      rank: 20,
      peer: false,
      unique: false,
      matrix: full([...member, 'compliance.check', 'analytics.view']),
    },
    {
      id: 'analyst',
      name: 'Analyst',
      rank: 15,
      peer: false,
      unique: false,
      matrix: full([...member, 'analytics.view']),
    },
    { id: 'member', name: 'Member', rank: 10, peer: false, unique: false, matrix: full(member) },
    { id: 'guest', name: 'Guest', rank: 5, peer: false, unique: false, matrix: full(guest) },
  ],
  classes: [
    { id: 'internal', name: 'Internal', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: true },
    {
      id: 'partner',
      name: 'Partner',
      ceiling: partner,
      audience: { classes: ['internal'], contacts: 'none' },
      licensed: true,
    },
    { id: 'guest', name: 'Guest', ceiling: guest, audience: { classes: [], contacts: 'none' }, licensed: false },
  ],
  settings: { ...UNBOUND, 'modules.sftp': 'nobody', 'users.lockAfterDays': 180 },
  template: { role: 'member', class: 'internal', permissions: {} },
  licences: null,
});
