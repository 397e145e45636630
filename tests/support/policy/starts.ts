import type { MemberId } from '../../../src-shared/base/ids.ts';
import { DANGERS, type Member } from '../../../src-shared/policy/model/entities.ts';
import type { Laws } from '../../../src-shared/policy/model/laws.ts';
import { intersection, isWithin, POWERS, permissionsIn } from '../../../src-shared/policy/model/mask.ts';
import { kindOf, PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { ceilingOf, potential } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { PRESETS } from '../../../src-shared/policy/presets/presets.ts';
import type { Weights } from './actions.ts';
import type { Start } from './attack.ts';
import type { Dice } from './dice.ts';
import { organisation } from './organisations.ts';
import { type Scenario, scenario } from './scenario.ts';

/** A random organisation, or one of a preset, and one to three members, not the owner, who turn against it. */
export function randomStart(dice: Dice): Start {
  const allActive = dice.chance(1, 2);
  const preset = dice.pick([...PRESETS.values()]);
  const state = organisation(dice, dice.chance(1, 4) ? { allActive, preset } : { allActive });
  const others = [...state.members.values()].filter(({ id, status }) => id !== state.owner && status === 'active');
  // The mighty ones first, mostly: they get further.
  const might = (member: Member): number =>
    dice.chance(1, 4) ? dice.roll(40) : permissionsIn(intersection(potential(state, member).some, POWERS)).length;
  const ranked = others
    .map((member) => ({ id: member.id, might: might(member) }))
    .toSorted((a, b) => b.might - a.might);
  const colluders = ranked.slice(0, 1 + dice.roll(3)).map(({ id }) => id);
  const offered = dice.chance(1, 6) ? offering(dice, state, colluders) : state;
  return { state: dice.chance(1, 5) ? confined(dice, offered, colluders) : offered, colluders };
}

/** The same, with the organisation offered to somebody who is not one of the colluders. */
function offering(dice: Dice, state: PolicyState, colluders: readonly MemberId[]): PolicyState {
  const others = [...state.members.values()].filter(
    ({ id, status }) => id !== state.owner && status === 'active' && !colluders.includes(id),
  );
  if (others.length === 0) return state;
  return { ...state, transfer: { to: dice.pick(others).id, keep: null, setBy: state.head.seq } };
}

/** The same, with the colluders' governance limited to a department that they are in. */
function confined(dice: Dice, state: PolicyState, colluders: readonly MemberId[]): PolicyState {
  if (state.groups.size === 0) return state;
  const group = dice.pick([...state.groups.values()]);
  const setBy = state.head.seq;
  const members = [...state.members].map(([id, member]): [MemberId, Member] => {
    if (!colluders.includes(id)) return [id, member];
    const groups = [...member.groups.filter((each) => each.id !== group.id), { id: group.id, setBy }];
    return [
      id,
      {
        ...member,
        groups: groups.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        limits: { ...member.limits, scopes: [group.id], setBy },
      },
    ];
  });
  const groups = new Map([...state.groups, [group.id, { ...group, scope: true }]]);
  return { ...state, groups, members: new Map(members) };
}

/** Nobody is above the ceiling of their class to begin with, whatever laws hold. */
export function keepsCeilings({ state }: Start, laws: Laws): boolean {
  return [...state.members.values()].every(
    (member) =>
      member.id === state.owner ||
      isWithin(potential(state, member, laws).some, ceilingOf(state.classes.get(member.class))),
  );
}

const POWERFUL = PERMISSIONS.filter((permission) => dangerous(permission) || kindOf(permission) === 'use');

function dangerous(permission: Permission): boolean {
  return ['role.', 'security.', 'settings.', 'user.', 'password.', 'mfa.', 'group.', 'approval.'].some((start) =>
    permission.startsWith(start),
  );
}

/** Five administrators, an owner and a clerk, where dangerous changes need some of them to agree: random numbers unless told. */
export function council(dice: Dice, governors: number | null = null): Scenario {
  const members = ['ann', 'ben', 'cleo', 'dan', 'eve'];
  const thresholds = Object.fromEntries(DANGERS.map((danger) => [danger, governors ?? 1 + dice.roll(4)]));
  return scenario({
    roles: {
      clerk: { rank: 10, gives: ['account.login', 'pkg.send'] },
      governor: { rank: 80, peer: true, gives: POWERFUL },
      lesser: { rank: 40, gives: ['account.login', 'security.edit', 'settings.edit'] },
    },
    groups: { free: { 'mfa.exempt': 'allow' } },
    people: {
      ...Object.fromEntries(members.map((name) => [name, { roles: ['governor'] }])),
      fay: { roles: ['lesser'] },
      gil: { roles: ['clerk'] },
    },
    settings: { 'users.mfa': 'everybody', 'approval.required': 'everybody' },
    thresholds,
  });
}

/** What a council does: proposes, agrees, and falls out with each other. */
export const VOTING: Weights = {
  'proposal.open': 12,
  'proposal.approve': 30,
  'proposal.withdraw': 6,
  'threshold.set': 4,
  'setting.set': 4,
  'owner.offer': 2,
  'owner.accept': 2,
  'member.roles': 4,
  'member.override': 3,
  'member.groups': 3,
  'member.invite': 3,
  'member.activate': 3,
  'member.disable': 1,
  'member.enable': 3,
  'member.remove': 1,
  'role.edit': 3,
  'group.edit': 2,
  'key.rotate': 2,
};
