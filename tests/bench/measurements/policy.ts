import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { GroupId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import { cellsAfter } from '../../../src-shared/policy/model/cells.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import type { Mode } from '../../../src-shared/policy/model/settings.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { simulate } from '../../../src-shared/policy/query/simulate.ts';
import { compare, type Figure } from '../figure.ts';
import { type Bench, type Measurement, median } from '../harness.ts';
import { type Answer, ENGINES } from '../policy/engines.ts';
import { AT, benchOrganisation, COMMON_ROLE } from '../policy/organisation.ts';

/** Times are of code that has run before: a client asks all day. */
const WARM_UP = 30;
const MEBIBYTE = 2 ** 20;

/** Milliseconds. */
function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/**
 * Everybody but the owner, whom peers would need a rule of their own for, by every permission: member by member, as a
 * session asks. Whoever is too slow for all of it is asked every so many, so that all members have a turn.
 */
class Questions {
  readonly members: readonly Member[];
  readonly #total: number;

  constructor(state: PolicyState) {
    this.members = [...state.members.values()].filter(({ id }) => id !== state.owner);
    this.#total = this.members.length * PERMISSIONS.length;
  }

  /** `ask` gets places in `members` and `PERMISSIONS`. @returns million answers a second. */
  rate(limit: number, ask: (member: number, permission: number) => boolean): number {
    const step = limit < this.#total ? Math.floor(this.#total / limit) | 1 : 1;
    let asked = 0;
    let allowed = 0;
    const milliseconds = timed(() => {
      for (let place = 0; place < this.#total; place += step) {
        asked += 1;
        if (ask(place >> 6, place & 63)) allowed += 1;
      }
    });
    if (allowed === 0 || allowed === asked) throw new Error('the same answer to everything: nothing was decided');
    return asked / milliseconds / 1000;
  }
}

function asked(answer: Answer, { members }: Questions): (member: number, permission: number) => boolean {
  return (place, index) => {
    const [member, permission] = [members[place], PERMISSIONS[index]];
    return member !== undefined && permission !== undefined && answer(member, permission);
  };
}

interface Contender {
  readonly name: string;
  readonly rates: number[];
  run(): number;
}

async function contendersOf(state: PolicyState): Promise<readonly Contender[]> {
  const compiled = CompiledPolicy.of(state);
  const questions = new Questions(state);
  const places = Int32Array.from(questions.members, ({ id }) => compiled.index(id));
  const byMask = (member: number, permission: number) => compiled.can(places[member] ?? -1, permission, AT);
  const decided: Answer = ({ id }, permission) => decide(state, id, permission).allowed;
  const explained = asked(decided, questions);
  const all = Number.POSITIVE_INFINITY;
  const contenders: Contender[] = [
    { name: 'mask', rates: [], run: () => questions.rate(all, byMask) },
    { name: 'explained', rates: [], run: () => questions.rate(all, explained) },
  ];
  for (const { name, questions: limit, prepare } of ENGINES) {
    const answer = await prepare(state);
    // What answers otherwise is not compared.
    questions.rate(limit, (member, permission) => {
      const ours = explained(member, permission);
      if (asked(answer, questions)(member, permission) === ours) return ours;
      throw new Error(`${name} answers otherwise: member ${member}, ${PERMISSIONS[permission]}`);
    });
    contenders.push({ name, rates: [], run: () => questions.rate(limit, asked(answer, questions)) });
  }
  return contenders;
}

async function deciding(bench: Bench, state: PolicyState): Promise<readonly Figure[]> {
  const contenders = await contendersOf(state);
  // The first turn of each warms up, and does not count.
  for (let round = 0; round <= bench.runs; round += 1) {
    for (const { name, run, rates } of contenders) {
      const found = run();
      if (round > 0) rates.push(found);
      bench.say(`  ${name}: ${found.toPrecision(3)} million decisions a second`);
    }
  }
  const [mask, explanation, ...peers] = contenders.map(({ name, rates }) => ({ name, rate: median(rates) }));
  if (mask === undefined || explanation === undefined) return [];
  const unit = 'M decisions/s';
  const byMask = { name: 'decide by mask', unit, ours: mask.rate };
  const explained = { name: 'decide with explanation', unit, ours: explanation.rate };
  return [
    compare({ ...byMask, peer: 20, peerName: 'goal' }, { atLeast: 1 }),
    compare({ ...explained, peer: 2, peerName: 'goal' }, { atLeast: 1 }),
    ...peers.flatMap(({ name, rate }) => {
      const peer = { peer: rate, peerName: name };
      return [
        compare({ ...byMask, ...peer }, { atLeast: name === 'CASL' ? 5 : 100 }),
        compare({ ...explained, ...peer }, null),
      ];
    }),
  ];
}

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

function compiling(bench: Bench, state: PolicyState): readonly Figure[] {
  const repeats = Math.max(5 * bench.runs, 11);
  const whole: number[] = [];
  for (let round = -3; round < repeats; round += 1) {
    const milliseconds = timed(() => CompiledPolicy.of(state));
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
      const milliseconds = timed(() => compiled.update(now));
      if (round >= 0) times.push(milliseconds);
    }
    figures.push(compare({ name: `after a change: ${name}`, ours: median(times), ...goal(1) }, { atMost: 1 }));
  }
  return figures;
}

/** A change that touches everybody, from the entry to who gains and loses what. */
function simulating(bench: Bench, state: PolicyState): Figure {
  const device = [...state.devices.values()].find(({ member }) => member === state.owner)?.id;
  if (device === undefined) throw new Error('the owner has no device');
  const compiled = CompiledPolicy.of(state);
  const times: number[] = [];
  for (let round = -3; round < 5 * bench.runs; round += 1) {
    const level = round % 2 === 0 ? 'full' : 'limited';
    const edit: Action = { type: 'role.edit', role: COMMON_ROLE, cells: { 'automation.use': level, 'pkg.send': null } };
    const milliseconds = timed(() => {
      const { diff } = unwrap(simulate(state, { author: state.owner, device, at: AT }, [edit], compiled));
      if (diff.length < 5_000) throw new Error('the change does not touch most');
    });
    if (round >= 0) times.push(milliseconds);
  }
  const name = 'simulate a change for everybody';
  return compare({ name, unit: 'ms', ours: median(times), peer: 200, peerName: 'goal' }, { atMost: 1 });
}

/** What the state takes of the heap, strings included. */
function memoryOfState(): { readonly state: PolicyState; readonly figure: Figure } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const state = benchOrganisation();
  const ours = (used() - before) / MEBIBYTE;
  const what = { name: 'policy state of 10,000 members', unit: 'MiB', peer: 64, peerName: 'limit' };
  return { state, figure: compare({ ...what, ours }, { atMost: 1 }) };
}

export const policy: Measurement = {
  name: 'policy',
  about: 'deciding, compiling and simulating the policy of 10,000 members, against CASL, Casbin and Cedar',
  async run(bench) {
    const { state, figure } = memoryOfState();
    return [...(await deciding(bench, state)), ...compiling(bench, state), simulating(bench, state), figure];
  },
};
