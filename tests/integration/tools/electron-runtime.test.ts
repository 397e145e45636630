import { access } from 'node:fs/promises';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { resolveElectron } from '../../../tools/electron-runtime/resolve-electron.ts';
import { provisionElectron } from '../../../tools/support/provision.ts';
import { capture } from '../../../tools/support/run-process.ts';

describe('the Electron runtime', () => {
  it('is there, finds its libraries and says the version that it is taken for', async () => {
    const runtime = await provisionElectron();
    await access(runtime.executable);
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const { code, stdout } = await capture(runtime.executable, ['-p', 'process.versions.electron'], { env });
    expect([code, stdout.trim()]).toEqual([0, runtime.version]);
  });

  it('is the same one for every caller', async () => {
    const [first, second] = await Promise.all([resolveElectron(), resolveElectron()]);
    expect(second).toBe(first);
  });
});
