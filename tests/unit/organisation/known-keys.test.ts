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

test('what one thread adds, the others read, and it stays when the table grows', () => {
  const table = new KeyTable('one');
  const [one, other] = [new KeyReader(), new KeyReader()];
  one.read(table.tell());
  one.add(table.tell(), idOf(1), keyOf(1));
  one.add(table.tell(), idOf(1), keyOf(9));
  one.add(table.tell(), 'short', keyOf(2));
  expect([...other.read(table.tell())]).toEqual([[idOf(1), keyOf(1)]]);
  for (let number = 0; number < 3_000; number += 1) table.add(idOf(number), keyOf(number));
  for (const reader of [one, other, new KeyReader()]) {
    expect(reader.read(table.tell()).size).toBe(3_000);
    expect(reader.read(table.tell()).get(idOf(1))).toBe(keyOf(1));
  }
});

test('a table without room takes no more from threads, and tells what the main thread adds', () => {
  const table = new KeyTable('one');
  const thread = new KeyReader();
  const told = table.tell();
  thread.read(told);
  for (let number = 0; number < 2_000; number += 1) thread.add(told, idOf(number), keyOf(number));
  const before = new KeyReader().read(table.tell()).size;
  expect(before).toBeLessThan(2_000);
  table.add(idOf(1_999), keyOf(1_999));
  const keys = new KeyReader().read(table.tell());
  expect(keys.size).toBe(before + 1);
  expect(keys.get(idOf(1_999))).toBe(keyOf(1_999));
});

test('a record that nobody finished hides those after it until the table grows, and no longer', () => {
  const table = new KeyTable('one');
  table.add(idOf(1), keyOf(1));
  // As a thread leaves it that ends while it writes.
  Atomics.add(new Int32Array(table.tell().records), 0, 1);
  table.add(idOf(2), keyOf(2));
  expect([...new KeyReader().read(table.tell()).keys()]).toEqual([idOf(1)]);
  for (let number = 2; number < 1_200; number += 1) table.add(idOf(number), keyOf(number));
  const keys = new KeyReader().read(table.tell());
  expect(keys.size).toBe(1_199);
  for (const number of [1, 2, 3, 1_021, 1_199]) expect(keys.get(idOf(number))).toBe(keyOf(number));
});
