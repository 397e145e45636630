import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import { canonicalJson } from '../../../src-shared/base/canonical-json.ts';
import type { DeviceId, MemberId } from '../../../src-shared/base/ids.ts';
import { ACTIONS, type Action, type ActionType, parseAction } from '../../../src-shared/policy/action/action.ts';
import { apply, applyTo, type PolicyEntry } from '../../../src-shared/policy/apply/apply.ts';
import { ENTRY_PROBLEMS } from '../../../src-shared/policy/apply/problems.ts';
import { DECISION_REASONS } from '../../../src-shared/policy/decide/decision.ts';
import { inconsistencyOf } from '../../../src-shared/policy/model/consistency.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../../src-shared/policy/model/state-draft.ts';
import { parseState, stateChunks } from '../../../src-shared/policy/model/state-text.ts';
import { EVEN } from '../../support/policy/actions.ts';
import { type Dice, diceOf, SEED } from '../../support/policy/dice.ts';
import { entryOf, memoryOf } from '../../support/policy/histories.ts';
import { organisation } from '../../support/policy/organisations.ts';

fc.configureGlobal({ seed: SEED });

/*
 * S21 for the policy: whatever JSON stands where an action, an entry or a state should, it is a typed refusal, nothing is
 * thrown, and the state is what it was.
 */

const number = fc.noBias(fc.nat());
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<fc.JsonValue>(null, true, -1, 0, 1.5, 1e308, '', ' ', '\u0000', '\ud800', '__proto__', [], {}),
  fc.constantFrom<fc.JsonValue>('m0000000000000000000000000', 'owner', 'role-1', 'staff', 'group-1', 'account.login'),
  fc.constantFrom<fc.JsonValue>(['a', 'a'], { toString: 1 }, { constructor: {} }, { length: 9 }, 2 ** 60),
);
const type = fc.constantFrom(...(Object.keys(ACTIONS) as ActionType[]));
const KNOWN: ReadonlySet<string> = new Set([...DECISION_REASONS, ...ENTRY_PROBLEMS]);

interface Fixture {
  readonly state: PolicyState;
  readonly entry: PolicyEntry;
  readonly dice: Dice;
}

/** An entry that is well-formed, by somebody who may well be allowed it. */
function fixture(seed: number): Fixture {
  const dice = diceOf(seed);
  const state = organisation(dice, { allActive: true });
  const owner = state.members.get(state.owner);
  const actor = dice.chance(1, 2) && owner !== undefined ? owner : dice.pick([...state.members.values()]);
  const wish = { actor, favoured: [], weights: EVEN, straight: true };
  return { state, entry: entryOf(dice, state, memoryOf(state), wish), dice };
}

/** Refused with a reason that has a text, or accepted with a state whose parts fit together; never thrown. */
function expectTyped(state: PolicyState, entry: PolicyEntry): boolean {
  const draft = new StateDraft(state);
  const applied = applyTo(draft, entry);
  if (applied.ok) {
    expect(inconsistencyOf(draft.freeze())).toBeNull();
    return true;
  }
  expect(applied.error.code).toMatch(/^policy\.(denied|invalid)$/);
  expect(KNOWN, applied.error.detail).toContain(applied.error.detail);
  expect(draft.freeze()).toEqual(state);
  return false;
}

test('S21 any JSON as an action is refused with a code, or is an action', () => {
  const codes = new Set<string>();
  fc.assert(
    fc.property(json, type, (any, known) => {
      const typed = typeof any === 'object' && any !== null && !Array.isArray(any) ? { ...any, type: known } : any;
      for (const value of [any, typed, { type: known, ...Object(any) }, [any], { type: any }]) {
        const parsed = parseAction(value);
        if (!parsed.ok) codes.add(parsed.error.code);
      }
    }),
    { numRuns: 3_000 },
  );
  expect([...codes].toSorted()).toEqual(['action.malformed', 'action.unknown']);
});

test('S21 an action with any one field replaced by any JSON is refused, or judged like any other', () => {
  let parsedStill = 0;
  let refused = 0;
  fc.assert(
    fc.property(number, number, json, (seed, place, any) => {
      const { state, entry } = fixture(seed);
      const [action] = entry.actions;
      if (action === undefined) return;
      const plain = JSON.parse(JSON.stringify(action)) as Record<string, unknown>;
      const keys = Object.keys(plain).filter((key) => key !== 'type');
      const key = keys.length === 0 ? 'extra' : (keys[place % keys.length] ?? 'extra');
      const parsed = parseAction({ ...plain, [key]: any });
      if (!parsed.ok) {
        refused += 1;
        return;
      }
      parsedStill += 1;
      expectTyped(state, { ...entry, actions: [parsed.value] });
    }),
    { numRuns: 4_000 },
  );
  expect(parsedStill).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(1_000);
});

