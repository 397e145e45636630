import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createStateStore, snapshotMigrations } from '../../../src-main/organisation/snapshot/state-store.ts';
import { openDatabase } from '../../../src-main/vault/database/open-database.ts';
import type { VaultDatabase } from '../../../src-main/vault/database.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { endOf } from '../../support/policy/histories.ts';
import { team } from '../../support/policy/world.ts';

const key = new Uint8Array(32).fill(7);
const pause = async () => {};

/** Opens the same vault again and again, as after a restart. */
async function vault() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-states-'));
  const file = path.join(folder, 'vault.db');
  let opened: { close(): void } | null = null;
  onTestFinished(async () => {
    opened?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return (): VaultDatabase => {
    opened?.close();
    const mode = existsSync(file) ? 'open' : 'create';
    const database = unwrap(openDatabase({ path: file, key, mode, migrations: snapshotMigrations }));
    opened = database;
    return database;
  };
}

const stateAfter = (steps: number): PolicyState =>
  endOf({ seed: 3, steps: Array.from({ length: steps }, (_, step) => step) }, { first: team() });

test('keeps a state over a restart, equal in every field', async () => {
  const open = await vault();
  const state = stateAfter(120);
  await createStateStore(open()).save(state, pause);
  expect(createStateStore(open()).load(state.head.seq)).toEqual(state);
});

test('keeps the newest state and the one that the log began with', async () => {
  const store = createStateStore((await vault())());
  const [first, second, third] = [stateAfter(20), stateAfter(60), stateAfter(120)] as const;
  expect(new Set([first.head.seq, second.head.seq, third.head.seq]).size).toBe(3);
  await store.save(first, pause);
  store.setBase(first.head.seq);
  await store.save(second, pause);
  await store.save(third, pause);
  expect(store.places()).toEqual([first.head.seq, third.head.seq]);
  store.setBase(0);
  expect(store.base()).toBe(0);
  expect(store.load(second.head.seq)).toBeNull();
});

test('a state that was half written does not count, and makes room for the next', async () => {
  const open = await vault();
  const state = stateAfter(60);
  const database = open();
  database.run('INSERT INTO policy_state VALUES (?, 0)', state.head.seq);
  database.run("INSERT INTO policy_state_chunk VALUES (?, 0, 'state', ?)", state.head.seq, new Uint8Array(5));
  const store = createStateStore(open());
  expect([store.places(), store.load(state.head.seq)]).toEqual([[], null]);
  await store.save(state, pause);
  expect(store.load(state.head.seq)).toEqual(state);
});

test('a state of other rules is not used', async () => {
  const database = (await vault())();
  const store = createStateStore(database);
  const state = stateAfter(20);
  await store.save({ ...state, rules: 99 }, pause);
  expect(store.places()).toEqual([state.head.seq]);
  expect(store.load(state.head.seq)).toBeNull();
});

test('a state that was prepared counts once its caller says so, also after another was', async () => {
  const open = await vault();
  const [first, second] = [stateAfter(20), stateAfter(60)] as const;
  await createStateStore(open()).prepare(first, pause);
  const store = createStateStore(open());
  expect([store.places(), store.load(first.head.seq)]).toEqual([[], null]);
  const count = await store.prepare(second, pause);
  expect(store.places()).toEqual([]);
  count();
  expect(store.places()).toEqual([second.head.seq]);
  expect(createStateStore(open()).load(second.head.seq)).toEqual(second);
});
