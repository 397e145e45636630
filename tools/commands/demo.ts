import { runScript } from '../support/run-script.ts';

/** `npm run demo -- --out DIR [--files PATH]` */
export function main(args: readonly string[]): Promise<number> {
  return runScript('tools/demo/main.ts', args);
}
