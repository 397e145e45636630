import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ChildJob } from './vault-child.ts';

const CHILD = fileURLToPath(new URL('vault-child.ts', import.meta.url));

export interface VaultChild {
  /** Lines told so far. */
  readonly lines: readonly string[];
  readonly stderr: () => string;
  /** Resolves once this many lines were told. @throws when the child ends before */
  told(count: number): Promise<void>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts tests/support/vault-child.ts; `wrapper` is a program and its arguments that start it. */
export function runVaultChild(
  job: ChildJob,
  directory: string,
  keychainFile: string,
  wrapper: readonly string[] = [],
): VaultChild {
  const command = [...wrapper, process.execPath, '--import', 'tsx', CHILD, job, directory, keychainFile];
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  let wake = (): void => undefined;
  child.stdout.on('data', (part: Buffer) => {
    const parts = (rest + part.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString('utf8');
  });
  let over = false;
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      over = true;
      wake();
      resolve(code);
    });
  });
  return {
    lines,
    stderr: () => errors,
    ended,
    async told(count) {
      while (lines.length < count) {
        if (over) throw new Error(`the child ended after ${lines.length} lines: ${errors}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
