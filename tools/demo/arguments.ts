import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Where pictures, the summary and the exchanged files go. */
  readonly out: string;
  /** A folder to send instead of the made-up one. */
  readonly files: string | null;
}

export const USAGE = 'npm run demo -- --out DIR [--files FOLDER]';

/** @throws TypeError with a sentence for the person at the terminal */
export function parseDemoArguments(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, files: { type: 'string' } },
  });
  if (values.out === undefined) throw new TypeError(`Say where the pictures and the summary shall go: ${USAGE}`);
  return { out: resolve(values.out), files: values.files === undefined ? null : resolve(values.files) };
}
