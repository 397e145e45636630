import type { Permission } from '../model/permissions.ts';
import { administratorRole, definePreset, full, ownerRole, SENDING, UNBOUND } from './build.ts';

/*
 * Quatrix: what somebody can never exceed is their class (Pro, Associate, Jailed, contact), and whom they may address
 * too; administrative roles come on top. Everybody but contacts takes a licence. An organisation begins with the
 * owner's one and buys more.
 */

const pro: readonly Permission[] = [
  'account.login',
  'pkg.receive',
  ...SENDING,
  'pkg.send.self',
  'pkg.briefcase',
  'pkg.download.withoutPassword',
  'pkg.download.ownSent',
  'pkg.encrypt.password',
  'pkg.cooperative',
  'pkg.track',
  'folder.use',
  'folder.manage',
  'contact.personal',
  'contact.site.view',
  'pgp.use',
  'sftp.use',
  'profile.edit',
  'support.open',
  'policy.view',
];
/** Back to Pro users alone: a link for any member, or for anybody, would reach others. */
const associate: readonly Permission[] = [
  'account.login',
  'pkg.receive',
  'pkg.send',
  'pkg.send.private',
  'pkg.briefcase',
  'pkg.download.withoutPassword',
  'pkg.download.ownSent',
  'pkg.encrypt.password',
  'folder.use',
  'folder.manage',
  'pgp.use',
  'sftp.use',
  'profile.edit',
  'support.open',
];
const jailed: readonly Permission[] = ['account.login', 'folder.use', 'pgp.use', 'sftp.use', 'profile.edit'];

export const QUATRIX = definePreset({
  key: 'quatrix',
  ownerRole: 'owner',
  ownerClass: 'pro',
  roles: [
    ownerRole('Account owner'),
    administratorRole(),
    { id: 'pro', name: 'Pro user', rank: 20, peer: false, unique: false, matrix: full(pro) },
    { id: 'associate', name: 'Associate user', rank: 15, peer: false, unique: false, matrix: full(associate) },
    { id: 'jailed', name: 'Jailed user', rank: 5, peer: false, unique: false, matrix: full(jailed) },
    { id: 'contact', name: 'Contact', rank: 0, peer: false, unique: false, matrix: {} },
  ],
  classes: [
    { id: 'pro', name: 'Pro', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: true },
    {
      id: 'associate',
      name: 'Associate',
      // Billing can be delegated to them, unlike to the two classes below.
      ceiling: [...associate, 'billing.view', 'billing.manage', 'billing.request'],
      audience: { classes: ['pro'], contacts: 'none' },
      licensed: true,
    },
    {
      id: 'jailed',
      name: 'Jailed',
      // `folder.manage` is not in the role: it comes to those to whom it is granted.
      ceiling: [...jailed, 'folder.manage'],
      audience: { classes: [], contacts: 'none' },
      licensed: true,
    },
    { id: 'contact', name: 'Contact', ceiling: [], audience: { classes: [], contacts: 'none' }, licensed: false },
  ],
  // Modules are off until they are enabled for the account, SFTP until the owner has bought it.
  settings: { ...UNBOUND, 'modules.pgp': 'nobody', 'modules.sftp': 'nobody' },
  template: { role: 'pro', class: 'pro', permissions: {} },
  licences: 1,
});
