import { describe, expect, test } from 'vitest';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { CREDITS_MAX } from '../../../../src-shared/policy/apply/credits.ts';
import { DEVICES_MAX } from '../../../../src-shared/policy/model/fields.ts';
import { StateDraft } from '../../../../src-shared/policy/model/state-draft.ts';
import { hexOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  deviceOf,
  keysOf,
  member,
  memberOf,
  pinsOf,
  refusal,
  refused,
  team,
} from '../../../support/policy/world.ts';

const state = team();
const m3 = memberOf(3);

describe('credits', () => {
  const grant = (amount: number): Action => ({ type: 'credits.grant', member: m3, amount });
  const spend = (amount: number): Action => ({ type: 'credits.spend', amount });

  test('are given, and spent down to none', () => {
    const rich = accepted(state, 0, grant(5));
    expect(member(rich, 3)).toMatchObject({ credits: 5, setBy: { credits: rich.head.seq } });
    const poor = accepted(rich, 3, spend(5));
    expect(member(poor, 3)).toMatchObject({ credits: 0, setBy: { credits: poor.head.seq } });
    expect(refused(poor, 3, spend(1))).toBe('creditsMissing');
    expect(refused(rich, 3, spend(6))).toBe('creditsMissing');
  });

  test('have a limit', () => {
    const draft = new StateDraft(state);
    draft.put('members', { ...member(state, 3), credits: CREDITS_MAX - 1 });
    const rich = draft.freeze();
    expect(refused(rich, 0, grant(2))).toBe('creditsTooMany');
    expect(member(accepted(rich, 0, grant(1)), 3).credits).toBe(CREDITS_MAX);
  });

  test('are given by billing alone', () => {
    expect(refused(state, 1, grant(1))).toBe('prerequisite');
  });
});

describe('privileges on request', () => {
  const request: Action = { type: 'privilege.request', permission: 'billing.view' };
  const answer = (granted: boolean): Action => ({
    type: 'privilege.answer',
    member: m3,
    permission: 'billing.view',
    granted,
  });
  const asked = accepted(state, 3, request);

  test('are asked for and given', () => {
    expect(member(asked, 3).requests).toEqual(['billing.view']);
    const given = accepted(asked, 0, answer(true));
    expect(member(given, 3)).toMatchObject({
      requests: [],
      overrides: { 'billing.view': { effect: 'allow', setBy: given.head.seq } },
    });
  });

  test('are asked for and not given', () => {
    expect(member(accepted(asked, 0, answer(false)), 3)).toMatchObject({ requests: [], overrides: {} });
  });

  test('are refused when asked twice, for what is not delegated, or answered unasked', () => {
    expect(refused(asked, 3, request)).toBe('requestedAlready');
    expect(refused(state, 3, { type: 'privilege.request', permission: 'user.invite' })).toBe('notDelegated');
    expect(refused(state, 0, answer(true))).toBe('requestUnknown');
    expect(refused(asked, 1, answer(true))).toBe('default');
  });
});

describe('devices', () => {
  const add = (number: number): Action => ({
    type: 'device.add',
    device: deviceOf(number),
    publicKey: hexOf('4', number),
    certificate: hexOf('5', number, 64),
  });
  const revoke = (number: number): Action => {
    const [pin] = pinsOf(state, number);
    if (pin === undefined) throw new Error('no device');
    return { type: 'device.revoke', pin };
  };

  test('are added by an older one, or by themselves', () => {
    const next = accepted(state, 3, add(13));
    expect(next.devices.get(deviceOf(13))).toEqual({
      id: deviceOf(13),
      member: m3,
      publicKey: hexOf('4', 13),
      certificate: hexOf('5', 13, 64),
      revoked: false,
      pins: [],
      setBy: next.head.seq,
    });
    expect(refusal(state, 3, [add(13)], { device: deviceOf(13) })).toBe(null);
  });

  test('introduce nothing but themselves', () => {
    const edit: Action = { type: 'member.approvers', member: m3, approvers: [] };
    expect(refusal(state, 3, [add(13), edit], { device: deviceOf(13) })?.detail).toBe('device');
    expect(refusal(state, 3, [add(13)], { device: deviceOf(14) })?.detail).toBe('device');
    expect(refusal(state, 9, [add(13)], { device: deviceOf(13) })?.detail).toBe('notMember');
  });

  test('are refused under a known id or key, and beyond what can be pinned', () => {
    expect(refused(state, 3, add(4))).toBe('deviceExists');
    expect(refused(state, 3, { ...add(13), publicKey: keysOf(4).devicePublicKey } as Action)).toBe('keyReused');
    let full = state;
    for (let number = 1; number < DEVICES_MAX; number += 1) full = accepted(full, 3, add(100 + number));
    expect(refused(full, 3, add(200))).toBe('devicesTooMany');
    const fewer = accepted(full, 3, {
      type: 'device.revoke',
      pin: { device: deviceOf(101), seq: -1, hash: hexOf('0', 0) },
    });
    expect(accepted(fewer, 3, add(200)).devices.has(deviceOf(200))).toBe(true);
  });

  test('P12: are revoked by their member or from above, and sign nothing more', () => {
    for (const author of [3, 1]) {
      const next = accepted(state, author, revoke(3));
      expect(next.devices.get(deviceOf(3))).toMatchObject({
        revoked: true,
        pins: [{ seq: 3, setBy: next.head.seq }],
        setBy: next.head.seq,
      });
      expect(refused(next, 3, { type: 'credits.spend', amount: 1 })).toBe('device');
      expect(refused(next, 1, revoke(3))).toBe('deviceRevoked');
    }
  });

  test('are not revoked by peers without the right, and not when there is none', () => {
    expect(refused(state, 4, revoke(3))).toBe('default');
    const pin = { device: deviceOf(99), seq: 0, hash: hexOf('8', 0) };
    expect(refused(state, 1, { type: 'device.revoke', pin })).toBe('targetUnknown');
  });
});
