import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from '../support/paths.ts';
import { capture } from '../support/run-process.ts';
import { say, withProgress } from '../support/say.ts';
import type { ElectronRuntime } from './runtime.ts';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const CONNECT_TIMEOUT_MS = 5_000;

/** The version of the `electron` development dependency: what a release is built on (S10). */
export function officialVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('node_modules/electron/package.json has no version: run "npm ci" again.');
}

/** The official runtime when its binary has been downloaded already, else null. */
export function installedOfficial(): ElectronRuntime | null {
  const version = officialVersion();
  const distPath = join(PACKAGE, 'dist');
  try {
    if (readFileSync(join(distPath, 'version'), 'utf8').trim().replace(/^v/, '') !== version) return null;
    const executable = join(distPath, readFileSync(join(PACKAGE, 'path.txt'), 'utf8'));
    return existsSync(executable) ? { executable, distPath, version, official: true } : null;
  } catch {
    return null;
  }
}

/** Whether the place that the `electron` package downloads from answers at all, found out in a few seconds. */
async function isDownloadReachable(): Promise<boolean> {
  const { env } = process;
  // Behind a proxy, or with a mirror configured, the package knows better than we do how to get there: let it try.
  if (env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? env.ELECTRON_GET_USE_PROXY) return true;
  try {
    await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * Lets the `electron` package download its binary (it checks the hash against the list inside the package).
 * @returns null when the download place cannot be reached or the download fails; the reason has been said then.
 */
export async function installOfficial(): Promise<ElectronRuntime | null> {
  const version = officialVersion();
  if (!(await isDownloadReachable())) {
    say(`The download of Electron ${version} cannot be reached from here.`);
    return null;
  }
  const finished = await withProgress(`Fetching Electron ${version}`, () =>
    capture(process.execPath, [join(PACKAGE, 'install.js')], { cwd: PACKAGE }),
  );
  if (finished.code !== 0) say(`Electron ${version} could not be fetched:\n${finished.stderr.trim().slice(0, 2_000)}`);
  return installedOfficial();
}
