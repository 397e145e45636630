/**
 * The one entry of every npm script: `node tools/run.mjs COMMAND [arguments]`.
 *
 * Plain JavaScript, so that a Node.js that is too old, or a forgotten `npm ci`, is told in one sentence. The
 * commands themselves are TypeScript, loaded through tsx; each exports `main(args): Promise<number>` (an exit code).
 */
import { existsSync } from 'node:fs';
import process from 'node:process';

const COMMANDS = {
  start: './commands/start.ts',
  build: './commands/build.ts',
  test: './commands/test.ts',
  check: './commands/check.ts',
  cli: './commands/cli.ts',
  bench: './commands/bench.ts',
  demo: './commands/demo.ts',
  package: './commands/package.ts',
  icons: './commands/icons.ts',
  provision: './commands/provision.ts',
};

/** @param {string} message */
function refuse(message) {
  process.stderr.write(`sealpost: ${message}\n`);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(`Node.js 20.19 or later is needed, this is ${process.versions.node}. Install a newer one and try again.`);
}
if (!existsSync(new URL('../node_modules/tsx/package.json', import.meta.url))) {
  refuse('the dependencies are not installed yet. Run "npm ci" first.');
}

const [command = '', ...args] = process.argv.slice(2);
const file = Object.hasOwn(COMMANDS, command) ? COMMANDS[/** @type {keyof typeof COMMANDS} */ (command)] : undefined;
if (file === undefined) refuse(`no command "${command}". There are: ${Object.keys(COMMANDS).join(', ')}.`);

const { register } = await import('tsx/esm/api');
const unregister = register();
const { main } = await import(new URL(/** @type {string} */ (file), import.meta.url).href);
// The command line runs the built program in this very process, so it gets Node.js as it is: without tsx.
const code = await main(args, unregister);
if (code !== undefined) process.exitCode = code;
