import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt } from '../build/ensure-built.ts';
import { openDisplay } from '../system/display.ts';
import { ROOT } from './paths.ts';
import { provisionElectron } from './provision.ts';
import { attach } from './run-process.ts';
import { say } from './say.ts';

/**
 * Runs a TypeScript program of the repository that drives real Electron windows: with everything provisioned and
 * built, on a display, and with the arguments as they were given. Its exit code is ours.
 *
 * @param path relative to the repository
 */
export async function runScript(path: string, args: readonly string[]): Promise<number> {
  try {
    await provisionElectron();
    await ensureBuilt(undefined, true);
    const display = await openDisplay();
    try {
      return await attach(process.execPath, ['--import', 'tsx', join(ROOT, path), ...args], {
        env: { ...process.env, ...display.env },
      });
    } finally {
      await display.close();
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
