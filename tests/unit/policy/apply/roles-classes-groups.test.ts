import { describe, expect, test } from 'vitest';
import type { FolderId, GroupId } from '../../../../src-shared/base/ids.ts';
import type { Action, ActionOf } from '../../../../src-shared/policy/action/action.ts';
import { idOf } from '../../../support/policy/ids.ts';
import {
  accepted,
  classOf,
  invite,
  joined,
  memberOf,
  pinsOf,
  refused,
  role,
  team,
} from '../../../support/policy/world.ts';

const state = team();
const seq = state.head.seq + 1;
const m3 = memberOf(3);
const gone: Action = { type: 'member.remove', member: m3, pins: pinsOf(state, 3) };

describe('roles', () => {
  const create: ActionOf<'role.create'> = {
    type: 'role.create',
    role: role('editor'),
    name: 'Editor',
    rank: 20,
    peer: false,
    matrix: { 'pkg.send': 'full', 'user.invite': 'limited' },
  };
  const edit = (fields: Partial<ActionOf<'role.edit'>>): Action => ({
    type: 'role.edit',
    role: role('editor'),
    ...fields,
  });
  const remove: Action = { type: 'role.delete', role: role('editor') };
  const give: Action = { type: 'member.roles', member: m3, add: [role('editor')], remove: [], pins: [] };
  const made = accepted(state, 1, create);
  const editor = made.roles.get(role('editor'));

  test('are made, each cell cited to the entry', () => {
    expect(editor).toEqual({
      id: 'editor',
      name: 'Editor',
      rank: 20,
      peer: false,
      unique: false,
      matrix: { 'pkg.send': { level: 'full', setBy: seq }, 'user.invite': { level: 'limited', setBy: seq } },
      setBy: seq,
    });
  });

  test('are edited cell by cell; what stays keeps what it cites', () => {
    const next = accepted(made, 1, edit({ cells: { 'pkg.send': 'full', 'user.invite': null, 'pkg.track': 'full' } }));
    expect(next.roles.get(role('editor'))).toEqual({
      ...editor,
      matrix: { 'pkg.send': { level: 'full', setBy: seq }, 'pkg.track': { level: 'full', setBy: seq + 1 } },
    });
    const renamed = accepted(made, 1, edit({ name: 'New' }));
    expect(renamed.roles.get(role('editor'))).toEqual({ ...editor, name: 'New' });
    const moved = accepted(made, 1, edit({ rank: 15, peer: true }));
    expect(moved.roles.get(role('editor'))).toEqual({ ...editor, rank: 15, peer: true, setBy: seq + 1 });
  });

  test('are deleted when nobody holds them, and never come back under their id', () => {
    const deleted = accepted(made, 1, remove);
    expect(deleted.roles.has(role('editor'))).toBe(false);
    expect(refused(deleted, 1, create)).toBe('roleExists');
    const held = accepted(made, 1, give);
    expect(refused(held, 1, remove)).toBe('inUse');
    expect(accepted(accepted(held, 1, { ...gone, pins: pinsOf(held, 3) }), 1, remove).roles).toEqual(deleted.roles);
  });

  test('stay while the template or an offer names them', () => {
    const template: Action = {
      type: 'template.set',
      role: role('editor'),
      class: classOf('internal'),
      groups: [],
      permissions: {},
    };
    expect(refused(accepted(made, 1, template), 1, remove)).toBe('inUse');
    const offered = accepted(made, 0, { type: 'owner.offer', to: memberOf(1), keep: role('editor') });
    expect(refused(offered, 0, remove)).toBe('inUse');
  });

  test.each<[string, Action]>([
    ['roleExists', create],
    ['unchanged', edit({})],
    ['unchanged', edit({ cells: { 'pkg.send': 'full', 'pkg.track': null } })],
    ['roleUnknown', edit({ role: role('none'), name: 'N' })],
    ['roleUnknown', { type: 'role.delete', role: role('none') }],
    ['roleIsOwners', edit({ role: role('owner'), name: 'N' })],
    ['roleIsOwners', { type: 'role.delete', role: role('owner') }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(made, 0, action)).toBe(problem);
  });
});

