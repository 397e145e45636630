import { describe, expect, test } from 'vitest';
import { holdersOf } from '../../../src-main/organisation/keys/holders.ts';
import {
  directoryLostAt,
  OTHERS_WAIT_MS,
  ROTATION_INTERVAL_MS,
  rotateFrom,
} from '../../../src-main/organisation/keys/rotation-due.ts';
import { has } from '../../../src-shared/policy/model/mask.ts';
import { potential } from '../../../src-shared/policy/model/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';
import { founded, idFor, OWNER, withMember, withMembers } from '../../support/policy/state-builder.ts';

const names = (state: PolicyState, kind: KeyKind) => holdersOf(state, kind).map(({ name }) => name);

describe('who holds which key of the organisation', () => {
  const state = withMembers(founded(), {
    adam: { roles: ['admin'] },
    vera: { roles: ['auditor'] },
    mona: { roles: ['manager'] },
    mia: {},
    ivan: { status: 'invited', keyset: null, mailbox: null, roles: ['auditor'] },
    dora: { status: 'disabled', roles: ['auditor'] },
    gus: { class: 'guest', roles: ['auditor'] },
    nell: { roles: ['auditor'], withheld: ['org.pkg.view'] },
    drew: { roles: ['admin'], scopes: ['sales'] },
    bill: { overrides: { 'billing.view': 'allow' } },
  });

  test('the directory’s: every active member', () => {
    expect(names(state, 'directory')).toEqual(['Olga', 'adam', 'vera', 'mona', 'mia', 'gus', 'nell', 'drew', 'bill']);
  });

  test('the audit key: active holders of the right to view all packages, within ceiling and limits', () => {
    expect(names(state, 'audit')).toEqual(['Olga', 'adam', 'vera']);
  });

  test('the recovery key: active holders of the right to reset any password, not a part of them', () => {
    expect(names(state, 'recovery')).toEqual(['Olga', 'adam']);
    const mona = state.members.get(idFor('mona'));
    expect(mona !== undefined && has(potential(state, mona).some, 'password.reset')).toBe(true);
  });

  test('the billing key: active holders of the right to see the billing history, nobody by rank', () => {
    expect(names(state, 'billing')).toEqual(['Olga', 'bill']);
  });

  test('does not depend on time: an account that has expired is shut out by an entry, not by a clock', () => {
    const expired = withMember(founded(), 'vera', { roles: ['auditor'], expiresAt: 1 });
    expect(names(expired, 'audit')).toEqual(['Olga', 'vera']);
  });
});

describe('when the directory key has to be a new one', () => {
  const removed = withMember(founded(), 'mia', { status: 'removed', by: 12 });

  test.each(['removed', 'disabled', 'locked'] as const)(
    'after somebody was %s, not for who was so before',
    (status) => {
      const state = withMember(founded(), 'mia', { status, by: 12 });
      expect(directoryLostAt({ ...state, directorySetBy: 11 })).toBe(12);
      expect(directoryLostAt({ ...state, directorySetBy: 13 })).toBeNull();
    },
  );

  test('after an invitation was withdrawn, which holds the key', () => {
    const state = withMember(founded(), 'ivan', { status: 'removed', keyset: null, mailbox: null, by: 5 });
    expect(directoryLostAt(state)).toBe(5);
  });

  test('from the first of several on', () => {
    expect(directoryLostAt(withMember(removed, 'mona', { status: 'disabled', by: 9 }))).toBe(9);
  });

  test('not for members who are active or invited', () => {
    expect(directoryLostAt(withMembers(founded(), { mia: {}, ivan: { status: 'invited' } }))).toBeNull();
  });

  test('at once by who did it, later by others, and not twice in a few minutes', () => {
    const cause = { author: OWNER, at: 1_000_000_000 };
    const last = { author: OWNER, at: cause.at - 60_000 };
    expect(rotateFrom(OWNER, cause, null)).toBe(cause.at);
    expect(rotateFrom(idFor('adam'), cause, null)).toBe(cause.at + OTHERS_WAIT_MS);
    expect(rotateFrom(OWNER, cause, last)).toBe(last.at + ROTATION_INTERVAL_MS);
  });
});
