import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pinVerdict } from '../../../src-main/packages/receive/pinned.ts';
import type { Pin } from '../../../src-shared/policy/model/entities.ts';

const pin = (seq: number, setBy: number): Pin => ({ seq, hash: 'ab'.repeat(32), setBy });

describe('what pins say of a package', () => {
  const pins = [pin(5, 40), pin(12, 60)];

  test.each<[string, number, number, string]>([
    ['in time, before both', 5, 39, 'before'],
    ['one place too late, under an old head', 6, 39, 'beyond'],
    ['the same place, under the head that the pin came with', 6, 40, 'before'],
    ['after the first, before the second', 12, 59, 'before'],
    ['beyond the second, under a head between them', 13, 59, 'beyond'],
    ['after both', 13, 60, 'unpinned'],
  ])('%s', (_, place, head, kind) => {
    expect(pinVerdict({ pins }, place, head).kind).toBe(kind);
  });

  test('nothing of a device that was never pinned', () => {
    expect(pinVerdict({ pins: [] }, 1, 0)).toEqual({ kind: 'unpinned' });
  });

  test('property 12: nothing at or below a head of before counts when the pin says that the device had sent nothing', () => {
    expect(pinVerdict({ pins: [pin(-1, 40)] }, 1, 39).kind).toBe('beyond');
  });

  test('property 12: one more pin never lets in what was refused', () => {
    const some = fc.record({ seq: fc.integer({ min: -1, max: 30 }), setBy: fc.integer({ min: 1, max: 30 }) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), some, fc.nat(30), fc.nat(30), (known, added, place, head) => {
        const before = known.map(({ seq, setBy }) => pin(seq, setBy));
        const after = [...before, pin(added.seq, added.setBy)];
        if (pinVerdict({ pins: before }, place, head).kind !== 'beyond') return;
        expect(pinVerdict({ pins: after }, place, head).kind).toBe('beyond');
      }),
    );
  });
});
