import { describe, expect, test } from 'vitest';
import { isBound, needsApproval } from '../../../src-shared/policy/decide/constraints.ts';
import { founded, idFor, OWNER, type Person, withMember, withSetting } from '../../support/policy/state-builder.ts';

const bound = (mode: 'nobody' | 'selected' | 'everybody', person: Person = {}) =>
  isBound(
    withMember(withSetting(founded(), 'users.mfa', mode, 4), 'ben', { by: 2, ...person }),
    idFor('ben'),
    'users.mfa',
  );
const EXEMPT: Person = { overrides: { 'mfa.exempt': 'allow' } };

describe('isBound', () => {
  test('binds nobody at nobody', () => {
    expect(bound('nobody')).toEqual({
      allowed: true,
      steps: [
        {
          layer: 'setting',
          effect: 'allow',
          entry: 4,
          reason: 'constraintNobody',
          subject: { kind: 'setting', id: 'users.mfa' },
        },
      ],
      shadowed: [],
    });
  });

  test('binds everybody at everybody, the exempt and the owner too (P15)', () => {
    expect(bound('everybody', EXEMPT).allowed).toBe(false);
    expect(bound('everybody').steps[0]).toMatchObject({ entry: 4, reason: 'constraintEverybody' });
    expect(isBound(withSetting(founded(), 'users.mfa', 'everybody'), OWNER, 'users.mfa').allowed).toBe(false);
  });

  test('binds at selected whoever lacks the exemption, and says what gave it to those who have it', () => {
    expect(bound('selected').allowed).toBe(false);
    expect(bound('selected').steps.map(({ reason, entry }) => `${reason} ${entry}`)).toEqual([
      'active 2',
      'default 2',
      'constraintSelected 4',
    ]);
    expect(bound('selected', EXEMPT).allowed).toBe(true);
    expect(bound('selected', EXEMPT).steps.map(({ reason, entry }) => `${reason} ${entry}`)).toEqual([
      'active 2',
      'overrideAllow 2',
      'exempt 4',
    ]);
    expect(isBound(withSetting(founded(), 'users.mfa', 'selected'), OWNER, 'users.mfa').allowed).toBe(false);
  });

  test('binds at selected an exempt account that may not act', () => {
    expect(bound('selected', { ...EXEMPT, status: 'disabled' }).allowed).toBe(false);
    expect(isBound(withSetting(founded(), 'users.mfa', 'selected'), idFor('nora'), 'users.mfa').allowed).toBe(false);
  });
});

describe('needsApproval', () => {
  test('follows the mode, and at selected the exemption', () => {
    const state = withMember(founded(), 'ben', { overrides: { 'approval.exempt': 'allow' } });
    const needs = (mode: 'nobody' | 'selected' | 'everybody') =>
      [idFor('ben'), OWNER].map((id) => needsApproval(withSetting(state, 'approval.required', mode), id));
    expect(needs('nobody')).toEqual([false, false]);
    expect(needs('selected')).toEqual([false, true]);
    expect(needs('everybody')).toEqual([true, true]);
  });
});
