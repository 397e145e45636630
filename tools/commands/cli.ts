import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../build/ensure-built.ts';
import { FILES } from '../build/targets.ts';
import { say } from '../support/say.ts';

/**
 * `npm run cli -- ...`: builds the command line when its source has changed (saying so on standard error only), then
 * runs it in this very process: standard input, every open file descriptor, signals and the exit code are its own.
 * (npm itself hands on descriptors 0 to 2 only; to pass a password by another one, call `node tools/run.mjs cli ...`.)
 */
export async function main(args: readonly string[], unregister: () => Promise<void>): Promise<number | undefined> {
  try {
    await ensureBuilt(['worker', 'cli'], true);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
  await unregister();
  const program = FILES.cli.output;
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
  return undefined;
}
