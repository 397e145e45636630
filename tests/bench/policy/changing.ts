import type { GroupId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { cellsAfter } from '../../../src-shared/policy/model/cells.ts';
import type { Mode } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { simulate } from '../../../src-shared/policy/query/simulate.ts';
import { compare, type Figure } from '../figure.ts';
import { type Bench, median } from '../harness.ts';
import { clocked } from './clocked.ts';
import { AT, COMMON_ROLE } from './organisation.ts';

/** Times are of code that has run before: a client asks all day. */
const WARM_UP = 30;

/** One change after the other and back again; each step begins where the last one ended. */
function changesOf(state: PolicyState): Readonly<Record<string, (state: PolicyState, round: number) => PolicyState>> {
  const someone = [...state.members.values()].find(({ id }) => id !== state.owner);
  if (someone === undefined) throw new Error('nobody to change');
  const group = 'department-1' as GroupId;
  return {
    'a setting, for everybody': (now, round) => {
      const value: Mode = round % 2 === 0 ? 'everybody' : 'nobody';
      return { ...now, settings: { ...now.settings, 'packages.briefcase': { value, setBy: round } } };
    },
    'a role that all have': (now, round) => {
      const role = now.roles.get(COMMON_ROLE);
      if (role === undefined) throw new Error('no common role');
      const matrix = cellsAfter(role.matrix, { 'automation.use': round % 2 === 0 ? 'full' : null }, round);
      return { ...now, roles: new Map(now.roles).set(role.id, { ...role, matrix }) };
    },
    'a group': (now, round) => {
      const found = now.groups.get(group);
      if (found === undefined) throw new Error('no such group');
      const effect = round % 2 === 0 ? 'allow' : 'deny';
      const permissions = { ...found.permissions, 'checks.details': { effect, setBy: round } } as const;
      return { ...now, groups: new Map(now.groups).set(group, { ...found, permissions }) };
    },
    'one member': (now, round) => ({
      ...now,
      members: new Map(now.members).set(someone.id, { ...someone, credits: round }),
    }),
  };
}

/** Compiling everybody, and keeping up with one change. */
export function compiling(bench: Bench, state: PolicyState): readonly Figure[] {
  const repeats = Math.max(5 * bench.runs, 11);
  const whole: number[] = [];
  for (let round = -3; round < repeats; round += 1) {
    const milliseconds = clocked(() => CompiledPolicy.of(state));
    if (round >= 0) whole.push(milliseconds);
  }
  const goal = (milliseconds: number) => ({ unit: 'ms', peer: milliseconds, peerName: 'goal' });
  const figures = [compare({ name: 'compile 10,000 members', ours: median(whole), ...goal(50) }, { atMost: 1 })];
  const compiled = CompiledPolicy.of(state);
  let now = state;
  for (const [name, change] of Object.entries(changesOf(state))) {
    const times: number[] = [];
    for (let round = -WARM_UP; round < repeats; round += 1) {
      now = change(now, round);
      const milliseconds = clocked(() => compiled.update(now));
      if (round >= 0) times.push(milliseconds);
    }
    figures.push(compare({ name: `after a change: ${name}`, ours: median(times), ...goal(1) }, { atMost: 1 }));
  }
  return figures;
}

/** A change that touches everybody, from the entry to who gains and loses what. */
export function simulating(bench: Bench, state: PolicyState): Figure {
  const device = [...state.devices.values()].find(({ member }) => member === state.owner)?.id;
  if (device === undefined) throw new Error('the owner has no device');
  const compiled = CompiledPolicy.of(state);
  const times: number[] = [];
  for (let round = -3; round < 5 * bench.runs; round += 1) {
    const level = round % 2 === 0 ? 'full' : 'limited';
    const edit: Action = { type: 'role.edit', role: COMMON_ROLE, cells: { 'automation.use': level, 'pkg.send': null } };
    const milliseconds = clocked(() => {
      const { diff } = unwrap(simulate(state, { author: state.owner, device, at: AT }, [edit], compiled));
      if (diff.length < 5_000) throw new Error('the change does not touch most');
    });
    if (round >= 0) times.push(milliseconds);
  }
  const name = 'simulate a change for everybody';
  return compare({ name, unit: 'ms', ours: median(times), peer: 200, peerName: 'goal' }, { atMost: 1 });
}
