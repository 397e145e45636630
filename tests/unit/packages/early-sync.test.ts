import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { PackageError } from '../../../src-main/packages/port.ts';
import { createEarlySync } from '../../../src-main/packages/save/early-sync.ts';

const LARGE = 32 * 1024 * 1024;

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-early-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it('S27 fails the save when the disk fails behind its back, and asks the disk only once much was written', async () => {
  const failures: PackageError[] = [];
  const early = createEarlySync((error) => failures.push(error));
  const missing = join(await place(), 'missing');
  early.note(missing, LARGE - 1);
  await early.settled();
  expect(failures).toEqual([]);
  early.note(missing, 1);
  await early.settled();
  expect(failures).toEqual([{ code: 'save.target', detail: 'ENOENT' }]);
});

it('fails nothing when the disk takes it', async () => {
  const failures: PackageError[] = [];
  const early = createEarlySync((error) => failures.push(error));
  const file = join(await place(), 'file');
  await writeFile(file, 'content');
  early.note(file, LARGE);
  early.note(file, LARGE);
  await early.settled();
  expect(failures).toEqual([]);
});
