import type { Permission } from '../model/permissions.ts';
import {
  administratorRole,
  definePreset,
  full,
  GOVERNANCE,
  limited,
  ownerRole,
  PEOPLE,
  UNBOUND,
  USE,
  without,
} from './build.ts';

/*
 * Couchdrop: internal people run the organisation, external ones, often machines, exchange files with it. Administering
 * is apart from reading: an administrator has no right to the organisation's data. Features are on or off at three
 * levels: these matrices (global), groups, people.
 */

const toData: readonly Permission[] = ['org.pkg.view', 'org.pkg.modify', 'approval.approve', 'compliance.check'];

export const COUCHDROP = definePreset({
  key: 'couchdrop',
  ownerRole: 'owner',
  ownerClass: 'internal',
  roles: [
    ownerRole('Owner'),
    administratorRole(without([...USE, ...GOVERNANCE], ...toData, 'approval.all', 'security.edit')),
    {
      id: 'manager',
      name: 'Manager',
      rank: 50,
      peer: false,
      unique: false,
      // All features, as nobody can grant to Standard users what they lack themselves (G2).
      matrix: { ...full(without(USE, 'approval.all')), ...limited(PEOPLE) },
    },
    {
      id: 'standard',
      name: 'Standard user',
      rank: 10,
      peer: false,
      unique: false,
      // The rest is granted: to all of them here, by group, or one by one.
      matrix: full(['account.login']),
    },
  ],
  classes: [
    { id: 'internal', name: 'Internal', ceiling: null, audience: { classes: null, contacts: 'all' }, licensed: false },
    {
      id: 'external',
      name: 'External',
      ceiling: USE,
      audience: { classes: ['internal'], contacts: 'none' },
      licensed: false,
    },
  ],
  settings: UNBOUND,
  template: { role: 'standard', class: 'external', permissions: {} },
  licences: null,
});
