import { describe, expect, test } from 'vitest';
import type { RoleId } from '../../../../src-shared/base/ids.ts';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { days, hexOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  activate,
  deviceOf,
  invite,
  joined,
  member,
  memberOf,
  pinsOf,
  refusal,
  refused,
  role,
  team,
} from '../../../support/policy/world.ts';

const state = team();
const pins = pinsOf(state, 3);
const [m3, m5, nobody] = [memberOf(3), memberOf(5), memberOf(9)];
const disable: Action = { type: 'member.disable', member: m3, pins };
const enable: Action = { type: 'member.enable', member: m3 };
const unlock: Action = { type: 'member.unlock', member: m3 };
const remove: Action = { type: 'member.remove', member: m3, pins };
const reset: Action = { type: 'password.reset', member: m3, by: 'code' };
const limited = accepted(
  state,
  0,
  { type: 'setting.set', key: 'users.lockAfterDays', value: 30 },
  { type: 'setting.set', key: 'users.removeAfterDays', value: 60 },
);
const never = accepted(
  limited,
  0,
  { type: 'setting.set', key: 'users.lockAfterDays', value: 0 },
  { type: 'setting.set', key: 'users.removeAfterDays', value: 0 },
);
const lock = (inactive: number): Action => ({
  type: 'member.lock',
  member: m3,
  inactiveSince: state.at - days(inactive),
  pins,
});
const outdated = (inactive: number): Action => ({ ...remove, inactiveSince: state.at - days(inactive) });

describe('member.disable and member.enable', () => {
  test('P11, P12: takes effect at once, pins the devices and keeps the licence and the roles', () => {
    const next = accepted(state, 1, disable);
    const seq = next.head.seq;
    expect(member(next, 3)).toMatchObject({
      status: 'disabled',
      roles: member(state, 3).roles,
      setBy: { status: seq },
    });
    expect(next.devices.get(deviceOf(3))?.pins).toEqual([{ seq: 3, hash: hexOf('8', 3), setBy: seq }]);
    expect(next.licencesInUse).toBe(state.licencesInUse);
    expect(refused(next, 3, { type: 'credits.spend', amount: 1 })).toBe('disabled');
  });

  test('is undone by enabling, but for the pin', () => {
    const disabled = accepted(state, 1, disable);
    const next = accepted(disabled, 1, enable);
    expect(member(next, 3)).toMatchObject({ status: 'active', setBy: { status: next.head.seq } });
    expect(next.devices).toEqual(disabled.devices);
    expect(next.licencesInUse).toBe(state.licencesInUse);
  });

  test('keeps every pin that says something a later one does not', () => {
    const pinned = (seqs: readonly number[]) => {
      let next = state;
      for (const seq of seqs) {
        if (member(next, 3).status === 'disabled') next = accepted(next, 1, enable);
        next = accepted(next, 1, { ...disable, pins: pinsOf(state, 3, seq) });
      }
      return next.devices.get(deviceOf(3))?.pins.map(({ seq }) => seq);
    };
    expect(pinned([3, 8])).toEqual([3, 8]);
    expect(pinned([8, 3])).toEqual([3]);
    expect(pinned([3, 3])).toEqual([3]);
    expect(pinned([1, 5, 9, 5])).toEqual([1, 5]);
  });

  const pin = { device: deviceOf(3), seq: 3, hash: hexOf('8', 3) };
  test.each<[string, Action]>([
    ['targetUnknown', { ...disable, member: nobody }],
    ['notActive', { ...disable, member: m5, pins: [] }],
    ['pinMissing', { ...disable, pins: [] }],
    ['pinUnknown', { ...disable, pins: [pin, pin] }],
    ['pinUnknown', { ...disable, pins: [pin, { ...pin, device: deviceOf(4) }] }],
    ['notDisabled', enable],
    ['notLocked', unlock],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });

  test('is refused twice, and denied to members', () => {
    expect(refused(accepted(state, 1, disable), 1, disable)).toBe('notActive');
    expect(refused(state, 4, disable)).toBe('default');
    expect(refused(state, 1, { ...disable, member: memberOf(0), pins: pinsOf(state, 0) })).toBe('targetIsOwner');
  });
});

