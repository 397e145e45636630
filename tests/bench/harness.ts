import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure } from './figure.ts';

/** What a measurement works with. */
export interface Bench {
  /** An empty folder of its own, on the disk that is measured; removed afterwards. */
  readonly folder: string;
  /** How often each contender runs; medians count. */
  readonly runs: number;
  say(line: string): void;
}

/** A measurement says what is compared with what; `run` answers with one figure a peer. */
export interface Measurement {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<readonly Figure[]>;
}

/** One way to do a piece of work. */
export interface Contender {
  readonly name: string;
  /** Undoes the last run; not timed. What the very last run made stays. */
  readonly clear: () => Promise<void>;
  /** Milliseconds; takes its own time when starting a clock from outside would be wrong. */
  readonly run: () => Promise<number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const run = promisify(execFile);

/** Writes everything to the disk, so that nobody pays for what another left in memory. */
export async function settleDisk(): Promise<void> {
  await run('sync');
}

/** Bytes: more than any run takes that is measured by the clock. */
const TOUCHED = 2 ** 31;
const TOUCH = `const kept = []; for (let left = ${TOUCHED}; left > 0; left -= 2 ** 28) kept.push(Buffer.alloc(2 ** 28, 1));`;

/**
 * Takes free memory and gives it back. The host of a virtual machine takes memory that was free for some seconds away,
 * and returns it page by page to whoever asks next, which may take longer than all the work of a contender.
 */
async function touchMemory(): Promise<void> {
  if (freemem() > 2 * TOUCHED) await run(process.execPath, ['-e', TOUCH]);
}

/**
 * Contenders take turns, so that a slow minute of the machine hits all alike. @returns the median of each by name, in
 * milliseconds.
 */
export async function takeTurns(bench: Bench, contenders: readonly Contender[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < bench.runs; round += 1) {
    for (const { name, clear, run: work } of contenders) {
      await clear();
      await settleDisk();
      await touchMemory();
      const milliseconds = await work();
      times.get(name)?.push(milliseconds);
      bench.say(`  ${name}: ${(milliseconds / 1000).toFixed(2)} s`);
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

/** Runs a command and answers with its time in milliseconds. @throws when it fails. */
export async function timed(command: string, args: readonly string[], cwd?: string): Promise<number> {
  const began = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} failed: ${complaint.slice(0, 500)}`);
  return performance.now() - began;
}

export async function emptyFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
}

/** Runs a measurement in a folder of its own below `parent`. */
export async function inWorkspace<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent === '' ? tmpdir() : parent, 'sealpost-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
