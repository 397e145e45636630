import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.ts';

const POLL_MS = 200;
/** A lock folder without a process id in it belongs to somebody who died between two calls, once it is this old. */
const UNCLAIMED_POLLS = 25;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function holder(path: string): Promise<number | null> {
  try {
    const pid = Number.parseInt(await readFile(join(path, 'pid'), 'utf8'), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null;
  }
}

/**
 * Runs `work` while holding the lock folder `path`, waiting for other processes of this machine. A lock whose holder
 * no longer lives is taken over, so that a killed run never blocks the next.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let polls = 0;
  let unclaimed = 0;
  for (;;) {
    try {
      await mkdir(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = await holder(path);
    unclaimed = pid === null ? unclaimed + 1 : 0;
    if ((pid !== null && !isAlive(pid)) || unclaimed > UNCLAIMED_POLLS) {
      await rm(path, { recursive: true, force: true });
      unclaimed = 0;
      continue;
    }
    if (polls === UNCLAIMED_POLLS) say('Waiting for another Sealpost tool that is at the same work ...');
    polls += 1;
    await sleep(POLL_MS);
  }
  try {
    await writeFile(join(path, 'pid'), String(process.pid));
    return await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
