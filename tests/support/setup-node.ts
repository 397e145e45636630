import { ensureBuilt } from '../../tools/build/ensure-built.ts';
import { hasEntry } from '../../tools/build/targets.ts';
import { say } from '../../tools/support/say.ts';

/**
 * Vitest global set-up for the projects that run on plain Node.js: the worker thread and the command line are built
 * when their sources have changed. A source that does not build fails only the tests that need it; `npm test` and
 * `npm run build` refuse it outright.
 */
export async function setup(): Promise<void> {
  for (const target of ['worker', 'cli'] as const) {
    try {
      if (hasEntry(target)) await ensureBuilt([target], true);
    } catch (error) {
      say(`"${target}" does not build: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