describe('classes', () => {
  const create: ActionOf<'class.create'> = {
    type: 'class.create',
    class: classOf('trial'),
    name: 'Trial',
    ceiling: ['pkg.receive', 'account.login'],
    audience: { classes: [classOf('trial'), classOf('internal')], contacts: 'none' },
    licensed: true,
  };
  const edit = (fields: Partial<ActionOf<'class.edit'>>): Action => ({
    type: 'class.edit',
    class: classOf('trial'),
    ...fields,
  });
  const remove: Action = { type: 'class.delete', class: classOf('trial') };
  const made = accepted(state, 0, create);
  const trial = made.classes.get(classOf('trial'));

  test('are made with sorted sets', () => {
    expect(trial).toEqual({
      id: 'trial',
      name: 'Trial',
      ceiling: ['account.login', 'pkg.receive'],
      audience: { classes: ['internal', 'trial'], contacts: 'none' },
      licensed: true,
      setBy: seq,
    });
  });

  test('are edited; a new name alone is not what explanations cite', () => {
    expect(accepted(made, 0, edit({ name: 'New' })).classes.get(classOf('trial'))).toEqual({ ...trial, name: 'New' });
    const next = accepted(made, 0, edit({ ceiling: null, audience: { classes: null, contacts: 'all' } }));
    expect(next.classes.get(classOf('trial'))).toEqual({
      ...trial,
      ceiling: null,
      audience: { classes: null, contacts: 'all' },
      setBy: seq + 1,
    });
  });

  test('P23: take or free the licences of all their members', () => {
    const held = joined(made, 6, { class: classOf('trial') });
    const waiting = accepted(held, 0, invite(held, 7, { class: classOf('trial') }));
    const free = accepted(waiting, 0, edit({ licensed: false }));
    expect(free.licencesInUse).toBe(held.licencesInUse - 1);
    const full = accepted(free, 0, { type: 'licence.set', bought: free.licencesInUse });
    expect(refused(full, 0, edit({ licensed: true }))).toBe('noLicence');
    expect(accepted(free, 0, edit({ licensed: true })).licencesInUse).toBe(held.licencesInUse);
  });

  test('are deleted when nothing needs them, and never come back under their id', () => {
    const deleted = accepted(made, 0, remove);
    expect(deleted.classes.has(classOf('trial'))).toBe(false);
    expect(refused(deleted, 0, create)).toBe('classExists');
    const held = joined(made, 6, { class: classOf('trial') });
    expect(refused(held, 0, remove)).toBe('inUse');
    const left = accepted(held, 0, { type: 'member.remove', member: memberOf(6), pins: pinsOf(held, 6) });
    expect(accepted(left, 0, remove).classes.has(classOf('trial'))).toBe(false);
  });

  test.each<[string, Action]>([
    ['classExists', create],
    ['classUnknown', { ...create, class: classOf('new'), audience: { classes: [classOf('none')], contacts: 'all' } }],
    ['classUnknown', edit({ class: classOf('none'), name: 'N' })],
    ['classUnknown', edit({ audience: { classes: [classOf('none')], contacts: 'all' } })],
    ['classUnknown', { type: 'class.delete', class: classOf('none') }],
    ['unchanged', edit({})],
    ['unchanged', edit({ ceiling: ['pkg.receive', 'account.login'], licensed: true })],
    ['inUse', { type: 'class.delete', class: classOf('internal') }],
  ])('are refused: %s', (problem, action) => {
    expect(refused(made, 0, action)).toBe(problem);
  });

  test('stay while another class may address them, or the template names them', () => {
    const other = accepted(made, 0, {
      type: 'class.edit',
      class: classOf('guest'),
      audience: { classes: [classOf('trial')], contacts: 'none' },
    });
    expect(refused(other, 0, remove)).toBe('inUse');
    const template = accepted(made, 0, {
      type: 'template.set',
      role: role('member'),
      class: classOf('trial'),
      groups: [],
      permissions: {},
    });
    expect(refused(template, 0, remove)).toBe('inUse');
  });
});

