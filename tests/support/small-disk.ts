import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { capture } from '../../tools/support/run-process.ts';

/** Whether this process may mount file systems: root on Linux, outside most containers. */
export async function canMount(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-mount-'));
  const mounted = await capture('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'sealpost', folder]);
  if (mounted.code === 0) await capture('umount', [folder]);
  await rm(folder, { recursive: true, force: true });
  return mounted.code === 0;
}

/** A disk of so many KiB, in memory, until the test is over. */
export async function mountSmallDisk(kib: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-disk-'));
  const mounted = await capture('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'sealpost', folder]);
  if (mounted.code !== 0) throw new Error(`mount: ${mounted.stderr}`);
  onTestFinished(async () => {
    await capture('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}
