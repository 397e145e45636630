import { describe, expect, test } from 'vitest';
import type { BillingRecordId } from '../../../../src-shared/base/ids.ts';
import type { Action } from '../../../../src-shared/policy/action/action.ts';
import { hexOf, idOf } from '../../../support/policy/ids.ts';
import { accepted, memberOf, refused, team } from '../../../support/policy/world.ts';

const state = team();
const record = (number: number): BillingRecordId => idOf<BillingRecordId>('v', number);
const keep = (number: number, hash = number): Action => ({
  type: 'billing.record',
  record: record(number),
  hash: hexOf('c', hash),
});
const declareVoid = (number: number): Action => ({ type: 'billing.void', record: record(number) });

describe('billing.record and billing.void', () => {
  test('keep a record for good, and say when it was declared void', () => {
    const kept = accepted(state, 0, keep(1), keep(2));
    const { seq } = kept.head;
    expect([...kept.billing.values()]).toEqual([
      { id: record(1), hash: hexOf('c', 1), voided: null, setBy: seq },
      { id: record(2), hash: hexOf('c', 2), voided: null, setBy: seq },
    ]);
    const voided = accepted(kept, 0, declareVoid(1));
    expect(voided.billing.get(record(1))).toMatchObject({ hash: hexOf('c', 1), voided: seq + 1, setBy: seq });
  });

  test.each<[string, Action]>([
    ['recordExists', keep(1, 9)],
    ['recordExists', keep(2)],
    ['recordUnknown', declareVoid(3)],
    ['recordVoid', declareVoid(2)],
  ])('are refused: %s', (problem, action) => {
    const kept = accepted(accepted(state, 0, keep(1), keep(2)), 0, declareVoid(2));
    expect(refused(kept, 0, action)).toBe(problem);
  });

  test('are refused to who may see the billing history but not keep it', () => {
    const asked = accepted(state, 3, { type: 'privilege.request', permission: 'billing.view' });
    const sees = accepted(asked, 0, {
      type: 'privilege.answer',
      member: memberOf(3),
      permission: 'billing.view',
      granted: true,
    });
    const kept = accepted(sees, 0, keep(1));
    expect(refused(kept, 3, keep(2))).toBe('default');
    expect(refused(kept, 3, declareVoid(1))).toBe('default');
  });
});
