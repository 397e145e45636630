import { describe, expect, test } from 'vitest';
import type { GroupId } from '../../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../../src-shared/policy/action/action.ts';
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
  refused,
  role,
  team,
} from '../../../support/policy/world.ts';

const [sales, legal] = ['sales', 'legal'] as GroupId[] as [GroupId, GroupId];
const group = (id: GroupId, scope: boolean): Action => ({
  type: 'group.create',
  group: id,
  name: id,
  scope,
  permissions: {},
});
const state = accepted(team(), 0, group(sales, true), group(legal, false));
const [m3, m5] = [memberOf(3), memberOf(5)];
const pins = pinsOf(state, 3);
const seqAfter = state.head.seq + 1;

describe('member.edit', () => {
  const edit = (fields: Partial<ActionOf<'member.edit'>>): Action => ({ type: 'member.edit', member: m3, ...fields });

  test('changes what it names, and keeps the old address for its member', () => {
    const next = accepted(state, 1, edit({ name: 'New', email: 'new@example.org', kind: 'external' }));
    const before = member(state, 3);
    expect(member(next, 3)).toEqual({ ...before, name: 'New', email: 'new@example.org', kind: 'external' });
    expect(refused(next, 1, { type: 'member.edit', member: memberOf(4), email: 'p3@example.org' })).toBe('emailTaken');
    expect(member(accepted(next, 1, edit({ email: 'p3@example.org' })), 3).email).toBe('p3@example.org');
  });

  test('cites itself for an origin alone', () => {
    expect(member(accepted(state, 1, edit({ origin: 'federated' })), 3).setBy).toEqual({
      ...member(state, 3).setBy,
      origin: seqAfter,
    });
  });

  test('takes the same address in other letters', () => {
    expect(member(accepted(state, 1, edit({ email: 'P3@example.org' })), 3).email).toBe('P3@example.org');
  });

  test.each<[string, Action]>([
    ['unchanged', edit({})],
    ['unchanged', edit({ name: 'Person 3' })],
    ['emailTaken', edit({ email: 'P4@example.org' })],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });
});

describe('member.roles', () => {
  const roles = (add: readonly string[], remove: readonly string[]): Action => ({
    type: 'member.roles',
    member: m3,
    add: add.map(role),
    remove: remove.map(role),
    pins,
  });

  test('adds and removes, each cited to its own entry', () => {
    const next = accepted(state, 1, roles(['auditor'], []));
    const [auditor, plain] = member(next, 3).roles;
    expect([auditor, plain]).toEqual([{ id: 'auditor', setBy: seqAfter }, member(state, 3).roles[0]]);
    const last = accepted(next, 1, roles(['guest'], ['member', 'auditor']));
    expect(member(last, 3).roles).toEqual([{ id: 'guest', setBy: last.head.seq }]);
  });

  test('asks for pins only where a right is lost', () => {
    const add = { ...roles(['auditor'], []), pins: [] } as Action;
    const next = accepted(state, 1, add);
    expect(next.devices.get(deviceOf(3))?.pins).toEqual([]);
    expect(refused(next, 1, { ...roles([], ['auditor']), pins: [] } as Action)).toBe('pinMissing');
    expect(accepted(next, 1, roles([], ['auditor'])).devices.get(deviceOf(3))?.pins).toHaveLength(1);
  });

  test.each<[string, Action]>([
    ['roleUnchanged', roles([], [])],
    ['roleUnchanged', roles(['member'], [])],
    ['roleUnchanged', roles([], ['auditor'])],
    ['roleUnchanged', roles(['auditor'], ['auditor'])],
    ['roleUnknown', roles(['none'], [])],
    ['roleLast', roles([], ['member'])],
    ['roleIsUnique', roles(['owner'], [])],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });

  test('G1, G3: is denied towards the owner, and from a rank below', () => {
    expect(refused(state, 1, { ...roles([], ['owner']), member: memberOf(0), pins: [] } as Action)).toBe(
      'targetIsOwner',
    );
    expect(refused(state, 3, { ...roles(['auditor'], []), member: memberOf(4), pins: [] } as Action)).toBe('default');
  });
});