describe('member.lock and member.unlock', () => {
  test('P22: locks after as many days as the settings say, and unlocks', () => {
    const locked = accepted(limited, 1, lock(30));
    expect(member(locked, 3)).toMatchObject({ status: 'locked', setBy: { status: locked.head.seq } });
    expect(locked.devices.get(deviceOf(3))?.pins).toHaveLength(1);
    expect(refused(locked, 1, disable)).toBe('notActive');
    expect(member(accepted(locked, 1, unlock), 3).status).toBe('active');
  });

  test('P22: is refused a day early, where the settings say never, and for persistent accounts', () => {
    expect(refused(limited, 1, { ...lock(30), inactiveSince: state.at - days(30) + 1 } as Action)).toBe('notInactive');
    expect(refused(never, 1, lock(3650))).toBe('notInactive');
    const override = { type: 'member.override', member: m3, permission: 'account.persistent', pins } as const;
    const persistent = accepted(limited, 0, { ...override, effect: 'allow' });
    expect(refused(persistent, 1, lock(30))).toBe('persistent');
    expect(refused(persistent, 1, outdated(60))).toBe('persistent');
    expect(member(accepted(persistent, 1, remove), 3).status).toBe('removed');
  });

  test('P22: an account that was locked before it became persistent is not removed for inactivity', () => {
    const locked = accepted(limited, 1, lock(30));
    const permission = 'account.persistent';
    const next = accepted(locked, 0, { type: 'member.override', member: m3, permission, effect: 'allow', pins: [] });
    expect(refused(next, 1, outdated(60))).toBe('persistent');
  });

  test('is refused of somebody who is not active', () => {
    expect(refused(limited, 1, { ...lock(30), member: m5, pins: [] } as Action)).toBe('notActive');
    expect(refused(accepted(limited, 1, lock(30)), 1, lock(30))).toBe('notActive');
  });
});

describe('member.remove', () => {
  test('leaves a tombstone that takes no licence and no part', () => {
    const asked = accepted(state, 3, { type: 'privilege.request', permission: 'billing.view' });
    const next = accepted(asked, 1, remove);
    const seq = next.head.seq;
    const before = member(state, 3);
    expect(member(next, 3)).toEqual({ ...before, status: 'removed', setBy: { ...before.setBy, status: seq } });
    expect(next.licencesInUse).toBe(state.licencesInUse - 1);
    expect(next.devices.get(deviceOf(3))?.pins).toHaveLength(1);
    for (const action of [enable, remove, reset, { ...disable, pins }]) {
      expect(refused(next, 1, action)).toBe('targetUnknown');
    }
  });

  test('takes back an invitation', () => {
    const next = accepted(state, 1, { type: 'member.remove', member: m5, pins: [] });
    expect(member(next, 5).invitation).toBe(null);
    expect(refusal(next, 5, [activate(5)])?.detail).toBe('notYourInvitation');
    expect(next.licencesInUse).toBe(state.licencesInUse);
  });

  test('asks for no second pin of somebody who was disabled', () => {
    expect(member(accepted(accepted(state, 1, disable), 1, { ...remove, pins: [] }), 3).status).toBe('removed');
  });

  test('ends what the owner offered them', () => {
    const offered = accepted(state, 0, { type: 'owner.offer', to: m3, keep: null });
    expect(accepted(offered, 1, remove).transfer).toBe(null);
    const other = accepted(state, 0, { type: 'owner.offer', to: memberOf(4), keep: null });
    expect(accepted(other, 1, remove).transfer).toEqual(other.transfer);
  });

  test('for inactivity alone, is refused early and done in time', () => {
    expect(refused(limited, 1, outdated(59))).toBe('notInactive');
    expect(refused(never, 1, outdated(3650))).toBe('notInactive');
    expect(member(accepted(limited, 1, outdated(60)), 3).status).toBe('removed');
  });

  test('is refused without pins, and of the owner', () => {
    expect(refused(state, 1, { ...remove, pins: [] })).toBe('pinMissing');
    expect(refused(state, 1, { ...remove, member: memberOf(0), pins: pinsOf(state, 0) })).toBe('targetIsOwner');
  });
});