describe('groups', () => {
  const id = 'sales' as GroupId;
  const create: ActionOf<'group.create'> = {
    type: 'group.create',
    group: id,
    name: 'Sales',
    scope: true,
    permissions: { 'pkg.track': 'deny', 'pkg.persistent': 'allow' },
  };
  const edit = (fields: Partial<ActionOf<'group.edit'>>): Action => ({ type: 'group.edit', group: id, ...fields });
  const remove: Action = { type: 'group.delete', group: id };
  const made = accepted(state, 1, create);
  const sales = made.groups.get(id);
  const join: Action = { type: 'member.groups', member: m3, add: [id], remove: [], pins: pinsOf(state, 3) };

  test('are made and edited cell by cell', () => {
    expect(sales).toEqual({
      id,
      name: 'Sales',
      scope: true,
      permissions: {
        'pkg.track': { effect: 'deny', setBy: seq },
        'pkg.persistent': { effect: 'allow', setBy: seq },
      },
      setBy: seq,
    });
    const next = accepted(made, 1, edit({ permissions: { 'pkg.track': 'deny', 'pkg.persistent': null } }));
    expect(next.groups.get(id)).toEqual({ ...sales, permissions: { 'pkg.track': { effect: 'deny', setBy: seq } } });
    expect(accepted(made, 1, edit({ scope: false })).groups.get(id)).toEqual({
      ...sales,
      scope: false,
      setBy: seq + 1,
    });
  });

  test('are deleted when nothing needs them, and never come back under their id', () => {
    const deleted = accepted(made, 1, remove);
    expect(deleted.groups.has(id)).toBe(false);
    expect(refused(deleted, 1, create)).toBe('groupExists');
    const held = accepted(made, 1, join);
    expect(refused(held, 1, remove)).toBe('inUse');
    expect(accepted(accepted(held, 1, gone), 1, remove).groups.has(id)).toBe(false);
  });

  test('stay while a scope, the template or a folder names them', () => {
    const scoped = accepted(made, 1, { type: 'member.limits', member: m3, withheld: [], scopes: [id], pins: [] });
    expect(refused(scoped, 1, remove)).toBe('inUse');
    expect(refused(scoped, 1, edit({ scope: false }))).toBe('inUse');
    const template = accepted(made, 0, {
      type: 'template.set',
      role: role('member'),
      class: classOf('internal'),
      groups: [id],
      permissions: {},
    });
    expect(refused(template, 1, remove)).toBe('inUse');
    const folder = idOf<FolderId>('f', 1);
    const granted = accepted(
      made,
      1,
      { type: 'folder.create', folder, name: 'Folder' },
      { type: 'folder.grant', folder, to: id, level: 'read' },
    );
    expect(refused(granted, 1, remove)).toBe('inUse');
    const taken = accepted(granted, 1, { type: 'folder.grant', folder, to: id, level: null });
    expect(accepted(taken, 1, remove).groups.has(id)).toBe(false);
  });

  test.each<[string, Action]>([
    ['groupExists', create],
    ['groupExists', { ...create, group: m3 as string as GroupId }],
    ['groupUnknown', edit({ group: 'none' as GroupId, name: 'N' })],
    ['groupUnknown', { type: 'group.delete', group: 'none' as GroupId }],
    ['unchanged', edit({})],
    ['unchanged', edit({ name: 'Sales', scope: true, permissions: { 'pkg.track': 'deny', 'pgp.use': null } })],
  ])('are refused: %s', (problem, action) => {
    expect(refused(made, 1, action)).toBe(problem);
  });
});
