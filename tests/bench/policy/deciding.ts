import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { Member } from '../../../src-shared/policy/model/entities.ts';
import { PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { compare, type Figure } from '../figure.ts';
import { type Bench, median } from '../harness.ts';
import { clocked } from './clocked.ts';
import { type Answer, ENGINES } from './engines.ts';
import { AT } from './organisation.ts';

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
    const milliseconds = clocked(() => {
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
  const explained = (place: number, index: number): boolean => {
    const [member, permission] = [questions.members[place], PERMISSIONS[index]];
    return member !== undefined && permission !== undefined && decide(state, member.id, permission).allowed;
  };
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

/** Million decisions a second, by mask and with explanation, against the goals and against other engines. */
export async function deciding(bench: Bench, state: PolicyState): Promise<readonly Figure[]> {
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
