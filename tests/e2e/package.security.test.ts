import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BuiltPackage } from '../../tools/package/build-package.ts';
import { ensurePackaged } from '../../tools/package/ensure-packaged.ts';
import { isAsRequired, readFuses } from '../../tools/package/fuses.ts';
import { launchPackagedApp } from '../../tools/package/packaged-app.ts';
import { verifyAsar } from '../../tools/package/verify-asar.ts';

let built: BuiltPackage;
let userData = '';

beforeAll(async () => {
  built = await ensurePackaged();
});
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'sealpost-packaged-'));
});
// What was killed leaves processes that are on their way out, and write until then.
afterEach(() => rm(userData, { recursive: true, force: true, maxRetries: 10 }));

const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Starts the packaged program, waits for its window, ends it, and gives what it wrote. */
async function runOnce(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const app = await launchPackagedApp({ executable: built.executable, userData, args, env });
  try {
    await app.page.waitForFunction(() => document.body.innerText.trim().length > 0);
    expect(app.page.url()).toMatch(/^sealpost:\/\/app\//);
  } finally {
    await app.close();
  }
  return app.errors();
}

describe('the packaged app', () => {
  it('S9 has every fuse as required when they are read back from the program', async () => {
    expect((await readFuses(built.executable)).filter((reading) => !isAsRequired(reading))).toEqual([]);
  });

  it('S9 keeps all code in the archive under hashes that match', async () => {
    const { packed, unpacked, damaged } = await verifyAsar(built.archive);
    expect(damaged).toEqual([]);
    expect(packed).toContain('/out/main/main.js');
    expect(unpacked.filter((path) => !path.endsWith('.node'))).toEqual([]);
  });

  it('S1 opens its window from the package alone', async () => {
    await runOnce([]);
  });

  it('S9 does not become a plain Node.js when it is asked to', async () => {
    const script = join(userData, 'script.cjs');
    const proof = join(userData, 'proof');
    await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'ran')`);
    const child = spawn(built.executable, [...asRoot, `--user-data-dir=${userData}`, script], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Either writes into the folder: a Node.js by the script, and the app what every one of its kind keeps there.
    const written = async () => (await readdir(userData)).filter((name) => name !== 'script.cjs').length;
    await expect.poll(written, { timeout: 60_000 }).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await ended;
    await expect(readFile(proof)).rejects.toThrow('ENOENT');
  });

  it('S9 ignores NODE_OPTIONS and the inspector switches', async () => {
    const script = join(userData, 'required.cjs');
    const proof = join(userData, 'proof');
    await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'ran')`);
    const written = await runOnce(['--inspect=0'], { NODE_OPTIONS: `--require=${script}` });
    expect(written).not.toContain('Debugger listening');
    await expect(readFile(proof)).rejects.toThrow('ENOENT');
  });

  describe('beside a foreign application folder', () => {
    const folder = (): string => join(dirname(built.archive), 'app');

    afterAll(() => rm(folder(), { recursive: true, force: true }));

    it('S9 runs only what is in the archive', async () => {
      const proof = join(userData, 'proof');
      await mkdir(folder(), { recursive: true });
      await writeFile(join(folder(), 'package.json'), JSON.stringify({ name: 'foreign', main: 'main.cjs' }));
      await writeFile(join(folder(), 'main.cjs'), `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'ran')`);
      await runOnce([]);
      await expect(readFile(proof)).rejects.toThrow('ENOENT');
    });
  });
});
