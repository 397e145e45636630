import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { FILES } from '../../tools/build/targets.ts';

/**
 * The built worker thread module, for tests that seal or open with real workers: Node.js 20 cannot start a thread from
 * TypeScript. The vitest set-up builds it before the first test (see tests/README.md).
 * @throws when it has not been built
 */
export function workerFile(): URL {
  const path = FILES.worker.output;
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build -- worker".`);
  return pathToFileURL(path);
}

/** The built command line program, for tests that run it as a process. Built like the worker. */
export function cliFile(): string {
  const path = FILES.cli.output;
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build -- cli".`);
  return path;
}
