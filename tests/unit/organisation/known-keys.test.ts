import { expect, test } from 'vitest';
import { KeyReader, KeyTable } from '../../../src-main/organisation/replay/known-keys.ts';
import { hex } from '../../../src-shared/base/bytes.ts';

const idOf = (number: number): string => number.toString(32).padStart(26, '0');
const keyOf = (number: number): string => hex(new Uint8Array(32).fill(number % 251));

test('threads read what was added before and after they first looked, growth included', () => {
  const table = new KeyTable('one');
  const reader = new KeyReader();
  table.add(idOf(0), keyOf(0));
  const told = table.tell();
  expect(reader.read(told).get(idOf(0))).toBe(keyOf(0));
  table.add(idOf(1), keyOf(1));
  // What was handed out already shows it, too.
  expect(reader.read(told).get(idOf(1))).toBe(keyOf(1));
  for (let number = 2; number < 5_000; number += 1) table.add(idOf(number), keyOf(number));
  const keys = reader.read(table.tell());
  expect(keys.size).toBe(5_000);
  for (const number of [2, 1_023, 1_024, 1_025, 4_999]) expect(keys.get(idOf(number))).toBe(keyOf(number));
});

test('another session begins anew', () => {
  const [one, other] = [new KeyTable('one'), new KeyTable('other')];
  one.add(idOf(1), keyOf(1));
  other.add(idOf(2), keyOf(2));
  const reader = new KeyReader();
  reader.read(one.tell());
  expect([...reader.read(other.tell())]).toEqual([[idOf(2), keyOf(2)]]);
});

test('an id keeps its first key, and what is no id or no key is not told', () => {
  const table = new KeyTable('one');
  table.add(idOf(1), keyOf(1));
  table.add(idOf(1), keyOf(2));
  table.add('short', keyOf(3));
  table.add(idOf(4), 'ab');
  table.add(idOf(5), 'no hex');
  expect([...new KeyReader().read(table.tell())]).toEqual([[idOf(1), keyOf(1)]]);
});
