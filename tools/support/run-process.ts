import { type SpawnOptions, spawn } from 'node:child_process';

/** How a child process ended and what it wrote. `code` is 128 + n when signal n ended it, as shells have it. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SIGNAL_BASE = 128;
const END_TIMEOUT_MS = 20_000;
const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code;
  return SIGNAL_BASE + (SIGNALS[signal ?? ''] ?? 0);
}

/**
 * Runs a program and keeps what it writes.
 * @throws when the program cannot be started at all (not installed).
 */
export function capture(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => stdout.push(part));
    child.stderr?.on('data', (part: Buffer) => stderr.push(part));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({
        code: exitCode(code, signal),
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
  });
}

/**
 * Runs a program on this terminal and gives its exit code. SIGINT and SIGTERM are handed on and waited for, so that
 * nothing is left behind.
 * @param stop asks the program to end (SIGTERM, later SIGKILL) when it is aborted; its end is waited for
 * @throws when the program cannot be started at all (not installed).
 */
export function attach(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
  stop?: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    const end = (): void => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS).unref();
    };
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    stop?.addEventListener('abort', end, { once: true });
    const letGo = (): void => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      stop?.removeEventListener('abort', end);
    };
    child.on('error', (error) => {
      letGo();
      reject(error);
    });
    child.on('close', (code, signal) => {
      letGo();
      resolve(exitCode(code, signal));
    });
  });
}
