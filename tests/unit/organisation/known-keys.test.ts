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

test('what one thread adds, the others read, wherever the table has grown meanwhile', () => {
  const table = new KeyTable('one');
  const told = table.tell();
  const [one, other] = [new KeyReader(), new KeyReader()];
  one.read(told);
  one.add(told, idOf(1), keyOf(1));
  one.add(told, idOf(1), keyOf(9));
  one.add(told, 'short', keyOf(2));
  expect([...other.read(told)]).toEqual([[idOf(1), keyOf(1)]]);
  // More than there was room for, from both sides.
  for (let number = 2; number < 3_000; number += 2) table.add(idOf(number), keyOf(number));
  for (let number = 3; number < 3_000; number += 2) one.add(told, idOf(number), keyOf(number));
  for (const reader of [one, other, new KeyReader()]) {
    const keys = reader.read(told);
    expect(keys.size).toBe(2_999);
    for (const number of [1, 2, 1_023, 1_024, 1_025, 2_999]) expect(keys.get(idOf(number))).toBe(keyOf(number));
  }
});

test('a full table takes no more, and says nothing of what it did not take', () => {
  const table = new KeyTable('one');
  const { records } = table.tell();
  table.add(idOf(1), keyOf(1));
  const thread = new KeyReader();
  thread.read(table.tell());
  Atomics.store(new Int32Array(records), 0, records.maxByteLength / 64 - 1);
  table.add(idOf(2), keyOf(2));
  thread.add(table.tell(), idOf(3), keyOf(3));
  expect([...new KeyReader().read(table.tell()).keys()]).toEqual([idOf(1)]);
  expect(records.byteLength).toBeLessThan(records.maxByteLength);
});

test('a record that nobody finished is left out, and those behind it are read', () => {
  const table = new KeyTable('one');
  const early = new KeyReader();
  table.add(idOf(1), keyOf(1));
  // As a thread leaves it that ends while it writes.
  Atomics.add(new Int32Array(table.tell().records), 0, 1);
  table.add(idOf(2), keyOf(2));
  expect([...early.read(table.tell()).keys()]).toEqual([idOf(1), idOf(2)]);
  for (let number = 3; number < 1_200; number += 1) table.add(idOf(number), keyOf(number));
  for (const reader of [early, new KeyReader()]) {
    const keys = reader.read(table.tell());
    expect(keys.size).toBe(1_199);
    for (const number of [1, 2, 3, 1_021, 1_199]) expect(keys.get(idOf(number))).toBe(keyOf(number));
  }
});
