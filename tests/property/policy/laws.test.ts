import { expect, test } from 'vitest';
import { LAW_NAMES, LAWS, type Law } from '../../../src-shared/policy/model/laws.ts';
import { attack, replay, type Start } from '../../support/policy/attack.ts';
import { diceOf } from '../../support/policy/dice.ts';
import { type Plan, scenario } from '../../support/policy/scenario.ts';

/*
 * The tests' own test: with any one rule off, the attack search finds a violation, and the very entries that lead to it
 * lead nowhere with all rules on. In each start, that rule alone stands between the colluders and the gain.
 */

const ATTEMPTS = 10_000;
const login = 'account.login' as const;

interface Alone {
  readonly plan: Plan;
  readonly colluders: readonly string[];
  /** Which property the search must find broken. */
  readonly breaks: RegExp;
}

const STARTS: { readonly [L in Law]: Alone } = {
  G1: {
    plan: {
      roles: { clerk: { rank: 20, gives: [login, 'user.state'] }, head: { rank: 80, gives: [login, 'user.state'] } },
      people: { ann: { roles: ['clerk'] }, ben: { roles: ['head'] } },
    },
    colluders: ['ann'],
    breaks: /^P[36]/,
  },
  G2: {
    plan: {
      roles: { clerk: { rank: 10, gives: [login] }, head: { rank: 50, gives: [login, 'user.permit'] } },
      people: { ann: { roles: ['head'] }, ben: { roles: ['clerk'] } },
    },
    colluders: ['ann', 'ben'],
    breaks: /^P5/,
  },
  G3: {
    plan: {
      roles: {
        clerk: { rank: 10, gives: [login] },
        head: { rank: 50, gives: [login, 'role.assign'] },
        chief: { rank: 80, gives: [login, 'role.assign'] },
      },
      people: { ann: { roles: ['head'] }, ben: { roles: ['clerk'] } },
    },
    colluders: ['ann', 'ben'],
    breaks: /^P[15]/,
  },
  G4: {
    plan: {
      roles: { head: { rank: 50, gives: [login, 'group.edit'] }, chief: { rank: 80, gives: [login, 'user.state'] } },
      groups: { board: {} },
      people: { ann: { roles: ['head'] }, ben: { roles: ['chief'], groups: ['board'] } },
    },
    colluders: ['ann'],
    breaks: /^P6/,
  },
  G5: {
    plan: {
      roles: { clerk: { rank: 10, gives: [login] }, head: { rank: 50, gives: [login, 'group.assign'] } },
      groups: { helpdesk: { 'password.reset': 'allow' } },
      people: { ann: { roles: ['head'] }, ben: { roles: ['clerk'] } },
    },
    colluders: ['ann', 'ben'],
    breaks: /^P5/,
  },
  G6: {
    plan: {
      roles: { head: { rank: 50, gives: [login, 'settings.edit'] }, chief: { rank: 80, gives: [login, 'user.state'] } },
      people: { ann: { roles: ['head'] }, ben: { roles: ['chief'] } },
    },
    colluders: ['ann'],
    breaks: /^P[569]/,
  },
  G7: {
    plan: {
      roles: { clerk: { rank: 10, gives: [login, 'org.pkg.view'] }, head: { rank: 50, gives: [login, 'user.invite'] } },
      people: { ann: { roles: ['head'] } },
    },
    colluders: ['ann'],
    breaks: /^P5/,
  },
  G8: {
    plan: {
      roles: {
        clerk: { rank: 10, gives: [login, 'org.pkg.view'] },
        head: { rank: 50, gives: [login, 'password.reset'] },
      },
      people: { ann: { roles: ['head'] }, ben: { roles: ['clerk'] } },
    },
    colluders: ['ann'],
    breaks: /^P5/,
  },
  G9: {
    plan: {
      roles: {
        clerk: { rank: 10, gives: [login] },
        head: { rank: 50, gives: [login, 'user.permit', 'billing.view', 'module.buy'] },
      },
      people: { ann: { roles: ['head'] }, ben: { roles: ['clerk'] } },
    },
    colluders: ['ann', 'ben'],
    breaks: /^P8/,
  },
  G10: {
    plan: {
      roles: {
        clerk: { rank: 10, gives: [login] },
        helper: { rank: 20, gives: [login, 'user.state'] },
        head: { rank: 50, gives: [login, 'role.assign', 'user.state'] },
      },
      ceilings: { jailed: [login, 'pkg.receive', 'folder.use'] },
      people: { ann: { roles: ['head'] }, ben: { roles: ['clerk'], class: 'jailed' } },
    },
    colluders: ['ann', 'ben'],
    breaks: /^P7/,
  },
  G11: {
    plan: {
      roles: { head: { rank: 80, gives: [login, 'role.edit'] } },
      people: { ann: { roles: ['head'] } },
    },
    colluders: ['owner', 'ann'],
    breaks: /^P4/,
  },
  G12: {
    plan: {
      roles: { head: { rank: 50, peer: true, gives: [login, 'settings.edit', 'billing.manage', 'billing.view'] } },
      people: { ann: { roles: ['head'] } },
    },
    colluders: ['ann'],
    breaks: /^P9/,
  },
};

test.each(LAW_NAMES)(
  'P37 the attack search finds a violation when %s is off, and none from there with all rules on',
  (law) => {
    const { plan, colluders, breaks } = STARTS[law];
    const made = scenario(plan);
    const start: Start = { state: made.state, colluders: colluders.map(made.id) };
    const without = { ...LAWS, [law]: false };
    expect(replay(start, [], without)).toBeNull();
    const { violation, attempted } = attack(start, diceOf(1), ATTEMPTS, without);
    expect(violation?.what, `in ${attempted} attempts`).toMatch(breaks);
    const entries = violation?.entries ?? [];
    expect(replay(start, entries, without)).toMatch(breaks);
    expect(replay(start, entries)).toBeNull();
    // With all rules on the same search, as long, finds nothing from the same start.
    expect(attack(start, diceOf(1), ATTEMPTS).violation).toBeNull();
    console.info(
      `${law}: ${attempted} attempts, then ${violation?.what} by ${entries.flatMap((entry) => entry.actions.map(({ type }) => type)).join(', ')}`,
    );
  },
);
