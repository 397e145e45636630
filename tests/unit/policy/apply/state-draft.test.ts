import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OwnedMap } from '../../../../src-shared/policy/model/owned-map.ts';
import { StateDraft } from '../../../../src-shared/policy/model/state-draft.ts';
import { deviceOf, member, memberOf, role, team, textOf } from '../../../support/policy/world.ts';

const state = team();
const before = textOf(state);
const given = (id: string) => ({ ...member(state, 3), name: id });

test('shows its changes to its readers, and never to the state that it began with', () => {
  const draft = new StateDraft(state);
  draft.put('members', given('New'));
  draft.change({ name: 'Other' });
  draft.take('claim', 'whose');
  draft.drop('roles', role('guest'));
  expect(draft.members.get(memberOf(3))?.name).toBe('New');
  expect([draft.name, draft.taken.get('claim'), draft.roles.has(role('guest'))]).toEqual(['Other', 'whose', false]);
  expect(textOf(draft.freeze())).toBe(textOf(draft));
  expect(textOf(state)).toBe(before);
});

test('leaves what was frozen as it was, and copies a map once for many changes', () => {
  const draft = new StateDraft(state);
  draft.put('members', given('A'));
  const map = draft.members;
  draft.put('members', given('B'));
  expect(draft.members).toBe(map);
  const frozen = draft.freeze();
  const text = textOf(frozen);
  draft.put('members', given('C'));
  expect(draft.members).not.toBe(map);
  expect(textOf(frozen)).toBe(text);
  expect(draft.freeze().devices).toBe(state.devices);
});

test('takes back the inner attempt alone, or both', () => {
  const draft = new StateDraft(state);
  const work = (inner: boolean, outer: boolean) =>
    draft.attempt(() => {
      draft.put('members', given('outer'));
      draft.attempt(() => {
        draft.put('members', given('inner'));
        return inner;
      });
      return outer;
    });
  expect(work(true, false)).toBe(false);
  expect(textOf(draft)).toBe(before);
  expect(work(false, true)).toBe(true);
  expect(draft.members.get(memberOf(3))?.name).toBe('outer');
  expect(work(true, true)).toBe(true);
  expect(draft.members.get(memberOf(3))?.name).toBe('inner');
});

test('takes everything back when the work throws', () => {
  const draft = new StateDraft(state);
  const work = () =>
    draft.attempt(() => {
      draft.put('members', given('New'));
      throw new Error('broken');
    });
  expect(work).toThrow('broken');
  expect(textOf(draft)).toBe(before);
});

test('knows the devices of each member, new ones and those taken back', () => {
  const draft = new StateDraft(state);
  const ids = () => draft.devicesOf(memberOf(3)).map(({ id }) => id);
  expect(ids()).toEqual([deviceOf(3)]);
  const [device] = draft.devicesOf(memberOf(3));
  if (device === undefined) throw new Error('no device');
  draft.attempt(() => {
    draft.putDevice({ ...device, id: deviceOf(30) });
    draft.putDevice({ ...device, revoked: true });
    expect(ids()).toEqual([deviceOf(3), deviceOf(30)]);
    return false;
  });
  expect(draft.devicesOf(memberOf(3))).toEqual([device]);
  expect(draft.devicesOf(memberOf(9))).toEqual([]);
});

test('forgets a device that was taken back, when it was asked for devices only after that one came', () => {
  const draft = new StateDraft(state);
  const device = state.devices.get(deviceOf(3));
  if (device === undefined) throw new Error('no device');
  const add = (kept: boolean) =>
    draft.attempt(() => {
      draft.putDevice({ ...device, id: deviceOf(30) });
      expect(draft.devicesOf(memberOf(3))).toHaveLength(2);
      return kept;
    });
  add(false);
  expect(draft.devicesOf(memberOf(3))).toHaveLength(1);
  add(true);
  expect(draft.devicesOf(memberOf(3))).toHaveLength(2);
});

test('P30: is what it was after any changes that are taken back', () => {
  const change = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), key: fc.nat(5), value: fc.nat(9) }),
    fc.record({ kind: fc.constant('delete' as const), key: fc.nat(5) }),
  );
  const start = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(9)), { selector: ([key]) => key });
  fc.assert(
    fc.property(start, fc.array(change), fc.array(change), (entries, kept, taken) => {
      const original = new Map(entries);
      const model = new Map(entries);
      const map = new OwnedMap(original);
      for (const one of kept) {
        if (one.kind === 'set') map.set(one.key, one.value);
        else map.delete(one.key);
        if (one.kind === 'set') model.set(one.key, one.value);
        else model.delete(one.key);
      }
      expect(map.view).toEqual(model);
      const shared = map.share();
      const undo = taken.map((one) => (one.kind === 'set' ? map.set(one.key, one.value) : map.delete(one.key)));
      for (const back of undo.reverse()) back();
      expect(map.view).toEqual(model);
      expect(shared).toEqual(model);
      expect(original).toEqual(new Map(entries));
    }),
  );
});
