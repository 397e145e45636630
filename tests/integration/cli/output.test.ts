import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cliFile } from '../../support/worker-file.ts';

const ended = (child: ReturnType<typeof spawn>): Promise<{ readonly code: number | null; readonly stderr: string }> =>
  new Promise((resolve, reject) => {
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });

test('ends as if nothing had happened when the reader of its output has gone', async () => {
  const child = spawn(process.execPath, [cliFile(), 'help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout?.destroy();
  expect(await ended(child)).toEqual({ code: 0, stderr: '' });
});

test.runIf(existsSync('/dev/full'))('fails when its answer could not be written', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [cliFile(), 'help'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  expect((await ended(child)).code).toBe(1);
});
