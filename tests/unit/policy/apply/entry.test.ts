import { describe, expect, test } from 'vitest';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import {
  activationOf,
  apply,
  newDeviceOf,
  type PolicyEntry,
  rehearse,
} from '../../../../src-shared/policy/apply/apply.ts';
import { hexOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  activate,
  deviceOf,
  entryBy,
  memberOf,
  refusal,
  team,
  textOf,
} from '../../../support/policy/world.ts';

const state = team();
const rename = (number: number, name: string): Action => ({ type: 'member.edit', member: memberOf(number), name });

describe('the chain', () => {
  test.each<[string, Partial<PolicyEntry>]>([
    ['sequence', { seq: state.head.seq }],
    ['sequence', { seq: state.head.seq + 2 }],
    ['chain', { prev: hexOf('a', 1) }],
    ['backdated', { at: state.at - 1 }],
    ['device', { device: deviceOf(9) }],
    ['device', { device: deviceOf(2) }],
    ['device', { author: memberOf(2) }],
  ])('P29: refuses an entry out of place: %s', (problem, fields) => {
    expect(refusal(state, 1, [rename(3, 'New')], fields)).toEqual({
      code: 'policy.invalid',
      action: 0,
      problem,
      detail: problem,
    });
  });

  test('goes on from the entry', () => {
    const entry = entryBy(state, 1, [rename(3, 'New')], { at: state.at + 5 });
    const next = apply(state, entry);
    expect(next).toMatchObject({ ok: true, value: { head: { seq: entry.seq, hash: entry.hash }, at: state.at + 5 } });
  });
});

describe('the actions of one entry', () => {
  test('see what those before them did', () => {
    expect(accepted(state, 1, rename(3, 'A'), rename(3, 'B')).members.get(memberOf(3))?.name).toBe('B');
    expect(refusal(state, 1, [rename(3, 'A'), rename(3, 'A')])).toEqual({
      code: 'policy.invalid',
      action: 1,
      problem: 'unchanged',
      detail: 'unchanged',
    });
  });

  test('P30: are done together or not at all, and the one that failed is named with the decision', () => {
    const refused = refusal(state, 1, [rename(3, 'A'), rename(0, 'B'), rename(4, 'C')]);
    expect(refused).toMatchObject({ code: 'policy.denied', action: 1, detail: 'targetIsOwner' });
    expect(refused?.code === 'policy.denied' && refused.decision.allowed).toBe(false);
  });

  test('share with the state before what they do not touch', () => {
    const next = accepted(state, 1, rename(3, 'A'));
    expect(next.members.get(memberOf(4))).toBe(state.members.get(memberOf(4)));
    for (const part of ['devices', 'roles', 'taken', 'settings', 'proposals'] as const) {
      expect(next[part]).toBe(state[part]);
    }
  });
});

test('rehearses what would be accepted next, and changes nothing', () => {
  const by = { author: memberOf(1), device: deviceOf(1), at: state.at };
  const before = textOf(state);
  expect(rehearse(state, by, [rename(3, 'New')])).toMatchObject({
    ok: true,
    value: { head: { seq: state.head.seq + 1 } },
  });
  expect(rehearse(state, by, [rename(0, 'New')])).toMatchObject({ ok: false, error: { code: 'policy.denied' } });
  expect(textOf(state)).toBe(before);
});

test('finds the device that an entry brings along, in the sole action of an entry that it signs', () => {
  const action = activate(5);
  const add: Action = {
    type: 'device.add',
    device: deviceOf(7),
    publicKey: hexOf('4', 7),
    certificate: hexOf('5', 7, 64),
  };
  expect(activationOf({ device: deviceOf(5), actions: [action] })).toBe(action);
  expect(activationOf({ device: deviceOf(1), actions: [action] })).toBe(null);
  expect(activationOf({ device: deviceOf(5), actions: [action, rename(3, 'A')] })).toBe(null);
  expect(activationOf({ device: deviceOf(7), actions: [add] })).toBe(null);
  expect(newDeviceOf({ device: deviceOf(7), actions: [add] })).toBe(add);
  expect(newDeviceOf({ device: deviceOf(1), actions: [add] })).toBe(null);
  expect(newDeviceOf({ device: deviceOf(7), actions: [rename(3, 'A'), add] })).toBe(null);
});
