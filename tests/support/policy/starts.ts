import type { MemberId } from '../../../src-shared/base/ids.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import type { Laws } from '../../../src-shared/policy/model/laws.ts';
import { intersection, isWithin, POWERS, permissionsIn } from '../../../src-shared/policy/model/mask.ts';
import { ceilingOf, potential } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { Start } from './attack.ts';
import type { Dice } from './dice.ts';
import { organisation } from './organisations.ts';

/** A random organisation, and one to three of its members, the owner not among them, who turn against it. */
export function randomStart(dice: Dice): Start {
  const state = organisation(dice, { allActive: dice.chance(1, 2) });
  const others = [...state.members.values()].filter(({ id, status }) => id !== state.owner && status === 'active');
  // The mighty ones first, mostly: they get further.
  const might = (member: Member): number =>
    dice.chance(1, 4) ? dice.roll(40) : permissionsIn(intersection(potential(state, member).some, POWERS)).length;
  const ranked = others
    .map((member) => ({ id: member.id, might: might(member) }))
    .toSorted((a, b) => b.might - a.might);
  const colluders = ranked.slice(0, 1 + dice.roll(3)).map(({ id }) => id);
  return { state: dice.chance(1, 5) ? confined(dice, state, colluders) : state, colluders };
}

/** The same, with the colluders' governance limited to a department that they are in. */
function confined(dice: Dice, state: PolicyState, colluders: readonly MemberId[]): PolicyState {
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