describe('member.expiry', () => {
  const expiry = (expiresAt: number | null): Action => ({ type: 'member.expiry', member: m3, expiresAt });

  test('P11: ends the account at that moment, without an entry more', () => {
    const next = accepted(state, 1, expiry(state.at + 10));
    expect(member(next, 3)).toMatchObject({ expiresAt: state.at + 10, setBy: { expiry: next.head.seq } });
    const request: Action = { type: 'privilege.request', permission: 'billing.view' };
    expect(refusal(next, 3, [request], { at: state.at + 9 })).toBe(null);
    expect(refusal(next, 3, [request], { at: state.at + 10 })?.detail).toBe('expired');
    expect(member(accepted(next, 1, expiry(null)), 3).expiresAt).toBe(null);
  });

  test.each<[string, Action]>([
    ['unchanged', expiry(null)],
    ['expiryPast', expiry(state.at)],
    ['targetUnknown', { type: 'member.expiry', member: nobody, expiresAt: null }],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });
});

describe('password.reset and password.chosen', () => {
  test('G8: leaves login until a password is chosen', () => {
    const next = accepted(state, 1, reset);
    expect(member(next, 3).resetBy).toBe(next.head.seq);
    expect(refused(next, 3, { type: 'privilege.request', permission: 'billing.view' })).toBe('mustChoosePassword');
    expect(member(accepted(next, 3, { type: 'password.chosen' }), 3).resetBy).toBe(null);
  });

  test.each<[string, Action]>([
    [
      'device.add',
      { type: 'device.add', device: deviceOf(13), publicKey: hexOf('4', 13), certificate: hexOf('5', 13, 64) },
    ],
    ['credits.spend', { type: 'credits.spend', amount: 1 }],
  ])('S25: refuses %s of a member who must choose a password first', (_type, action) => {
    const credited = accepted(state, 0, { type: 'credits.grant', member: m3, amount: 5 });
    expect(refusal(credited, 3, [action])).toBe(null);
    const next = accepted(credited, 1, reset);
    expect(refused(next, 3, action)).toBe('mustChoosePassword');
    expect(refusal(accepted(next, 3, { type: 'password.chosen' }), 3, [action])).toBe(null);
  });

  test('S25: refuses to take back an offer in the name of who must choose a password first', () => {
    const offered = accepted(state, 0, { type: 'owner.offer', to: memberOf(1), keep: null });
    const mustChoose = {
      ...offered,
      members: new Map(offered.members).set(memberOf(0), { ...member(offered, 0), resetBy: offered.head.seq }),
    };
    expect(refusal(offered, 0, [{ type: 'owner.withdraw' }])).toBe(null);
    expect(refused(mustChoose, 0, { type: 'owner.withdraw' })).toBe('mustChoosePassword');
  });

  test('is refused of whoever is not active, and when there was no reset', () => {
    expect(refused(state, 1, { ...reset, member: m5 })).toBe('notActive');
    expect(refused(accepted(state, 1, disable), 1, reset)).toBe('notActive');
    expect(refused(state, 3, { type: 'password.chosen' })).toBe('notReset');
  });

  test('G8: is denied to a help desk where more is to be won', () => {
    const desk = joined(state, 6, { roles: [role('help-desk')] });
    const vice = joined(desk, 7, { roles: ['analyst' as RoleId] });
    expect(refused(vice, 6, { ...reset, member: memberOf(1) })).toBe('targetOutranks');
    expect(refused(vice, 6, { ...reset, member: memberOf(7) })).toBe('governanceExceeds');
    expect(member(accepted(vice, 6, reset), 3).resetBy).toBe(vice.head.seq + 1);
  });
});

test('an invited member can be changed before they come', () => {
  const next = accepted(state, 0, invite(state, 6));
  expect(member(accepted(next, 1, { type: 'member.edit', member: memberOf(6), name: 'New' }), 6).name).toBe('New');
});
