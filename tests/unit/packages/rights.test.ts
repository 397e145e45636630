import { describe, expect, test } from 'vitest';
import { sendingProblem } from '../../../src-main/packages/rights.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { founded, idFor, SMALL, T0, withMember, withMembers, withSetting } from '../../support/policy/state-builder.ts';

const state = withMembers(founded(), {
  mia: {},
  adam: { roles: ['admin'] },
  rita: { roles: ['reader'] },
  gus: { class: 'guest' },
  gina: { class: 'guest' },
  dora: { status: 'disabled' },
});
const at = T0 + 1000;
const problem = (sender: string, to: readonly string[], options: { by?: PolicyState; password?: boolean } = {}) =>
  sendingProblem(options.by ?? state, {
    sender: idFor(sender),
    recipients: to.map((name) => idFor(name)),
    hasPassword: options.password ?? false,
    at,
  });

describe('may this package be sent', () => {
  test('by who may send, to those whom they may address', () => {
    expect(problem('mia', ['adam', 'rita', 'gus'])).toBeNull();
    expect(problem('gus', ['mia', 'adam'])).toBeNull();
  });

  test('not by who may only read', () => {
    expect(problem('rita', ['mia'])).toMatchObject({ kind: 'sender' });
  });

  test('not by who was shut out, or nobody knows', () => {
    expect(problem('dora', ['mia'])).toEqual({ kind: 'sender', reason: 'disabled' });
    expect(problem('nobody', ['mia'])).toEqual({ kind: 'sender', reason: 'notMember' });
  });

  test('not beyond the audience of the sender’s class, be it one of many', () => {
    expect(problem('gus', ['mia', 'gina'])).toEqual({
      kind: 'recipient',
      member: idFor('gina'),
      reason: 'audienceExcludes',
    });
  });

  test('not to who may not receive', () => {
    expect(problem('mia', ['dora'])).toMatchObject({ kind: 'recipient', reason: 'targetCannotReceive' });
  });

  test('to oneself among others only with the right to send to oneself', () => {
    expect(problem('adam', ['adam', 'mia'])).toBeNull();
    expect(problem('mia', ['mia', 'adam'])).toMatchObject({ kind: 'recipient', member: idFor('mia') });
  });

  test('to oneself alone only with a briefcase, whatever may be sent', () => {
    expect(problem('adam', ['adam'])).toBeNull();
    expect(problem('mia', ['mia'])).toMatchObject({ kind: 'sender' });
    const everybody = withSetting(state, 'packages.briefcase', 'everybody');
    expect(problem('mia', ['mia'], { by: everybody })).toBeNull();
    expect(problem('rita', ['rita'], { by: everybody })).toBeNull();
  });

  test('under a package password only with the right to set one', () => {
    expect(problem('adam', ['mia'], { password: true })).toBeNull();
    expect(problem('mia', ['adam'], { password: true })).toMatchObject({ kind: 'password' });
  });

  test('not without approval where that is asked for, the briefcase apart (property 15)', () => {
    const everybody = withSetting(state, 'approval.required', 'everybody');
    for (const sender of ['mia', 'adam', 'olga'])
      expect(problem(sender, ['gus'], { by: everybody })?.kind).toBe('approval');
    expect(problem('adam', ['adam'], { by: everybody })).toBeNull();
    const exempt = withMember(withSetting(state, 'approval.required', 'selected'), 'mia', {
      overrides: { 'approval.exempt': 'allow' },
    });
    expect(problem('mia', ['gus'], { by: exempt })).toBeNull();
    expect(problem('adam', ['gus'], { by: exempt })?.kind).toBe('approval');
  });

  test('not without a credit by the sender’s client; recipients do not count them', () => {
    const paid = withSetting(founded({ ...SMALL }), 'billing.unlimitedSending', false);
    const broke = withMembers(paid, { mia: { credits: 0 }, adam: { credits: 1 } });
    const sending = { sender: idFor('mia'), recipients: [idFor('adam')], hasPassword: false, at } as const;
    expect(sendingProblem(broke, sending)).toEqual({ kind: 'sender', reason: 'noCredit' });
    expect(sendingProblem(broke, sending, 'recipient')).toBeNull();
  });

  test('asked of a later state, still when another recipient has gone meanwhile', () => {
    const sending = {
      sender: idFor('mia'),
      recipients: [idFor('adam'), idFor('dora')],
      hasPassword: false,
      at,
    } as const;
    expect(sendingProblem(state, sending, 'recipient')?.kind).toBe('recipient');
    expect(sendingProblem(state, sending, 'recipientLater')).toBeNull();
    const shutOut = withMember(state, 'mia', { status: 'disabled' });
    expect(sendingProblem(shutOut, sending, 'recipientLater')?.kind).toBe('sender');
  });

  test('not by an account that has expired', () => {
    const expired = withMember(state, 'mia', { expiresAt: at });
    expect(problem('mia', ['adam'], { by: expired })).toEqual({ kind: 'sender', reason: 'expired' });
  });
});
