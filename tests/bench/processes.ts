import { readdir, readFile, writeFile } from 'node:fs/promises';

/* Memory of processes, from Linux's /proc; other systems have no such figures, and what needs them is skipped there. */

const KIBIBYTES_PER_MEBIBYTE = 1024;
export const canMeasureMemory = process.platform === 'linux';

async function field(path: string, name: string): Promise<number> {
  const text = await readFile(path, 'utf8');
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  return Number(kibibytes ?? Number.NaN) / KIBIBYTES_PER_MEBIBYTE;
}

/** Memory that a process holds now, in MiB. */
export const residentMemory = (pid: number): Promise<number> => field(`/proc/${pid}/status`, 'VmRSS');

/** The most it has held since `forgetPeak`, in MiB. */
export const peakMemory = (pid: number): Promise<number> => field(`/proc/${pid}/status`, 'VmHWM');

/** proc(5): writing 5 resets the peak. */
export const forgetPeak = (pid: number): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5');

async function parents(): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // A process may be gone by now.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) found.set(Number(name), Number(parent));
  }
  return found;
}

/**
 * Memory of a process and all below it, in MiB. Pages that several share count once in all (proportional set size),
 * so that the sum is what the machine loses.
 */
export async function memoryOfTree(pid: number): Promise<number> {
  const parentOf = await parents();
  const tree = new Set([pid]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const [child, parent] of parentOf) if (tree.has(parent)) tree.add(child);
  }
  const sizes = await Promise.all([...tree].map((each) => field(`/proc/${each}/smaps_rollup`, 'Pss').catch(() => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
