import { organisationMigrations } from '../organisation/entry-store.ts';
import { packagesMigrations } from '../packages/store/migrations.ts';
import type { Migration } from '../vault/database.ts';

/** Every feature's steps, in the order in which they came to be. */
export const MIGRATIONS: readonly Migration[] = [...organisationMigrations, ...packagesMigrations];
