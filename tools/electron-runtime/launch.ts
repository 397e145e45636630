import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright-core';
import { ROOT } from '../support/paths.ts';
import { sandboxArguments } from '../system/sandbox.ts';
import { resolveElectron } from './resolve-electron.ts';

export interface LaunchOptions {
  /** Folder for everything that the app stores; one folder is one person's machine. */
  readonly userData: string;
  /** Further arguments for the app. */
  readonly args?: readonly string[];
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** The application folder; the repository unless told. */
  readonly app?: string;
  /** How long starting may take, in milliseconds. */
  readonly timeout?: number;
}

const GATE = fileURLToPath(new URL('gate.cjs', import.meta.url));
const LAUNCH_TIMEOUT_MS = 60_000;

/**
 * Starts the built app (see ensureBuilt) in this machine's Electron under Playwright, for end-to-end tests, the demo
 * and the benchmarks. The display must be there (see openDisplay); the caller closes the app.
 * @throws when Electron does not come up in time
 */
export async function launchApp(options: LaunchOptions): Promise<ElectronApplication> {
  const runtime = await resolveElectron();
  const inherited = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return _electron.launch({
    executablePath: runtime.executable,
    args: [
      '--log-level=3',
      ...sandboxArguments(runtime),
      `--user-data-dir=${options.userData}`,
      '-r',
      GATE,
      options.app ?? ROOT,
      ...(options.args ?? []),
    ],
    chromiumSandbox: sandboxArguments(runtime).length === 0,
    env: { ...Object.fromEntries(inherited), ...options.env },
    timeout: options.timeout ?? LAUNCH_TIMEOUT_MS,
  });
}
