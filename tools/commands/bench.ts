import { runScript } from '../support/run-script.ts';

/** `npm run bench [-- ARGUMENTS]` */
export function main(args: readonly string[]): Promise<number> {
  return runScript('tests/bench/main.ts', args);
}
