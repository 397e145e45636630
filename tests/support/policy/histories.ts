import fc from 'fast-check';
import type { DeviceId, MemberId } from '../../../src-shared/base/ids.ts';
import type { Result } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import { apply, type PolicyEntry, type Refusal } from '../../../src-shared/policy/apply/apply.ts';
import type { Invitation, Member } from '../../../src-shared/policy/model/entities.ts';
import { LAWS, type Laws } from '../../../src-shared/policy/model/laws.ts';
import { intersection, POWERS, permissionsIn } from '../../../src-shared/policy/model/mask.ts';
import { potential } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { actionOf, type Scene, USUAL, type Weights } from './actions.ts';
import { type Dice, diceOf } from './dice.ts';
import { days, hexOf, idOf } from './ids.ts';
import { organisation } from './organisations.ts';

/*
 * Random and adversarial histories without cryptography. Each step is a number from which actor, action and its twist
 * are drawn in view of the state that the steps before it led to; refused ones leave it as it was and the next goes on
 * from there.
 */

/** Without fast-check's liking for small and repeated numbers: as seeds they are all alike. */
const number = fc.noBias(fc.nat());

/** Named by its seed when a property fails: printed whole, it fills pages. */
export const anyOrganisation: fc.Arbitrary<PolicyState> = number.map((seed) =>
  Object.defineProperty(organisation(diceOf(seed)), fc.toStringMethod, { value: () => `organisation ${seed}` }),
);

export interface History {
  readonly seed: number;
  readonly steps: readonly number[];
}

/** A random organisation, and what is tried in it. Shrinks to fewer steps. */
export const history = (maxSteps = 60): fc.Arbitrary<History> =>
  fc.record({
    seed: number,
    steps: fc.array(number, { minLength: 1, maxLength: maxSteps, size: 'max' }),
  });

/** What whoever writes entries remembers from one to the next. */
export interface Memory {
  readonly codes: Invitation[];
  /** The next number for what must be new. */
  next: number;
}

/** Numbers below are those of the random organisations themselves. */
const FIRST_FRESH = 1_000;

export function memoryOf(state: PolicyState): Memory {
  const codes = [...state.members.values()].flatMap(({ invitation }) => invitation ?? []);
  return { codes, next: FIRST_FRESH };
}

export function remember(memory: Memory, state: PolicyState, actions: readonly Action[]): void {
  for (const action of actions) {
    if (action.type !== 'member.invite' && action.type !== 'member.reinvite') continue;
    const made = state.members.get(action.member)?.invitation;
    if (made !== null && made !== undefined) memory.codes.push(made);
  }
}

export interface Wish {
  readonly actor: Member;
  readonly favoured: readonly MemberId[];
  readonly weights: Weights;
  /** Well-formed in what is not the actions: chain, time, device. */
  readonly straight: boolean;
}

/** The entry that the actor would sign next. */
export function entryOf(dice: Dice, state: PolicyState, memory: Memory, wish: Wish): PolicyEntry {
  const fresh = (): number => {
    memory.next += 1;
    return memory.next;
  };
  const at = state.at + (wish.straight ? 60_000 : laterBy(dice));
  const scene: Scene = { dice, state, actor: wish.actor, favoured: wish.favoured, codes: memory.codes, at, fresh };
  const count = dice.chance(1, 8) ? 2 : 1;
  const actions = Array.from({ length: count }, () => actionOf(scene, wish.weights));
  const [first] = actions;
  const isActivation = first?.type === 'member.activate';
  const author = isActivation && !dice.chance(1, 12) ? first.member : wish.actor.id;
  const device = isActivation ? first.device : deviceOf(dice, state, author, wish.straight);
  const twisted = !wish.straight && dice.chance(1, 20);
  return {
    seq: twisted && dice.chance(1, 2) ? dice.roll(99) : state.head.seq + 1,
    prev: twisted ? hexOf('c', fresh()) : state.head.hash,
    hash: hexOf('d', fresh()),
    at,
    author,
    device,
    actions: isActivation && !dice.chance(1, 20) ? [first] : actions,
  };
}

function laterBy(dice: Dice): number {
  if (dice.chance(1, 20)) return -1 - dice.roll(days(1));
  return dice.chance(1, 10) ? days(dice.roll(20)) : dice.roll(60_000);
}

function deviceOf(dice: Dice, state: PolicyState, author: MemberId, straight: boolean): DeviceId {
  const all = [...state.devices.values()];
  const own = all.filter(({ member, revoked }) => member === author && !revoked);
  if (own.length === 0 || (!straight && dice.chance(1, 20))) return all[dice.roll(all.length)]?.id ?? idOf('d', 999);
  return dice.pick(own).id;
}

export interface Attempt {
  readonly before: PolicyState;
  readonly entry: PolicyEntry;
  readonly outcome: Result<PolicyState, Refusal>;
}

export interface PlayOptions {
  readonly first?: PolicyState;
  readonly weights?: Weights;
  readonly laws?: Laws;
}

/** What somebody waits for who is offered the organisation. */
const ACCEPTING: Weights = { 'owner.accept': 1 };

export function play({ seed, steps }: History, options: PlayOptions = {}): readonly Attempt[] {
  const attempts: Attempt[] = [];
  let state = options.first ?? organisation(diceOf(seed));
  const memory = memoryOf(state);
  for (const step of steps) {
    const dice = diceOf(step);
    const actor = actorIn(dice, state);
    const accepts = actor.id === state.transfer?.to && dice.chance(1, 2);
    const weights = accepts ? ACCEPTING : (options.weights ?? USUAL);
    const wish = { actor, favoured: [], weights, straight: dice.chance(3, 4) };
    const entry = entryOf(dice, state, memory, wish);
    const outcome = apply(state, entry, options.laws ?? LAWS);
    attempts.push({ before: state, entry, outcome });
    if (!outcome.ok) continue;
    state = outcome.value;
    remember(memory, state, entry.actions);
  }
  return attempts;
}

/** The owner now and then, whoever is awaited, or anybody: more often those who can do more. */
function actorIn(dice: Dice, state: PolicyState): Member {
  const members = [...state.members.values()];
  const owner = state.members.get(state.owner);
  const offered = state.transfer === null ? undefined : state.members.get(state.transfer.to);
  if (owner !== undefined && dice.chance(1, 5)) return owner;
  if (offered !== undefined && dice.chance(1, 4)) return offered;
  const acting = members.filter(({ status }) => status === 'active');
  if (acting.length === 0 || dice.chance(1, 10)) return dice.pick(members);
  const [one, two] = [dice.pick(acting), dice.pick(acting)];
  return mightOf(state, one) > mightOf(state, two) ? one : two;
}

const mightOf = (state: PolicyState, member: Member): number => {
  return permissionsIn(intersection(potential(state, member).some, POWERS)).length;
};

export interface Accepted {
  readonly before: PolicyState;
  readonly entry: PolicyEntry;
  readonly after: PolicyState;
}

export function accepted(attempts: readonly Attempt[]): readonly Accepted[] {
  return attempts.flatMap(({ before, entry, outcome }) =>
    outcome.ok ? [{ before, entry, after: outcome.value }] : [],
  );
}

/** The state that the history ends in. */
export function endOf({ seed, steps }: History, options: PlayOptions = {}): PolicyState {
  const attempts = play({ seed, steps }, options);
  return accepted(attempts).at(-1)?.after ?? options.first ?? organisation(diceOf(seed));
}
