import { expect, test } from 'vitest';
import { createQueue } from '../../../src-shared/base/queue.ts';

test('runs one after the other in the order asked, a failed one included', async () => {
  const inTurn = createQueue();
  const events: string[] = [];
  const work = (name: string, turns: number) => async () => {
    events.push(`${name} begins`);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    events.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const [a, b, c] = [inTurn(work('a', 9)), inTurn(work('b', 1)), inTurn(work('c', 0))];
  await expect(b).rejects.toThrow('b failed');
  expect([await a, await c]).toEqual(['a', 'c']);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
