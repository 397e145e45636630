import type { Permission } from '../model/permissions.ts';
import { administratorRole, definePreset, full, ownerRole, SENDING, UNBOUND } from './build.ts';

/*
 * Egress: a ladder of roles, each with what the one below has. "Disabled" is a state here, so that the role is still
 * known when the account is enabled again. Help desk (`password.reset`), inviting (`user.invite`) and payment settings
 * (`billing.view`) are privileges that come to any role as overrides; hence every role is a peer: somebody with such a
 * privilege reaches others of the same role, and nothing follows from it without one.
 */

const limitedUser: readonly Permission[] = [
  'account.login',
  'pkg.receive',
  'pkg.download.withoutPassword',
  'folder.use',
  'profile.edit',
  'support.open',
  'policy.view',
  'billing.request',
];
const author: readonly Permission[] = [
  ...limitedUser,
  ...SENDING,
  'pkg.send.self',
  'pkg.briefcase',
  'pkg.download.ownSent',
  'pkg.encrypt.password',
  'pkg.cooperative',
  'pkg.track',
  'contact.personal',
  'contact.site.view',
];
const auditor: readonly Permission[] = [...author, 'org.pkg.view', 'activity.view'];
const powerUser: readonly Permission[] = [...auditor, 'org.pkg.modify'];

export const EGRESS = definePreset({
  key: 'egress',
  ownerRole: 'owner',
  ownerClass: 'business',
  roles: [
    ownerRole('Account holder'),
    administratorRole(),
    { id: 'power-user', name: 'Power user', rank: 30, peer: true, unique: false, matrix: full(powerUser) },
    { id: 'auditor', name: 'Auditor', rank: 25, peer: true, unique: false, matrix: full(auditor) },
    { id: 'author', name: 'Author', rank: 20, peer: true, unique: false, matrix: full(author) },
    { id: 'limited-user', name: 'Limited user', rank: 10, peer: true, unique: false, matrix: full(limitedUser) },
  ],
  classes: [
    {
      id: 'business',
      name: 'Business account',
      ceiling: null,
      audience: { classes: null, contacts: 'all' },
      licensed: false,
    },
  ],
  // Unlimited within a business account. Switched off, every package costs a credit, and who has none receives only.
  settings: { ...UNBOUND, 'billing.freeCredits': 25 },
  template: { role: 'author', class: 'business', permissions: {} },
  licences: null,
});
