import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { cliFile } from './worker-file.ts';

export const CLI_PASSWORD = 'correct horse battery staple';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** With `--json`. */
  readonly json: Record<string, unknown>;
}

export interface CliOptions {
  /** null gives none at all. */
  readonly password?: string | null;
  readonly environment?: Readonly<Record<string, string>>;
  /** Written to descriptors 3, 4, ... */
  readonly descriptors?: readonly string[];
  readonly input?: string;
  /** Asked again and again: once true, the process is killed as by kill -9. */
  readonly killWhen?: () => Promise<boolean>;
}

async function killOnce(child: ChildProcess, when: () => Promise<boolean>): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await when()) child.kill('SIGKILL');
    await sleep(5);
  }
}

/** Runs the built command line as a process of its own. */
export function cli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { password = CLI_PASSWORD, environment = {}, descriptors = [], input = '', killWhen } = options;
  const child = spawn(process.execPath, [cliFile(), ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: '/nonexistent',
      ...(password === null ? {} : { SEALPOST_PASSWORD: password }),
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe', ...descriptors.map(() => 'pipe' as const)],
  });
  const collected = { stdout: '', stderr: '' };
  // A letter of several bytes may come in two parts.
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    collected.stdout += String(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    collected.stderr += String(chunk);
  });
  for (const [index, text] of [input, ...descriptors].entries()) {
    const pipe = child.stdio[index === 0 ? 0 : index + 2];
    if (pipe === null || pipe === undefined || !('end' in pipe)) continue;
    // A process that ends without reading is what some tests are about.
    pipe.on('error', () => undefined);
    pipe.end(text);
  }
  if (killWhen !== undefined) void killOnce(child, killWhen);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const json = args.includes('--json') && collected.stdout !== '' ? JSON.parse(collected.stdout) : {};
      resolve({ code, ...collected, json });
    });
  });
}

/** A hub folder, and Ada (owner) and Bob (member) who share it, each with a data folder: the whole way by commands. */
export async function twoPeople() {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const hub = path.join(folder, 'hub');
  await mkdir(hub);
  const dataOf = (who: string) => path.join(folder, who);
  const as = (who: string, args: readonly string[], options?: CliOptions) =>
    cli([...args, '--data-dir', dataOf(who)], options);
  const ada = ['--organisation', 'Lovelace Ltd', '--name', 'Ada', '--email', 'ada@example.org', '--hub', hub];
  const founded = await as('ada', ['create-organisation', ...ada, '--allow-password-only', '--json']);
  const invitation = path.join(folder, 'bob.sealpost');
  const bob = ['--name', 'Bob', '--email', 'bob@example.org', '--out', invitation];
  const invited = await as('ada', ['invite', ...bob, '--json']);
  const joined = await as('bob', ['join', invitation, '--allow-password-only', '--json']);
  return { folder, hub, as, dataOf, founded, invited, joined, link: String(invited.json.link) };
}
