import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assigned, assignedAfter } from '../../../src-shared/policy/model/sets.ts';

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));

test('what is added and removed leaves a sorted set in which the rest cites what it cited when anything is named', () => {
  fc.assert(
    fc.property(ids, ids, ids, (before, add, remove) => {
      const after = assignedAfter(assigned(before, 1), { add, remove }, 2);
      const kept = before.filter((id) => !add.includes(id) && !remove.includes(id));
      const expected = [...kept.map((id) => ({ id, setBy: 1 })), ...add.map((id) => ({ id, setBy: 2 }))];
      expect(after.map(({ id }) => id)).toEqual([...kept, ...add].sort());
      expect(new Set(after.map((one) => `${one.id} ${one.setBy}`))).toEqual(
        new Set(expected.map((one) => `${one.id} ${one.setBy}`)),
      );
    }),
  );
});
