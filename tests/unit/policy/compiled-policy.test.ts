import { describe, expect, test } from 'vitest';
import type { ClassId, GroupId, MemberId, RoleId } from '../../../src-shared/base/ids.ts';
import { CompiledPolicy } from '../../../src-shared/policy/compile/compiled-policy.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import { indexOf, PERMISSIONS, type Permission } from '../../../src-shared/policy/model/permissions.ts';
import { rightsOf } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  founded,
  idFor,
  OWNER,
  T0,
  withCell,
  withClass,
  withGroup,
  withMember,
  withMembers,
  withSetting,
} from '../../support/policy/state-builder.ts';

const PEOPLE = withMembers(founded(), {
  ada: { roles: ['admin'], groups: ['strict'] },
  ben: {},
  cara: { roles: ['manager', 'auditor'], class: 'partner', overrides: { 'pkg.track': 'allow', 'pkg.receive': 'deny' } },
  dora: { class: 'guest', origin: 'federated', withheld: ['pkg.send'] },
  emil: { groups: ['sales', 'strict'], resetBy: 3 },
  fred: { status: 'disabled', roles: ['admin'] },
  gina: { expiresAt: T0 + 10, credits: 2, origin: 'federated' },
});

/** Holds every answer of the compiled policy against `rightsOf`, at that time. */
function expectSame(compiled: CompiledPolicy, state: PolicyState, at = T0): void {
  expect(compiled.size).toBe(state.members.size);
  for (const member of state.members.values()) {
    const rights = rightsOf(state, member, at);
    const index = compiled.index(member.id);
    expect(compiled.member(index)).toBe(member);
    expect(compiled.rights(index, at)).toEqual(rights);
    for (const [place, permission] of PERMISSIONS.entries()) {
      expect(compiled.can(index, place, at)).toBe(has(rights.some, permission));
      expect(compiled.isFull(index, place, at)).toBe(has(rights.full, permission));
    }
  }
}

const can = (compiled: CompiledPolicy, member: MemberId, permission: Permission, at = T0) =>
  compiled.can(compiled.index(member), indexOf(permission), at);

describe('CompiledPolicy', () => {
  test('answers like the masks for everybody', () => {
    expectSame(CompiledPolicy.of(PEOPLE), PEOPLE);
    expectSame(CompiledPolicy.of(PEOPLE), PEOPLE, T0 + 10);
  });

  test('says no for whoever is not there', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    expect(compiled.index(idFor('nora'))).toBe(-1);
    expect(can(compiled, idFor('nora'), 'account.login')).toBe(false);
    expect(compiled.rights(-1, T0)).toEqual({ some: { lo: 0, hi: 0 }, full: { lo: 0, hi: 0 } });
    expect(compiled.member(-1)).toBeNull();
  });

  test('ends at the millisecond of expiry without an update', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    expect(can(compiled, idFor('gina'), 'pkg.send', T0 + 9)).toBe(true);
    expect(can(compiled, idFor('gina'), 'pkg.send', T0 + 10)).toBe(false);
  });

  test('follows changes one after the other, and works out again only whom they concern', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    let state = PEOPLE;
    const takes = (next: PolicyState): number => {
      const count = compiled.update(next);
      state = next;
      expectSame(compiled, state);
      return count;
    };
    expect(takes(state)).toBe(0);
    expect(takes(withMember(state, 'ben', { roles: ['reader'] }))).toBe(1);
    expect(takes(withMember(state, 'hugo', { roles: ['manager'] }))).toBe(1);
    expect(takes(withCell(state, 'manager', 'folder.manage', 'full'))).toBe(2);
    expect(takes(withCell(state, 'manager', 'user.edit', 'full'))).toBe(2);
    expect(takes(withGroup(state, 'strict', { 'pkg.receive': 'deny' }))).toBe(2);
    expect(takes(withGroup(state, 'finance', { 'pkg.receive': 'deny' }))).toBe(0);
    expect(takes(withClass(state, 'guest', { ceiling: null }))).toBe(1);
    expect(takes(withClass(state, 'guest', { name: 'Visitor' }))).toBe(0);
    expect(takes(withSetting(state, 'packages.briefcase', 'everybody'))).toBe(9);
    expect(takes(withSetting(state, 'billing.unlimitedSending', false))).toBe(9);
  });

  test('follows the owner to somebody else', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    const next: PolicyState = { ...PEOPLE, owner: idFor('ada') };
    expect(compiled.update(next)).toBe(2);
    expectSame(compiled, next);
    expect(can(compiled, OWNER, 'role.edit')).toBe(false);
  });

  test('takes away what a deleted role, group or class gave', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    const without = <K, V>(map: ReadonlyMap<K, V>, key: K) => new Map([...map].filter(([id]) => id !== key));
    const next: PolicyState = {
      ...PEOPLE,
      roles: without(PEOPLE.roles, 'member' as RoleId),
      groups: without(PEOPLE.groups, 'strict' as GroupId),
      classes: without(PEOPLE.classes, 'partner' as ClassId),
    };
    compiled.update(next);
    expectSame(compiled, next);
    compiled.update(PEOPLE);
    expectSame(compiled, PEOPLE);
  });

  test('goes back to an earlier state with fewer members', () => {
    const compiled = CompiledPolicy.of(withMember(PEOPLE, 'hugo'));
    compiled.update(PEOPLE);
    expectSame(compiled, PEOPLE);
    expect(compiled.index(idFor('hugo'))).toBe(-1);
    const other = withMember(founded(), 'hugo');
    compiled.update(other);
    expectSame(compiled, other);
  });

  test('does not depend on the order of the members', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    const next: PolicyState = { ...PEOPLE, members: new Map([...PEOPLE.members].toReversed()) };
    expect(compiled.update(next)).toBe(0);
    expectSame(compiled, next);
  });

  test('grows beyond the room that it was made with', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    let state = PEOPLE;
    for (let number = 0; number < 200; number += 1) {
      const groups = ['sales', 'finance', 'strict'].filter((_, bit) => ((number >> bit) & 1) === 1);
      state = withMember(state, `x${number}`, { groups, withheld: number % 2 === 0 ? ['pkg.send'] : [] });
    }
    expect(compiled.update(state)).toBe(200);
    expectSame(compiled, state);
  });

  test('leaves the original alone when a copy goes on', () => {
    const compiled = CompiledPolicy.of(PEOPLE);
    const copy = compiled.copy();
    const next = withSetting(withMember(PEOPLE, 'ben', { status: 'locked' }), 'modules.pgp', 'everybody');
    copy.update(withCell(next, 'member', 'pkg.track', 'full'));
    expectSame(compiled, PEOPLE);
    expectSame(copy, copy.state);
  });
});
