import process from 'node:process';
import { ensureBuilt } from '../../tools/build/ensure-built.ts';
import { provisionElectron } from '../../tools/support/provision.ts';
import { openDisplay } from '../../tools/system/display.ts';

/**
 * Vitest global set-up for the end-to-end tests: everything built, Electron provisioned, and a display, a virtual one
 * where there is none. Tests start the app with `launchApp` of tools/electron-runtime/launch.ts.
 */
export async function setup(): Promise<() => Promise<void>> {
  await provisionElectron();
  await ensureBuilt(['main', 'preload', 'worker', 'renderer'], true);
  const display = await openDisplay();
  // The test processes are started later and inherit these.
  Object.assign(process.env, display.env);
  return () => display.close();
}
