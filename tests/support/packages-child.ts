import { readFileSync } from 'node:fs';
import process from 'node:process';
import { z } from 'zod';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { createWorkers } from '../../src-main/crypto/workers/create-workers.ts';
import { createFolderHub } from '../../src-main/hub/folder-hub.ts';
import { openMembership } from '../../src-main/organisation/membership.ts';
import type { MemberId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import { workerFile } from './worker-file.ts';
import { draft, openVault, packagesOf, TEST_TUNING } from './world.ts';

/*
 * One member in a process of its own, to be killed at any moment: `node --import tsx packages-child.ts job.json`. Says
 * on standard output, a line each, what has happened; ends by itself when there is nothing left to do.
 */

const jobSchema = z.strictObject({
  vault: z.strictObject({ path: z.string(), key: z.string() }),
  hubPath: z.string(),
  /** Composes this, unless it is empty, then finishes the outbox. */
  send: z.strictObject({ recipients: z.array(z.string()), paths: z.array(z.string()), subject: z.string() }).nullable(),
  sync: z.boolean(),
  save: z.strictObject({ subject: z.string(), directory: z.string() }).nullable(),
});
export type ChildJob = z.infer<typeof jobSchema>;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
  const crypto = await createCrypto();
  const random = { bytes: (length: number) => crypto.random(length) };
  const clock = { ahead: 0, now: () => Date.now() };
  const database = openVault({ path: job.vault.path, key: Buffer.from(job.vault.key, 'hex') }, 'open');
  const hub = createFolderHub({ path: job.hubPath, random });
  const membership = unwrap(await openMembership({ hub, crypto, database, clock }));
  unwrap(await membership.log.sync());
  const workers = createWorkers({ workerFile: workerFile(), count: 2 });
  const tuning = { ...TEST_TUNING, checkpointSegments: 1 };
  const packages = packagesOf(membership, { hub, workers, random, clock, tuning });
  say('ready');
  await packages.resumeOutbox();
  say('swept');
  if (job.send !== null) {
    const { subject, paths } = job.send;
    const id = unwrap(await packages.send(draft({ recipients: job.send.recipients as MemberId[], paths, subject })));
    say(`composed ${id}`);
  }
  for (const transfer of packages.transfers()) {
    const { phase, error } = await packages.settled(transfer.id);
    say(`${phase} ${transfer.id} ${error?.code ?? ''}`);
  }
  if (job.sync) say(`arrived ${unwrap(await packages.sync()).arrived}`);
  if (job.save !== null) {
    const { rows } = packages.list('inbox', { after: null, limit: 1, filter: job.save.subject });
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('no such package');
    unwrap(await packages.contents(id, null));
    const transfer = unwrap(await packages.save(id, null, job.save.directory));
    const { phase, error } = await packages.settled(transfer.id);
    say(`saved ${phase} ${error?.code ?? ''}`);
  }
  await packages.close();
  await workers.close();
  await hub.close();
  database.close();
}

await main();
