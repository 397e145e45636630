import type { Permission } from '../model/permissions.ts';
import { DELEGATED, definePreset, full, GOVERNANCE, limited, SENDING, UNBOUND, USE, without } from './build.ts';

/*
 * The agent-led team platform: one master role, and a matrix of features by role. A feature is a set of permissions;
 * "Account & Access" is limited for admins, who have all of it but the subscription and the Agent's own role.
 */

const everybody: readonly Permission[] = [
  'account.login',
  'pkg.receive',
  'pkg.download.withoutPassword',
  'profile.edit',
  'support.open',
  'policy.view',
];
const authoring: readonly Permission[] = [
  ...SENDING,
  'pkg.send.self',
  'pkg.briefcase',
  'pkg.download.ownSent',
  'pkg.encrypt.password',
  'pkg.cooperative',
  'pkg.persistent',
  'pkg.track',
  'contact.personal',
  'contact.site.view',
];
const analytics: readonly Permission[] = ['analytics.view'];
const marketplace: readonly Permission[] = ['library.browse', 'library.publish'];
const groups: readonly Permission[] = ['group.edit', 'group.assign'];
const cloudfile: readonly Permission[] = ['folder.use', 'folder.manage'];

export const AGENT_TEAM = definePreset({
  key: 'agent-team',
  ownerRole: 'agent',
  ownerClass: 'team',
  roles: [
    {
      id: 'agent',
      name: 'Agent',
      rank: 100,
      peer: false,
      unique: true,
      matrix: full([...USE, ...GOVERNANCE, ...DELEGATED]),
    },
    {
      id: 'admin',
      name: 'Admin',
      rank: 80,
      peer: true,
      unique: false,
      matrix: { ...full(without([...USE, ...GOVERNANCE], 'admin.section')), ...limited(['admin.section']) },
    },
    {
      id: 'support',
      name: 'Support',
      rank: 40,
      peer: false,
      unique: false,
      matrix: full([
        ...everybody,
        ...authoring,
        ...analytics,
        ...marketplace,
        ...groups,
        // Account & Access to look at: user.* and role.* are left out.
        'admin.section',
        'activity.view',
        'support.handle',
        'support.escalate',
      ]),
    },
    {
      id: 'publisher',
      name: 'Publisher',
      rank: 20,
      peer: false,
      unique: false,
      matrix: full([...everybody, ...authoring, ...analytics, ...marketplace, ...cloudfile]),
    },
    {
      id: 'data-privacy',
      name: 'Data Privacy',
      rank: 20,
      peer: false,
      unique: false,
      matrix: full(['account.login', ...analytics, ...groups, 'compliance.check']),
    },
    {
      id: 'analyser',
      name: 'Analyser',
      rank: 15,
      peer: false,
      unique: false,
      matrix: full(['account.login', ...analytics, 'library.browse']),
    },
  ],
  classes: [
    { id: 'team', name: 'Team user', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: false },
    // Any role can be given to people from outside, too.
    { id: 'access', name: 'Access user', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: false },
  ],
  settings: UNBOUND,
  template: { role: 'publisher', class: 'team', permissions: {} },
  licences: null,
});