describe('member.class', () => {
  const classes = (id: string): Action => ({ type: 'member.class', member: m3, class: classOf(id), pins });

  test('moves a member, and their licence with them', () => {
    const next = accepted(state, 1, classes('guest'));
    expect(member(next, 3)).toMatchObject({ class: 'guest', setBy: { class: seqAfter } });
    expect(next.licencesInUse).toBe(state.licencesInUse - 1);
    const full = accepted(next, 0, { type: 'licence.set', bought: next.licencesInUse });
    expect(refused(full, 1, classes('internal'))).toBe('noLicence');
    expect(accepted(next, 1, classes('internal')).licencesInUse).toBe(state.licencesInUse);
  });

  test('moves somebody invited without a licence', () => {
    const full = accepted(state, 0, { type: 'licence.set', bought: state.licencesInUse });
    const moved = accepted(full, 1, { type: 'member.class', member: m5, class: classOf('guest'), pins: [] });
    const back = accepted(moved, 1, { type: 'member.class', member: m5, class: classOf('internal'), pins: [] });
    expect(back.licencesInUse).toBe(full.licencesInUse);
  });

  test.each<[string, Action]>([
    ['unchanged', classes('internal')],
    ['classUnknown', classes('none')],
    ['pinMissing', { ...classes('guest'), pins: [] } as Action],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });
});

describe('member.class with another audience', () => {
  const closed = classOf('closed');
  const audience = { classes: [], contacts: 'none' } as const;
  const create: Action = {
    type: 'class.create',
    class: closed,
    name: 'Closed',
    ceiling: null,
    audience,
    licensed: true,
  };
  const made = accepted(state, 0, create);
  const move = (to: string, pinned: boolean): Action => ({
    type: 'member.class',
    member: m3,
    class: classOf(to),
    pins: pinned ? pins : [],
  });

  test('P12: asks for pins where fewer can be addressed', () => {
    expect(refused(made, 0, move('closed', false))).toBe('pinMissing');
    const moved = accepted(made, 0, move('closed', true));
    expect(moved.devices.get(deviceOf(3))?.pins).toHaveLength(1);
    expect(accepted(moved, 0, move('internal', false)).devices).toBe(moved.devices);
  });
});

describe('member.groups', () => {
  const groups = (
    add: readonly string[],
    remove: readonly string[],
    fields: Partial<ActionOf<'member.groups'>> = {},
  ): Action => ({
    type: 'member.groups',
    member: m3,
    add: add as readonly GroupId[],
    remove: remove as readonly GroupId[],
    pins: [],
    ...fields,
  });

  test('adds and removes', () => {
    const next = accepted(state, 1, groups([sales, legal], []));
    expect(member(next, 3).groups).toEqual([
      { id: legal, setBy: seqAfter },
      { id: sales, setBy: seqAfter },
    ]);
    expect(member(accepted(next, 1, groups([], [legal])), 3).groups).toEqual([{ id: sales, setBy: seqAfter }]);
  });

  test.each<[string, Action]>([
    ['unchanged', groups([], [])],
    ['unchanged', groups([], [sales])],
    ['groupUnknown', groups(['none'], [])],
    ['pinUnknown', groups([sales], [], { pins: pinsOf(state, 4) })],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });

  test('P12: asks for pins where joining denies or leaving no longer allows, and only there', () => {
    const quiet = 'quiet' as GroupId;
    const permissions = { 'pkg.send.private': 'deny', 'activity.view': 'allow' } as const;
    const create: Action = { type: 'group.create', group: quiet, name: 'Quiet', scope: false, permissions };
    const made = accepted(state, 0, create);
    expect(refused(made, 1, groups([quiet], []))).toBe('pinMissing');
    const joins = accepted(made, 1, groups([quiet], [], { pins }));
    expect(joins.devices.get(deviceOf(3))?.pins).toEqual([{ seq: 3, hash: hexOf('8', 3), setBy: joins.head.seq }]);
    expect(refused(joins, 1, groups([], [quiet]))).toBe('pinMissing');
    const denied = accepted(made, 0, { type: 'group.edit', group: quiet, permissions: { 'activity.view': null } });
    const inside = accepted(denied, 1, groups([quiet], [], { pins }));
    expect(accepted(inside, 1, groups([], [quiet])).devices).toBe(inside.devices);
    // Given though nothing is lost, they change nothing: they would only refuse what is just being sent.
    expect(accepted(inside, 1, groups([], [quiet], { pins })).devices).toBe(inside.devices);
  });
});

