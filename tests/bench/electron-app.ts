import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolveElectron } from '../../tools/electron-runtime/resolve-electron.ts';
import { ROOT } from '../../tools/support/paths.ts';
import { sandboxArguments } from '../../tools/system/sandbox.ts';

const WATCH = fileURLToPath(new URL('./electron/watch.js', import.meta.url));
const EMPTY = fileURLToPath(new URL('./electron/empty-window.js', import.meta.url));

/** An application folder whose main module is the watcher followed by another main module. */
export interface WatchedApp {
  readonly folder: string;
  readonly userData: string;
  /** The element by which the first screen can be used. */
  readonly ready: string;
}

async function watched(folder: string, main: string, userData: string, ready: string): Promise<WatchedApp> {
  await mkdir(folder, { recursive: true });
  const manifest: unknown = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...Object(manifest), main: 'main.js' }));
  const lines = [WATCH, main].map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)});\n`);
  await writeFile(join(folder, 'main.js'), lines.join(''));
  return { folder, userData, ready };
}

/** The built Sealpost, with the data of a profile. */
export function sealpostApp(parent: string, userData: string): Promise<WatchedApp> {
  const main = join(ROOT, 'out', 'main', 'main.js');
  return watched(join(parent, 'app-sealpost'), main, userData, 'input[type=password]:enabled');
}

export function emptyApp(parent: string): Promise<WatchedApp> {
  return watched(join(parent, 'app-empty'), EMPTY, join(parent, 'data-empty'), 'p');
}

export interface RunningElectron {
  readonly pid: number;
  /** From the start of the process until its first screen can be used, in milliseconds. */
  readonly startMilliseconds: number;
  /** From pressing Unlock to the first rows, in milliseconds; null when there was nothing to unlock. */
  readonly unlockMilliseconds: number | null;
  /** What the page's task answered; null when there was none. */
  readonly result: unknown;
  close(): Promise<void>;
}

export interface Unlock {
  readonly password: string;
  /** The element by which rows are seen. */
  readonly rows: string;
}

/** What the page does once it can be used. */
export interface Task {
  /** Source of a promise. */
  readonly script: string;
  /** The files that a person would choose in the system's dialogs meanwhile. */
  readonly open: string;
  readonly save: string;
}

/** Milliseconds; far more than any start takes. */
const TIMEOUT = 30_000;
const TASK_TIMEOUT = 300_000;
const ATTEMPTS = 3;

/**
 * Starts an application and waits until it can be used. A start that comes to nothing is made again: on a machine that
 * does other things, too, a build may replace the program meanwhile.
 *
 * @throws when it comes to nothing every time.
 */
export async function startElectron(
  app: WatchedApp,
  unlock: Unlock | null,
  task: Task | null = null,
): Promise<RunningElectron> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const running = await attemptStart(app, unlock, task);
    if (running !== null) return running;
  }
  throw new Error('Electron ended, or hung, before its first screen could be used');
}

async function attemptStart(
  app: WatchedApp,
  unlock: Unlock | null,
  task: Task | null,
): Promise<RunningElectron | null> {
  const runtime = await resolveElectron();
  const bench = { ready: app.ready, password: unlock?.password ?? null, rows: unlock?.rows ?? '', task };
  const args = ['--log-level=3', ...sandboxArguments(runtime), `--user-data-dir=${app.userData}`, app.folder];
  const began = performance.now();
  const child = spawn(runtime.executable, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, SEALPOST_BENCH: JSON.stringify(bench) },
  });
  const exited = once(child, 'exit');
  const timeout = setTimeout(() => child.kill('SIGKILL'), task === null ? TIMEOUT : TASK_TIMEOUT);
  let startMilliseconds = Number.NaN;
  let unlockMilliseconds: number | null = null;
  let result: unknown = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'bench ready') startMilliseconds = performance.now() - began;
    const unlocked = /^bench unlocked ([\d.]+)$/.exec(line)?.[1];
    if (unlocked !== undefined) unlockMilliseconds = Number(unlocked);
    const answer = /^bench result (.*)$/.exec(line)?.[1];
    if (answer !== undefined) result = JSON.parse(answer);
    const last =
      task !== null ? answer !== undefined : unlock !== null ? unlocked !== undefined : line === 'bench ready';
    if (last) break;
  }
  clearTimeout(timeout);
  child.stdout.resume();
  const locked = unlock !== null && unlockMilliseconds === null;
  const undone = task !== null && result === null;
  if (Number.isNaN(startMilliseconds) || locked || undone || child.pid === undefined) return null;
  return {
    pid: child.pid,
    startMilliseconds,
    unlockMilliseconds,
    result,
    async close() {
      child.kill();
      await exited;
    },
  };
}