test('S21 well-formed actions about things that there are not, or are of another kind, are typed refusals', () => {
  let accepted = 0;
  fc.assert(
    fc.property(number, number, (seed, other) => {
      const { state, entry } = fixture(seed);
      // The ids are those of another organisation, larger or smaller, with other roles and groups.
      const foreign = fixture(other);
      if (expectTyped(state, { ...entry, actions: [...entry.actions, ...foreign.entry.actions] })) accepted += 1;
      expectTyped(state, { ...entry, actions: foreign.entry.actions });
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(0);
});

test('S21 entries with any numbers, names and devices around good actions are typed refusals', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'));
  const any = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1, 0, 41, 2 ** 53, Number.NaN, Infinity));
  fc.assert(
    fc.property(number, fc.nat(4), text, any, (seed, field, name, value) => {
      const { state, entry } = fixture(seed);
      const changes: readonly Partial<PolicyEntry>[] = [
        { seq: value },
        { prev: name },
        { author: name as MemberId },
        { device: name as DeviceId },
        { actions: [] },
      ];
      expectTyped(state, { ...entry, ...changes[field] });
    }),
    { numRuns: 2_000 },
  );
});

test('S21 proposals of any JSON are refused, and of good actions judged', () => {
  const proposals = new Set<string>();
  fc.assert(
    fc.property(number, fc.array(json, { minLength: 1, maxLength: 3 }), fc.boolean(), (seed, any, good) => {
      const { state, entry } = fixture(seed);
      const actions: readonly unknown[] = good ? JSON.parse(JSON.stringify(entry.actions)) : any;
      const open = { type: 'proposal.open', proposal: 'p'.padEnd(26, '7'), actions, expiresAt: entry.at + 1_000 };
      const parsed = parseAction(open);
      if (!parsed.ok) return;
      const { ok } = apply(state, { ...entry, author: state.owner, device: deviceOf(state), actions: [parsed.value] });
      proposals.add(String(ok));
      expectTyped(state, { ...entry, author: state.owner, device: deviceOf(state), actions: [parsed.value] });
    }),
    { numRuns: 2_000 },
  );
  expect([...proposals].toSorted()).toEqual(['false', 'true']);
});

function deviceOf({ devices, owner }: PolicyState): DeviceId {
  const own = [...devices.values()].find(({ member }) => member === owner);
  if (own === undefined) throw new RangeError('the owner has no device');
  return own.id;
}

test('S21 no action, however it is named, reaches a prototype', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
    const table = JSON.parse(`{"${key}":"allow"}`) as unknown;
    for (const value of [
      { type: 'setting.set', key, value: 'everybody' },
      { type: 'group.create', group: 'g', name: 'G', scope: false, permissions: table },
      { type: 'role.edit', role: 'role-1', cells: JSON.parse(`{"${key}":"full"}`) as unknown },
      { type: 'member.override', member: 'm'.padEnd(26, '0'), permission: key, effect: 'allow', pins: [] },
    ]) {
      const parsed = parseAction(value);
      if (!parsed.ok) continue;
      const { state, entry } = fixture(1);
      expectTyped(state, { ...entry, author: state.owner, device: deviceOf(state), actions: [parsed.value as Action] });
    }
  }
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
  expect(({} as { readonly allow?: unknown }).allow).toBeUndefined();
});

test('S21 a state’s text with any bytes, any JSON, or anything missing, is refused with a code', () => {
  fc.assert(
    fc.property(
      number,
      number,
      fc.oneof(
        fc.uint8Array(),
        json.map((any) => utf8(JSON.stringify(any))),
      ),
      (seed, place, any) => {
        const { state } = fixture(seed);
        const chunks = [...stateChunks(state)];
        const index = place % chunks.length;
        const replaced = chunks.map((chunk, at) => (at === index ? { ...chunk, text: any } : chunk));
        const without = chunks.filter((_, at) => at !== index);
        const twice = chunks.flatMap((chunk, at) => (at === index ? [chunk, chunk] : [chunk]));
        for (const tampered of [replaced, without, twice]) {
          const parsed = parseState(tampered);
          expect(parsed.ok ? '' : parsed.error.code).toMatch(/^state\.(malformed|inconsistent|rules)$/);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('S21 a state’s text with one value changed is another state that fits together, or refused', () => {
  let other = 0;
  fc.assert(
    fc.property(number, number, json, (seed, place, any) => {
      const { state } = fixture(seed);
      const chunks = [...stateChunks(state)];
      const index = place % chunks.length;
      const tampered = chunks.map((chunk, at) => {
        if (at !== index) return chunk;
        const value = JSON.parse(new TextDecoder().decode(chunk.text)) as unknown;
        return { ...chunk, text: utf8(canonicalJson(altered(diceOf(place), value, any))) };
      });
      const parsed = parseState(tampered);
      if (!parsed.ok) {
        expect(parsed.error.code).toMatch(/^state\.(malformed|inconsistent|rules)$/);
        return;
      }
      other += 1;
      // What was read is what is written again: nothing was dropped or added on the way.
      expect([...stateChunks(parsed.value)]).toEqual(tampered);
    }),
    { numRuns: 1_000 },
  );
  expect(other).toBeGreaterThan(0);
});

/** The value with something in it replaced. */
function altered(dice: Dice, value: unknown, by: unknown): unknown {
  if (dice.chance(1, 5) || typeof value !== 'object' || value === null) return by;
  if (Array.isArray(value)) {
    const index = dice.roll(value.length);
    return value.map((item, at) => (at === index ? altered(dice, item, by) : item));
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = dice.pick(keys);
  return { ...value, [key]: altered(dice, (value as Record<string, unknown>)[key], by) };
}
