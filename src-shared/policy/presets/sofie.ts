import type { Permission } from '../model/permissions.ts';
import { allowed, definePreset, EXEMPTIONS, full, GOVERNANCE, ownerRole, SELECTED, SENDING, USE } from './build.ts';

/*
 * SOFiE: every user has a list of permissions of their own, copied from the template when the account is made. So the
 * role of users gives next to nothing, and the template's permissions become overrides. Each feature has a mode.
 */

/** What a new user may do, until an administrator says otherwise. */
const newUser: readonly Permission[] = [
  'account.login',
  'pkg.receive',
  ...SENDING,
  'pkg.briefcase',
  'pkg.download.ownSent',
  'pkg.encrypt.password',
  'pkg.send.self',
  'approval.choose',
];

export const SOFIE = definePreset({
  key: 'sofie',
  ownerRole: 'owner',
  ownerClass: 'user',
  roles: [
    ownerRole('First administrator', ...EXEMPTIONS),
    {
      id: 'administrator',
      name: 'Administrator',
      rank: 80,
      peer: true,
      unique: false,
      // Exemptions too: an administrator gives them to users, and nobody gives what they lack (G2).
      matrix: full([...USE, ...GOVERNANCE, ...EXEMPTIONS]),
    },
    {
      id: 'user',
      name: 'User',
      rank: 10,
      peer: false,
      unique: false,
      matrix: full(['folder.use', 'contact.personal', 'profile.edit', 'support.open', 'policy.view']),
    },
  ],
  classes: [{ id: 'user', name: 'User', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: false }],
  settings: { ...SELECTED, 'users.lockAfterDays': 90, 'users.removeAfterDays': 180 },
  template: { role: 'user', class: 'user', permissions: allowed(newUser) },
  licences: null,
});
