import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { packagesMigrations } from '../../src-main/packages/store/migrations.ts';
import { type OpenDatabase, openDatabase } from '../../src-main/vault/database/open-database.ts';
import { unwrap } from '../../src-shared/base/result.ts';

/** A real vault database with the tables of packages, that goes with the test. */
export async function packagesDatabase(): Promise<OpenDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-rows-'));
  const database = unwrap(
    openDatabase({
      path: path.join(folder, 'vault.db'),
      key: new Uint8Array(32).fill(7),
      mode: 'create',
      migrations: packagesMigrations,
    }),
  );
  onTestFinished(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });
  return database;
}
