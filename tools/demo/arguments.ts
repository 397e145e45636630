import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly kind: 'exchange';
  /** Where pictures, the summary and the exchanged files go. */
  readonly out: string;
  /** A folder to send instead of the made-up one. */
  readonly files: string | null;
}

/** Only the picture of the README, into a file. */
export interface PictureOptions {
  readonly kind: 'picture';
  readonly file: string;
}

/** Only how it is used. */
export interface HelpOptions {
  readonly kind: 'help';
}

export const USAGE = `npm run demo -- --out DIR [--files FOLDER]
  two real Sealposts exchange a gigabyte, thousands of files and odd names, or FOLDER; pictures and a summary go to DIR
npm run demo -- --picture FILE
  the picture of the README: the demo organisation, with a package open`;

/** @throws TypeError with a sentence for the person at the terminal */
export function parseDemoArguments(args: readonly string[]): DemoOptions | PictureOptions | HelpOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      files: { type: 'string' },
      picture: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  if (values.picture !== undefined) return { kind: 'picture', file: resolve(values.picture) };
  if (values.out === undefined) throw new TypeError(`Say where the pictures and the summary shall go:\n\n${USAGE}`);
  return {
    kind: 'exchange',
    out: resolve(values.out),
    files: values.files === undefined ? null : resolve(values.files),
  };
}
