import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../tools/support/lock.ts';

let folder = '';
let lock = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealpost-lock-'));
  lock = join(folder, 'deep', 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Ends in every system as a process id that nobody has: above Linux's largest possible one. */
const NOBODY = 4_194_305;

describe('withLock', () => {
  it('never runs two at once', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    expect(most).toBe(1);
  });

  it('lets the next one in when the work throws, and hands the error on', async () => {
    await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(withLock(lock, () => Promise.resolve('fine'))).resolves.toBe('fine');
    await expect(stat(lock)).rejects.toThrow();
  });

  it('takes over a lock whose holder no longer lives', async () => {
    await mkdir(lock, { recursive: true });
    await writeFile(join(lock, 'pid'), String(NOBODY));
    await expect(withLock(lock, () => Promise.resolve('mine'))).resolves.toBe('mine');
  });
});
