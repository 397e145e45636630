import { expect, test } from 'vitest';
import { PERMISSIONS } from '../../../src-shared/policy/permissions.ts';
import { covers, outranks, ROLE_DEFINITIONS, type RoleDefinition } from '../../../src-shared/policy/roles.ts';

const role = (fields: Partial<RoleDefinition>): RoleDefinition => ({
  rank: 50,
  peer: false,
  unique: false,
  permissions: new Set(),
  ...fields,
});

test('G1: a lower rank is within reach, an equal one for peers only, a higher one never', () => {
  expect(outranks(role({}), role({ rank: 49 }))).toBe(true);
  expect(outranks(role({}), role({}))).toBe(false);
  expect(outranks(role({ peer: true }), role({}))).toBe(true);
  expect(outranks(role({ peer: true }), role({ rank: 51 }))).toBe(false);
});

test('G2: one missing permission is enough to refuse a grant', () => {
  const actor = role({ permissions: new Set([PERMISSIONS.send, PERMISSIONS.receive]) });
  expect(covers(actor, role({ permissions: new Set([PERMISSIONS.send]) }))).toBe(true);
  expect(covers(actor, role({ permissions: new Set([PERMISSIONS.send, PERMISSIONS.invite]) }))).toBe(false);
});

test('of the three roles, owner and administrator govern, the owner is unique, administrators are peers', () => {
  const { owner, administrator, member } = ROLE_DEFINITIONS;
  expect([owner.unique, administrator.unique, member.unique]).toEqual([true, false, false]);
  expect(outranks(owner, administrator) && outranks(administrator, administrator)).toBe(true);
  expect(outranks(administrator, owner) || outranks(member, member) || outranks(owner, owner)).toBe(false);
  expect(covers(administrator, owner)).toBe(true);
  expect(covers(member, administrator)).toBe(false);
});
