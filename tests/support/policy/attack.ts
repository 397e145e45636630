import type { MemberId } from '../../../src-shared/base/ids.ts';
import { apply, type PolicyEntry } from '../../../src-shared/policy/apply/apply.ts';
import { LAWS, type Laws } from '../../../src-shared/policy/model/laws.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { EVEN, type Weights } from './actions.ts';
import { Coalition } from './coalition.ts';
import { dangersBetween } from './dangers.ts';
import type { Dice } from './dice.ts';
import { entryOf, type Memory, memoryOf, remember } from './histories.ts';

/*
 * A search for privilege escalation. A coalition acts alone: members who collude, the puppets they invite, the accounts
 * they come to control by a reset or a new invitation. It tries what it likes, one action after the other, preferring
 * what makes it stronger, and what it must never reach is checked after every entry that is accepted.
 */

export interface Start {
  readonly state: PolicyState;
  readonly colluders: readonly MemberId[];
  /** They are fewer than this, so that nothing dangerous may take effect by them (property 33). */
  readonly alone?: number;
}

export interface Violation {
  /** Which property, and of whom. */
  readonly what: string;
  /** From the start to the violation, shrunk. */
  readonly entries: readonly PolicyEntry[];
}

export interface Search {
  readonly attempted: number;
  readonly accepted: number;
  readonly violation: Violation | null;
}

/** What a coalition tries: mostly what moves rights. */
export const TRIED: Weights = {
  ...EVEN,
  'member.invite': 8,
  'member.reinvite': 4,
  'member.activate': 10,
  'member.edit': 2,
  'member.enable': 2,
  'member.unlock': 2,
  'member.expiry': 2,
  'member.roles': 10,
  'member.class': 6,
  'member.groups': 8,
  'member.override': 10,
  'member.limits': 6,
  'privilege.request': 2,
  'privilege.answer': 4,
  'credits.grant': 2,
  'password.reset': 5,
  'password.chosen': 3,
  'role.create': 3,
  'role.edit': 10,
  'class.create': 2,
  'class.edit': 6,
  'group.create': 2,
  'group.edit': 8,
  'setting.set': 5,
  'template.set': 3,
  'threshold.set': 2,
  'proposal.open': 2,
  'proposal.approve': 4,
  'owner.accept': 3,
};

/** What took effect of what they are too few for: P33. */
function danger({ alone }: Start, before: PolicyState, after: PolicyState): string | null {
  if (alone === undefined) return null;
  const found = [...dangersBetween(before, after)].filter((each) => before.thresholds[each].governors >= alone);
  return found.length === 0 ? null : `P33: ${found.join()}`;
}

/** Gives up after that many refusals in a row and starts again. */
const PATIENCE = 150;

export function attack(start: Start, dice: Dice, attempts: number, laws: Laws = LAWS, weights = TRIED): Search {
  let coalition = Coalition.of(start.state, start.colluders, laws);
  let state = start.state;
  let memory = memoryOf(state);
  let trace: PolicyEntry[] = [];
  let accepted = 0;
  let refusedInARow = 0;
  for (let attempted = 1; attempted <= attempts; attempted += 1) {
    const entry = nextEntry(dice, state, memory, coalition, weights);
    const outcome = entry === null ? null : apply(state, entry, laws);
    if (entry === null || outcome?.ok !== true) {
      refusedInARow += 1;
      if (entry !== null && refusedInARow < PATIENCE) continue;
      coalition = Coalition.of(start.state, start.colluders, laws);
      state = start.state;
      memory = memoryOf(state);
      trace = [];
      refusedInARow = 0;
      continue;
    }
    accepted += 1;
    refusedInARow = 0;
    const next = coalition.after(state, outcome.value, entry);
    const what = next.violation(state, outcome.value, entry) ?? danger(start, state, outcome.value);
    if (what !== null) {
      return { attempted, accepted, violation: { what, entries: shrink(start, [...trace, entry], laws) } };
    }
    // Greedy: what weakens the coalition, such as disabling each other, is mostly taken back.
    if (next.strength(outcome.value) < coalition.strength(state) && dice.chance(7, 8)) continue;
    trace.push(entry);
    remember(memory, outcome.value, entry.actions);
    state = outcome.value;
    coalition = next;
  }
  return { attempted: attempts, accepted, violation: null };
}

/** null when nobody of the coalition can act any more. */
function nextEntry(
  dice: Dice,
  state: PolicyState,
  memory: Memory,
  coalition: Coalition,
  weights: Weights,
): PolicyEntry | null {
  const acting = coalition.acting(state);
  if (acting.length === 0) return null;
  const favoured = [...coalition.controlled, ...coalition.invited];
  const actor = dice.pick(acting);
  const entry = entryOf(dice, state, memory, { actor, favoured, weights, straight: true });
  // Others neither act nor join: they are not in it.
  return coalition.includes(entry.author) ? entry : { ...entry, author: actor.id };
}

/**
 * Plays entries again, each chained to what became of those before it, and signed on a device that is there;
 * pins of devices that are not are left out, and so are entries of others than the coalition.
 */
export function replay(start: Start, entries: readonly PolicyEntry[], laws: Laws = LAWS): string | null {
  let state = start.state;
  let coalition = Coalition.of(state, start.colluders, laws);
  for (const entry of entries) {
    if (!coalition.includes(entry.author)) continue;
    const at = Math.max(entry.at, state.at);
    const known = state.devices.has(entry.device) || entry.actions[0]?.type === 'member.activate';
    const own = [...state.devices.values()].find(({ member, revoked }) => member === entry.author && !revoked);
    const device = known ? entry.device : (own?.id ?? entry.device);
    const { devices } = state;
    const actions = entry.actions.map((action) =>
      'pins' in action ? { ...action, pins: action.pins.filter((pin) => devices.has(pin.device)) } : action,
    );
    const chained = { ...entry, seq: state.head.seq + 1, prev: state.head.hash, at, device, actions };
    const outcome = apply(state, chained, laws);
    if (!outcome.ok) continue;
    const next = coalition.after(state, outcome.value, chained);
    const what = next.violation(state, outcome.value, chained) ?? danger(start, state, outcome.value);
    if (what !== null) return what;
    state = outcome.value;
    coalition = next;
  }
  return null;
}

/** Leaves out every entry, and every action of an entry, that the violation does not need. */
function shrink(start: Start, entries: readonly PolicyEntry[], laws: Laws): readonly PolicyEntry[] {
  let least = entries;
  const tryOut = (fewer: readonly PolicyEntry[]): void => {
    if (replay(start, fewer, laws) !== null) least = fewer;
  };
  for (let place = least.length - 1; place >= 0; place -= 1) tryOut(least.filter((_, index) => index !== place));
  for (let place = least.length - 1; place >= 0; place -= 1) {
    for (const action of least[place]?.actions ?? []) {
      const without = (entry: PolicyEntry) => entry.actions.filter((other) => other !== action);
      tryOut(least.map((entry, index) => (index === place ? { ...entry, actions: without(entry) } : entry)));
    }
  }
  return least;
}