describe('member.override', () => {
  const override = (effect: 'allow' | 'deny' | null, fields: Partial<ActionOf<'member.override'>> = {}): Action => ({
    type: 'member.override',
    member: m3,
    permission: 'pkg.track',
    effect,
    pins,
    ...fields,
  });

  test('sets, replaces and takes back', () => {
    const denied = accepted(state, 1, override('deny'));
    expect(member(denied, 3).overrides).toEqual({ 'pkg.track': { effect: 'deny', setBy: seqAfter } });
    const allowed = accepted(denied, 1, override('allow'));
    expect(member(allowed, 3).overrides).toEqual({ 'pkg.track': { effect: 'allow', setBy: seqAfter + 1 } });
    expect(member(accepted(allowed, 1, override(null)), 3).overrides).toEqual({});
  });

  test('is refused when nothing changes, or rights are lost without pins', () => {
    expect(refused(state, 1, override(null))).toBe('unchanged');
    expect(refused(accepted(state, 1, override('deny')), 1, override('deny'))).toBe('unchanged');
    expect(refused(state, 1, override('deny', { pins: [] }))).toBe('pinMissing');
  });
});

describe('member.limits', () => {
  const limits = (fields: Partial<ActionOf<'member.limits'>> = {}): Action => ({
    type: 'member.limits',
    member: m3,
    withheld: [],
    scopes: null,
    pins,
    ...fields,
  });

  test('replaces all limits at once', () => {
    const next = accepted(state, 1, limits({ withheld: ['pkg.track', 'pkg.briefcase'], scopes: [sales] }));
    expect(member(next, 3).limits).toEqual({
      withheld: ['pkg.briefcase', 'pkg.track'],
      scopes: [sales],
      setBy: seqAfter,
    });
    expect(member(accepted(next, 1, limits()), 3).limits).toEqual({ withheld: [], scopes: null, setBy: seqAfter + 1 });
  });

  test.each<[string, Action]>([
    ['unchanged', limits()],
    ['groupUnknown', limits({ scopes: ['none' as GroupId] })],
    ['groupNoScope', limits({ scopes: [legal] })],
    ['pinMissing', limits({ withheld: ['pkg.track'], pins: [] })],
  ])('is refused: %s', (problem, action) => {
    expect(refused(state, 1, action)).toBe(problem);
  });

  test('P12: asks for pins where governance is left for fewer departments, and only there', () => {
    const made = accepted(state, 0, group('east' as GroupId, true));
    const of = (number: number, scopes: readonly string[] | null, pinned = false): Action =>
      limits({
        member: memberOf(number),
        scopes: scopes as readonly GroupId[] | null,
        pins: pinned ? pinsOf(made, number) : [],
      });
    expect(refused(made, 0, of(1, [sales, 'east']))).toBe('pinMissing');
    const narrow = accepted(made, 0, of(1, [sales, 'east'], true));
    expect(narrow.devices.get(deviceOf(1))?.pins).toHaveLength(1);
    expect(refused(narrow, 0, of(1, ['east']))).toBe('pinMissing');
    expect(accepted(narrow, 0, of(1, null)).devices).toBe(narrow.devices);
    expect(accepted(made, 0, of(3, [sales])).devices).toBe(made.devices);
  });

  test('tells no scope from an empty one', () => {
    const next = accepted(state, 1, limits({ scopes: [] }));
    expect(member(next, 3).limits.scopes).toEqual([]);
    expect(member(accepted(next, 1, limits()), 3).limits.scopes).toBe(null);
  });
});

describe('member.approvers', () => {
  const approvers = (...numbers: readonly number[]): Action => ({
    type: 'member.approvers',
    member: m3,
    approvers: numbers.map(memberOf),
  });

  test('keeps the order of preference', () => {
    const next = accepted(state, 1, approvers(2, 1));
    expect(member(next, 3).approvers).toEqual([memberOf(2), memberOf(1)]);
    expect(refused(next, 1, approvers(2, 1))).toBe('unchanged');
    expect(member(accepted(next, 1, approvers(1, 2)), 3).approvers).toEqual([memberOf(1), memberOf(2)]);
  });

  test('names nobody who is not there, or is no member any more', () => {
    expect(refused(state, 1, approvers(9))).toBe('approverUnknown');
    const gone = accepted(state, 1, { type: 'member.remove', member: memberOf(4), pins: pinsOf(state, 4) });
    expect(refused(gone, 1, approvers(4))).toBe('approverUnknown');
  });
});

test('P23: the licences in use are those of whoever is here, whatever happened', () => {
  const first = firstState();
  const two = joined(joined(first, 1), 2, { class: classOf('guest'), roles: [role('guest')] });
  expect(two.licencesInUse).toBe(2);
  const gone = accepted(two, 0, { type: 'member.remove', member: memberOf(1), pins: pinsOf(two, 1) });
  expect(gone.licencesInUse).toBe(1);
});
