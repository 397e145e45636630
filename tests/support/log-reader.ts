import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Crypto, Workers } from '../../src-main/crypto/port.ts';
import { createFolderHub } from '../../src-main/hub/folder-hub.ts';
import type { Hub } from '../../src-main/hub/port.ts';
import { organisationMigrations } from '../../src-main/organisation/entry-store.ts';
import type { LogPorts } from '../../src-main/organisation/log-ports.ts';
import { fetchGenesis, openPolicyLog } from '../../src-main/organisation/open-policy-log.ts';
import type { WritableLog } from '../../src-main/organisation/policy-log.ts';
import { openDatabase } from '../../src-main/vault/database/open-database.ts';
import { keysetMigrations } from '../../src-main/vault/keyset-store.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { FOUNDED, type LongLog } from './long-log.ts';

/** A hub in a folder that is removed with the test. */
export async function emptyHub(crypto: Crypto): Promise<Hub> {
  return (await emptyFolder(crypto)).hub;
}

/** The same, for tests that change what is in the folder. */
export async function emptyFolder(crypto: Crypto): Promise<{ readonly hub: Hub; readonly hubPath: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-long-log-'));
  const hubPath = path.join(folder, 'hub');
  await mkdir(hubPath);
  const hub = createFolderHub({ path: hubPath, random: { bytes: (length) => crypto.random(length) } });
  onTestFinished(async () => {
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { hub, hubPath };
}

export interface LogReader {
  readonly ports: LogPorts;
  /** The log as the vault holds it now; anew each time, as after a restart. */
  open(): WritableLog;
}

/** A vault of somebody who reads this log for the first time: genesis is in it, and nothing else. */
export async function logReader(
  crypto: Crypto,
  hub: Hub,
  log: LongLog,
  workers?: Pick<Workers, 'checkEntries'>,
): Promise<LogReader> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-reader-'));
  const database = unwrap(
    openDatabase({
      path: path.join(folder, 'vault.db'),
      key: crypto.random(32),
      mode: 'create',
      migrations: [...keysetMigrations, ...organisationMigrations],
    }),
  );
  onTestFinished(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });
  const ports: LogPorts = {
    hub,
    crypto,
    database,
    clock: { now: () => FOUNDED + 1_000 * log.entries.length },
    organisation: log.organisation,
    directoryKey: (epoch) => (epoch === log.directory.epoch ? log.directory.key : null),
    ...(workers !== undefined && { workers }),
  };
  unwrap(await fetchGenesis(ports));
  return {
    ports,
    open() {
      const opened = openPolicyLog(ports);
      if (opened === null) throw new Error('no genesis');
      return opened;
    },
  };
}
