import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';

function readSetting(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function hasSetuidHelper(distPath: string): boolean {
  try {
    const helper = statSync(join(distPath, 'chrome-sandbox'));
    return helper.uid === 0 && (helper.mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}

/**
 * Why Chromium's own sandbox cannot work for a development run on this machine, as a sentence; null when it can.
 * Packages do not ask: they always run sandboxed.
 */
export function whySandboxIsOff(runtime: ElectronRuntime): string | null {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'Running as root, where Chromium has no sandbox: development and tests only.';
  if (hasSetuidHelper(runtime.distPath)) return null;
  const forbidden =
    readSetting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    readSetting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!forbidden) return null;
  const helper = join(runtime.distPath, 'chrome-sandbox');
  return (
    'This system forbids user namespaces, so Chromium runs without its sandbox. To have it, for development too:\n' +
    `  sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`
  );
}

/** The arguments that every development run of Electron needs on this machine. */
export function sandboxArguments(runtime: ElectronRuntime): readonly string[] {
  return whySandboxIsOff(runtime) === null ? [] : ['--no-sandbox'];
}
