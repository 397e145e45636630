import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { workerFile } from '../../support/worker-file.ts';

const MIB = 1024 * 1024;

it('S22 stays under 256 MiB above idle when 1 GiB is sealed and opened', async () => {
  const script = fileURLToPath(new URL('./memory-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, workerFile().href]);
  const growth = Number(stdout);
  // Less than a segment would mean that nothing was measured.
  expect(growth).toBeGreaterThan(16 * MIB);
  expect(growth).toBeLessThan(256 * MIB);
});
