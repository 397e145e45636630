import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { kindsOf } from '../../../src-main/organisation/entry-kinds.ts';
import { createEntryStore, organisationMigrations } from '../../../src-main/organisation/entry-store.ts';
import { type OpenDatabase, openDatabase } from '../../../src-main/vault/database/open-database.ts';
import { keysetMigrations } from '../../../src-main/vault/keyset-store.ts';
import { utf8 } from '../../../src-shared/base/bytes.ts';
import type { ClassId } from '../../../src-shared/base/ids.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';

const key = new Uint8Array(32).fill(9);
const ALL = [...keysetMigrations, ...organisationMigrations];
const NEWEST = 'entry-kinds-1';

async function vaults() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-kinds-'));
  let opened: OpenDatabase | null = null;
  onTestFinished(async () => {
    opened?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return (mode: 'create' | 'open', migrations = ALL): OpenDatabase => {
    opened?.close();
    opened = unwrap(openDatabase({ path: path.join(folder, 'vault.db'), key, mode, migrations }));
    return opened;
  };
}

const licence = (bought: number): Action => ({ type: 'licence.set', bought });
const edit: Action = { type: 'class.edit', class: 'c'.repeat(26) as ClassId, licensed: true };
const renamed: Action = { type: 'organisation.edit', name: 'the "type":"licence.set" company' };
const LOG: readonly (readonly Action[])[] = [[licence(1)], [renamed], [edit, licence(2), licence(3)], [edit]];

const row = (actions: readonly Action[], index: number) => ({
  seq: index + 1,
  hash: 'ab',
  payload: utf8(JSON.stringify({ actions })),
  stored: new Uint8Array(1),
  cover: null,
});

test('finds entries by what they do, newest first, each once', async () => {
  const store = createEntryStore((await vaults())('create'));
  store.append(LOG.map((actions, index) => ({ ...row(actions, index), kinds: kindsOf(actions) })));
  expect(store.ofKinds(['licence.set'], null, 10)).toEqual([3, 1]);
  expect(store.ofKinds(['licence.set', 'class.edit'], null, 10)).toEqual([4, 3, 1]);
  expect(store.ofKinds(['licence.set', 'class.edit'], 4, 1)).toEqual([3]);
  expect(store.ofKinds(['billing.void'], null, 10)).toEqual([]);
});

test('finds them in a vault that was written before it knew kinds', async () => {
  const open = await vaults();
  const before = ALL.filter(({ id }) => id !== NEWEST);
  expect(before.length).toBe(ALL.length - 1);
  const old = open('create', before);
  for (const [index, actions] of LOG.entries()) {
    const { seq, hash, payload, stored } = row(actions, index);
    old.run('INSERT INTO policy_entry (seq, hash, payload, stored) VALUES (?, ?, ?, ?)', seq, hash, payload, stored);
  }
  const store = createEntryStore(open('open'));
  expect(store.ofKinds(['licence.set'], null, 10)).toEqual([3, 1]);
  expect(store.ofKinds(['class.edit'], null, 10)).toEqual([4, 3]);
});
