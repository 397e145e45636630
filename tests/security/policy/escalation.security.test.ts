import { describe, expect, test } from 'vitest';
import type { ClassId, RoleId } from '../../../src-shared/base/ids.ts';
import type { ActionOf } from '../../../src-shared/policy/action/action.ts';
import { SEALPOST } from '../../../src-shared/policy/presets/sealpost.ts';
import { Office } from '../../support/policy/office.ts';

/* S26: sequences by which members with modified clients would come to more than they were given. */

const audience = (id: string, classes: readonly string[] | null): ActionOf<'class.edit'> => ({
  type: 'class.edit',
  class: id as ClassId,
  audience: { classes: classes as readonly ClassId[] | null, contacts: classes === null ? 'all' : 'none' },
});

describe('whom a class may address', () => {
  test('property 6: who edits classes does not keep those above from addressing anybody', () => {
    const office = new Office(SEALPOST);
    office.joins('kim', { permissions: { 'class.edit': 'allow' } });
    expect(office.refusal('kim', audience('internal', []))).toBe('groupHoldsHigher');
  });
  test('G12: who edits classes does not widen whom their own class may address', () => {
    const office = new Office(SEALPOST);
    office.does('owner', { ...audience('partner', ['internal']), ceiling: null });
    office.joins('kim', { class: 'partner', permissions: { 'class.edit': 'allow' } });
    expect(office.refusal('kim', audience('partner', null))).toBe('targetIsSelf');
  });
});

describe('rank without rights', () => {
  test('G1: nobody lends their rank to a right that they do not hold', () => {
    const office = new Office(SEALPOST);
    office.does(
      'owner',
      {
        type: 'role.create',
        role: 'appointer' as RoleId,
        name: 'Appointer',
        rank: 70,
        peer: false,
        matrix: { 'account.login': 'full', 'role.assign': 'full' },
      },
      {
        type: 'role.create',
        role: 'tall' as RoleId,
        name: 'Tall',
        rank: 60,
        peer: false,
        matrix: {},
      },
    );
    office.joins('kim', { roles: ['appointer'] });
    office.joins('pat', { permissions: { 'user.remove': 'allow' } });
    office.joins('meg', { roles: ['manager'] });
    expect(office.refusal('pat', office.to.remove('meg'))).toBe('targetOutranks');
    expect(office.refusal('kim', office.to.roles('pat', ['tall']))).toBe('grantExceeds');
  });
});

describe('reach without rights', () => {
  function office(): Office {
    const made = new Office(SEALPOST);
    made.does('owner', made.to.make('sales', {}, true), made.to.make('legal', {}, true));
    made.joins('kim', { roles: ['help-desk'], permissions: { 'user.limit': 'allow', 'role.edit': 'allow' } });
    made.joins('pat', { scopes: ['sales'], permissions: { 'user.remove': 'allow' } });
    made.joins('tom', { roles: ['guest'], groups: ['legal'] });
    return made;
  }

  test('G2: nobody widens the departments of a right that they do not hold', () => {
    const made = office();
    expect(made.refusal('pat', made.to.remove('tom'))).toBe('outOfScope');
    expect(made.refusal('kim', made.to.withhold('pat'))).toBe('grantExceeds');
    expect(made.refusal('owner', made.to.withhold('pat'))).toBeNull();
    const fewer = { ...made.to.withhold('pat'), scopes: [] };
    expect(made.refusal('kim', fewer)).toBeNull();
  });

  test('G2: nobody raises a role whose holders have a right over others that they do not hold', () => {
    const made = office();
    const raise = (changes: { rank?: number; peer?: boolean }) =>
      ({ type: 'role.edit', role: 'member' as RoleId, ...changes }) as const;
    expect(made.refusal('kim', raise({ rank: 39 }))).toBe('grantExceeds');
    expect(made.refusal('kim', raise({ peer: true }))).toBe('grantExceeds');
    expect(made.refusal('owner', raise({ rank: 39 }))).toBeNull();
    made.does('owner', made.to.permit('kim', 'user.remove'));
    expect(made.refusal('kim', raise({ rank: 39 }))).toBeNull();
  });
});

describe('thresholds', () => {
  test('property 4: one administrator does not take from the owner what the owner can do alone', () => {
    const office = new Office(SEALPOST);
    office.joins('eve', { roles: ['administrator'] });
    office.joins('bob', { roles: ['administrator'] });
    const raise = { type: 'threshold.set', danger: 'administrator.add', governors: 3 } as const;
    const lock = { type: 'threshold.set', danger: 'threshold', governors: 3 } as const;
    expect(office.refusal('eve', raise, lock, office.to.remove('bob'))).toBe('thresholdNeeded');
    expect(office.refusal('owner', raise, lock)).toBeNull();
  });
});
