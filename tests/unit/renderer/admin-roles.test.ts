import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveInGrid } from '../../../src-renderer/views/admin/roles/grid-moves.ts';
import {
  changedCells,
  draftChanges,
  levelOf,
  lockOf,
  NO_DRAFT,
  nextLevel,
  permissionGroups,
  type RoleRow,
  rebased,
  withCell,
} from '../../../src-renderer/views/admin/roles/matrix.ts';
import { roleDifferences } from '../../../src-renderer/views/admin/roles/preset-differences.ts';
import { parseRank } from '../../../src-renderer/views/admin/roles/RoleDialog.tsx';
import { kindOf, PERMISSIONS } from '../../../src-shared/policy/model/permissions.ts';

const role = (id: string, rank: number, cells: RoleRow['cells'] = {}): RoleRow => ({
  id,
  name: id,
  text: null,
  rank,
  peer: false,
  unique: rank === 100,
  cells,
  holders: 0,
});

describe('a cell of the matrix', () => {
  it('goes from none to limited to full and back where people are governed, and is on or off elsewhere', () => {
    expect([null, 'limited', 'full'].map((level) => nextLevel('user.invite', level as null))).toEqual([
      'limited',
      'full',
      null,
    ]);
    expect(nextLevel('pkg.send', null)).toBe('full');
    expect(nextLevel('pkg.send', 'limited')).toBe('full');
    expect(nextLevel('pkg.send', 'full')).toBeNull();
  });

  it('is no change any more when it is back at what stands, whatever the way there', () => {
    const manager = role('manager', 50, { 'pkg.send': 'full' });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PERMISSIONS), { maxLength: 20 }), (pressed) => {
        let draft = NO_DRAFT;
        for (const permission of pressed) {
          draft = withCell(draft, manager, permission, nextLevel(permission, levelOf(manager, permission, draft)));
        }
        for (const permission of PERMISSIONS) {
          draft = withCell(draft, manager, permission, manager.cells[permission] ?? null);
        }
        expect(draft).toEqual(NO_DRAFT);
        expect(draftChanges(draft)).toEqual([]);
      }),
    );
  });

  it('becomes one role.edit a role', () => {
    const manager = role('manager', 50, { 'pkg.send': 'full' });
    const member = role('member', 10);
    let draft = withCell(NO_DRAFT, manager, 'pkg.send', null);
    draft = withCell(draft, manager, 'user.invite', 'limited');
    draft = withCell(draft, member, 'pkg.send', 'full');
    expect(changedCells(draft)).toBe(3);
    expect(draftChanges(draft)).toEqual([
      { type: 'role.edit', role: 'manager', cells: { 'pkg.send': null, 'user.invite': 'limited' } },
      { type: 'role.edit', role: 'member', cells: { 'pkg.send': 'full' } },
    ]);
  });

  it('is forgotten when the role went, or somebody else made the same change', () => {
    const manager = role('manager', 50);
    const member = role('member', 10);
    let draft = withCell(NO_DRAFT, manager, 'pkg.send', 'full');
    draft = withCell(draft, member, 'pkg.send', 'full');
    expect(rebased(draft, [role('manager', 50, { 'pkg.send': 'full' })])).toEqual(NO_DRAFT);
  });
});

describe('a role', () => {
  const roles = [role('owner', 100), role('administrator', 80), role('manager', 50), role('member', 10)];
  const organisation = { ownerRole: 'owner', owner: { id: 'dana', name: 'Dana' }, roles };
  const lock = (id: string, me: { member: string; role: string }) =>
    lockOf(roles.find((each) => each.id === id) ?? role(id, 0), organisation, {
      member: me.member,
      role: { id: me.role },
    });

  it('of the owner is locked for everybody, the owner included (G11)', () => {
    expect(lock('owner', { member: 'dana', role: 'owner' })).toBe('roleIsOwners');
    expect(lock('owner', { member: 'kofi', role: 'administrator' })).toBe('roleIsOwners');
  });

  it('is locked for whoever does not stand above it (G3)', () => {
    expect(lock('administrator', { member: 'dana', role: 'owner' })).toBeNull();
    expect(lock('administrator', { member: 'kofi', role: 'administrator' })).toBe('roleOutranks');
    expect(lock('manager', { member: 'kofi', role: 'administrator' })).toBeNull();
    expect(lock('manager', { member: 'kofi', role: 'gone' })).toBe('roleOutranks');
  });

  it('has a rank from 0 to 99', () => {
    expect(['0', ' 7 ', '99'].map(parseRank)).toEqual([0, 7, 99]);
    expect(['', '100', '-1', '1.5', 'x', '1e1'].map(parseRank)).toEqual(Array.from({ length: 6 }, () => null));
  });
});

describe('what differs from the preset', () => {
  it('is read from the changes that lead back to it', () => {
    const found = roleDifferences([
      { type: 'role.edit', role: 'manager', cells: { 'pkg.send': null, 'user.invite': 'limited', 'no.such': 'full' } },
      { type: 'role.edit', role: 'member', rank: 12 },
      { type: 'setting.set', key: 'users.mfa', value: 'nobody' },
    ]);
    expect([...(found.get('manager')?.cells ?? [])]).toEqual([
      ['pkg.send', null],
      ['user.invite', 'limited'],
    ]);
    expect(found.get('manager')?.details).toBe(false);
    expect(found.get('member')).toEqual({ cells: new Map(), details: true });
    expect(found.size).toBe(2);
  });

  it('is nothing for whatever else is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const edits = values.filter(
          (value) => typeof value === 'object' && value !== null && 'type' in value && value.type === 'role.edit',
        );
        if (edits.length === 0) expect(roleDifferences(values).size).toBe(0);
      }),
    );
  });
});

describe('the grid', () => {
  const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });

  it('keeps every permission, once, under its kind', () => {
    const groups = permissionGroups(() => true);
    expect(groups.flatMap(({ permissions }) => permissions).toSorted()).toEqual([...PERMISSIONS].toSorted());
    expect(groups.every(({ kind, permissions }) => permissions.every((each) => kindOf(each) === kind))).toBe(true);
  });

  it('moves by arrows into the headings and never out of itself', () => {
    expect(moveInGrid(key('ArrowUp'), { row: 0, column: 1 }, 5, 3)).toEqual({ row: -1, column: 1 });
    expect(moveInGrid(key('End', true), { row: 0, column: 0 }, 5, 3)).toEqual({ row: 4, column: 2 });
    expect(moveInGrid(key('Home'), { row: 2, column: 2 }, 5, 3)).toEqual({ row: 2, column: 0 });
    expect(moveInGrid(key('x'), { row: 0, column: 0 }, 5, 3)).toBeNull();
    const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean())), (pressed) => {
        let place = { row: 0, column: 0 };
        for (const [name, ctrlKey] of pressed) place = moveInGrid(key(name, ctrlKey), place, 5, 3) ?? place;
        expect(place.row).toBeGreaterThanOrEqual(-1);
        expect(place.row).toBeLessThan(5);
        expect(place.column).toBeGreaterThanOrEqual(0);
        expect(place.column).toBeLessThan(3);
      }),
    );
  });
});
