import type { ClassId, GroupId, RoleId } from '../../../src-shared/base/ids.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { Plan, Scenario } from '../../support/policy/scenario.ts';

/** What the attack search once found, shrunk: each led to more than the colluders had, and is refused now. */
export interface Regression {
  readonly name: string;
  readonly plan: Plan;
  readonly colluders: readonly string[];
  /** Who does what, one entry each; the last is the one that must be refused. */
  readonly entries: (made: Scenario) => readonly (readonly [by: string, action: Action])[];
  readonly refused: string;
}

const login = 'account.login' as const;

export const REGRESSIONS: readonly Regression[] = [
  {
    name: 'a reset within the department, of somebody who governs everywhere',
    plan: {
      roles: {
        head: { rank: 50, gives: [login, 'password.reset', 'user.state'] },
        aide: { rank: 40, gives: [login, 'user.state'] },
      },
      groups: { sales: {} },
      people: {
        ann: { roles: ['head'], groups: ['sales'], scopes: ['sales'] },
        ben: { roles: ['aide'], groups: ['sales'] },
      },
    },
    colluders: ['ann'],
    entries: ({ id }) => [['ann', { type: 'password.reset', member: id('ben'), by: 'code' }]],
    refused: 'outOfScope',
  },
  {
    name: 'a delegated permission on which another one stood that the role gave already',
    plan: {
      roles: {
        payer: { rank: 40, gives: [login, 'billing.manage', 'billing.request'] },
        clerk: { rank: 30, gives: [login, 'billing.delegate', 'billing.view'] },
      },
      people: { ann: { roles: ['clerk'] }, ben: { roles: ['payer'] } },
    },
    colluders: ['ann', 'ben'],
    entries: ({ id }) => [
      ['ben', { type: 'privilege.request', permission: 'billing.view' }],
      ['ann', { type: 'privilege.answer', member: id('ben'), permission: 'billing.view', granted: true }],
    ],
    refused: 'grantExceeds',
  },
  {
    name: 'a role given what its holders lacked for a right that they had on paper',
    plan: {
      roles: {
        teller: { rank: 20, gives: [login, 'support.escalate'] },
        head: { rank: 50, gives: [login, 'role.edit', 'support.handle'] },
      },
      people: { ann: { roles: ['head'] }, ben: { roles: ['teller'] } },
    },
    colluders: ['ann', 'ben'],
    entries: () => [['ann', { type: 'role.edit', role: 'teller' as RoleId, cells: { 'support.handle': 'full' } }]],
    refused: 'grantExceeds',
  },
  {
    name: 'a group allowed to log in, where the login was all that kept its members from governance',
    plan: {
      roles: {
        asleep: { rank: 20, gives: ['role.assign'] },
        head: { rank: 50, gives: [login, 'group.edit'] },
      },
      groups: { sales: {} },
      people: { ann: { roles: ['head'] }, ben: { roles: ['asleep'], groups: ['sales'] } },
    },
    colluders: ['ann', 'ben'],
    entries: () => [['ann', { type: 'group.edit', group: 'sales' as GroupId, permissions: { [login]: 'allow' } }]],
    refused: 'grantExceeds',
  },
  {
    name: 'governance over a department, given to a newcomer who would have it everywhere',
    plan: {
      roles: {
        plain: { rank: 10, gives: [login] },
        head: { rank: 50, gives: [login, 'user.permit', 'user.state'] },
      },
      groups: { sales: {} },
      people: {
        ann: { roles: ['head'], groups: ['sales'], scopes: ['sales'] },
        ben: { roles: ['plain'], groups: ['sales'] },
      },
    },
    colluders: ['ann', 'ben'],
    entries: ({ id }) => [
      ['ann', { type: 'member.override', member: id('ben'), permission: 'user.state', effect: 'allow', pins: [] }],
    ],
    refused: 'outOfScope',
  },
  {
    name: 'the ceiling of a class lifted, and governance everywhere with it',
    plan: {
      roles: {
        aide: { rank: 10, gives: [login, 'user.edit'] },
        head: { rank: 50, gives: [login, 'class.edit', 'user.edit'] },
      },
      groups: { sales: {} },
      ceilings: { guest: [login] },
      people: {
        ann: { roles: ['head'], groups: ['sales'], scopes: ['sales'] },
        ben: { roles: ['aide'], groups: ['sales'], class: 'guest' },
      },
    },
    colluders: ['ann', 'ben'],
    entries: () => [['ann', { type: 'class.edit', class: 'guest' as ClassId, ceiling: [login, 'user.edit'] }]],
    refused: 'outOfScope',
  },
  {
    name: 'a group edited to cut people of another department',
    plan: {
      roles: {
        aide: { rank: 10, gives: [login, 'analytics.view'] },
        head: { rank: 50, gives: [login, 'group.edit'] },
      },
      groups: { sales: {}, legal: {} },
      people: {
        ann: { roles: ['head'], groups: ['sales'], scopes: ['sales'] },
        ben: { roles: ['aide'], groups: ['legal'] },
      },
    },
    colluders: ['ann'],
    entries: () => [
      ['ann', { type: 'group.edit', group: 'legal' as GroupId, permissions: { 'analytics.view': 'deny' } }],
    ],
    refused: 'outOfScope',
  },
  {
    name: 'a role edited to cut people of another department',
    plan: {
      roles: {
        aide: { rank: 10, gives: [login, 'analytics.view'] },
        head: { rank: 50, gives: [login, 'role.edit', 'analytics.view'] },
      },
      groups: { sales: {}, legal: {} },
      people: {
        ann: { roles: ['head'], groups: ['sales'], scopes: ['sales'] },
        ben: { roles: ['aide'], groups: ['legal'] },
      },
    },
    colluders: ['ann'],
    entries: () => [['ann', { type: 'role.edit', role: 'aide' as RoleId, cells: { 'analytics.view': null } }]],
    refused: 'outOfScope',
  },
  {
    name: 'a reset of the member whom the owner has offered the organisation to',
    plan: {
      roles: { clerk: { rank: 10, gives: [login] }, helpdesk: { rank: 25, gives: [login, 'password.reset'] } },
      people: { ann: { roles: ['helpdesk'] }, ben: { roles: ['clerk'] } },
    },
    colluders: ['ann'],
    entries: ({ id }) => [
      ['owner', { type: 'owner.offer', to: id('ben'), keep: 'clerk' as RoleId }],
      ['ann', { type: 'password.reset', member: id('ben'), by: 'password' }],
    ],
    refused: 'governanceExceeds',
  },
];
