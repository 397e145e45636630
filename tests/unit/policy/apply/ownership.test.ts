import { describe, expect, test } from 'vitest';
import type { RoleId } from '../../../../src-shared/base/ids.ts';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { SEALPOST } from '../../../../src-shared/policy/presets/sealpost.ts';
import { hexOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  classOf,
  deviceOf,
  firstState,
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
const seq = state.head.seq + 1;
const offer = (number: number, keep: string | null = 'administrator'): Action => ({
  type: 'owner.offer',
  to: memberOf(number),
  keep: keep as RoleId | null,
});
const accept = (entry: number, pins = pinsOf(state, 0)): Action => ({ type: 'owner.accept', offer: entry, pins });
const withdraw: Action = { type: 'owner.withdraw' };
const offered = accepted(state, 0, offer(3));

describe('an offer', () => {
  test('changes nobody until it is accepted, and is the newest one', () => {
    expect(offered.transfer).toEqual({ to: memberOf(3), keep: 'administrator', setBy: seq });
    expect(offered.members).toBe(state.members);
    const second = accepted(offered, 0, offer(4));
    expect(second.transfer?.to).toBe(memberOf(4));
    expect(refused(second, 3, accept(seq))).toBe('notOffered');
  });

  test('can be withdrawn, once', () => {
    const next = accepted(offered, 0, withdraw);
    expect(next.transfer).toBe(null);
    expect(refused(next, 0, withdraw)).toBe('offerUnknown');
    expect(refused(next, 3, accept(seq))).toBe('notOffered');
    expect(refused(offered, 1, withdraw)).toBe('ownerOnly');
  });

  test.each<[string, number, Action]>([
    ['ownerOnly', 1, offer(3)],
    ['memberUnknown', 0, offer(9)],
    ['notActive', 0, offer(5)],
    ['unchanged', 0, offer(0)],
    ['roleUnknown', 0, offer(3, 'none')],
    ['roleUnique', 0, offer(3, 'owner')],
  ])('is refused: %s', (problem, author, action) => {
    expect(refused(state, author, action)).toBe(problem);
  });

  test('is not made to somebody removed', () => {
    const gone = accepted(state, 0, { type: 'member.remove', member: memberOf(3), pins: pinsOf(state, 3) });
    expect(refused(gone, 0, offer(3))).toBe('memberRemoved');
  });
});

describe('acceptance', () => {
  test('P1, P2: makes one owner of two, who keeps no other role', () => {
    const next = accepted(offered, 3, accept(seq));
    expect(next).toMatchObject({ owner: memberOf(3), transfer: null });
    expect(member(next, 3).roles).toEqual([{ id: 'owner', setBy: seq + 1 }]);
    expect(member(next, 0)).toMatchObject({ status: 'active', roles: [{ id: 'administrator', setBy: seq + 1 }] });
    expect(next.licencesInUse).toBe(state.licencesInUse);
    expect(refused(next, 0, offer(4))).toBe('ownerOnly');
    expect(accepted(next, 3, offer(4)).transfer?.to).toBe(memberOf(4));
  });

  test('removes the old owner who keeps nothing, and frees the licence first', () => {
    const first = firstState({ ...SEALPOST, licences: 1 });
    const guest = joined(first, 1, { class: classOf('guest'), roles: [role('guest')] });
    const given = accepted(guest, 0, offer(1, null));
    const next = accepted(given, 1, accept(given.head.seq));
    expect(member(next, 0)).toMatchObject({ status: 'removed', setBy: { status: next.head.seq } });
    expect(member(next, 1)).toMatchObject({ class: 'internal', setBy: { class: next.head.seq } });
    expect(next.licencesInUse).toBe(1);
    expect(refused(next, 0, { type: 'privilege.request', permission: 'billing.view' })).toBe('removed');
    const kept = accepted(guest, 0, offer(1, 'member'));
    expect(refused(kept, 1, accept(kept.head.seq))).toBe('noLicence');
  });

  test('ends what would limit an owner whom nobody can help: account end and access limits', () => {
    const bounded = accepted(
      state,
      0,
      { type: 'member.expiry', member: memberOf(3), expiresAt: state.at + 1000 },
      { type: 'member.limits', member: memberOf(3), withheld: ['pkg.track'], scopes: null, pins: pinsOf(state, 3) },
      offer(3),
    );
    const next = accepted(bounded, 3, accept(seq));
    expect(member(next, 3)).toMatchObject({
      expiresAt: null,
      limits: { withheld: [], scopes: null, setBy: seq + 1 },
      setBy: { expiry: seq + 1, class: member(state, 3).setBy.class },
    });
  });

  test('is refused of another, of another offer, and of whoever is not active any more', () => {
    expect(refused(offered, 4, accept(seq))).toBe('notOffered');
    expect(refused(offered, 3, accept(seq - 1))).toBe('notOffered');
    expect(refused(state, 3, accept(seq))).toBe('notOffered');
    const disabled = accepted(offered, 1, { type: 'member.disable', member: memberOf(3), pins: pinsOf(state, 3) });
    expect(refused(disabled, 3, accept(seq))).toBe('disabled');
  });

  test('P12: pins the devices of the old owner, who loses what the owner alone holds', () => {
    expect(refused(offered, 3, accept(seq, []))).toBe('pinMissing');
    expect(refused(offered, 3, accept(seq, pinsOf(state, 3)))).toBe('pinUnknown');
    const next = accepted(offered, 3, accept(seq));
    expect(next.devices.get(deviceOf(0))?.pins).toEqual([{ seq: 3, hash: hexOf('8', 3), setBy: seq + 1 }]);
    expect(next.devices.get(deviceOf(3))?.pins).toEqual([]);
    const gone = accepted(state, 0, offer(3, null));
    expect(refused(gone, 3, accept(seq, []))).toBe('pinMissing');
  });

  test('P2: two in one entry with the offer are not the same hand', () => {
    expect(refusal(state, 0, [offer(3), accept(seq)])?.detail).toBe('notOffered');
  });
});
