import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Result } from '../../src-shared/base/result.ts';
import { createApp } from '../app/app.ts';
import { createLogFile } from '../app/log.ts';
import type { Engines } from '../app/ports.ts';
import { createCrypto } from '../crypto/crypto.ts';
import { createWorkers } from '../crypto/workers/create-workers.ts';
import { createHub } from '../hub/open-hub.ts';
import { systemClock } from '../system/system-clock.ts';
import { systemRandom } from '../system/system-random.ts';
import { systemTimer } from '../system/system-timer.ts';
import { createSystemKeychain } from '../vault/keychain/system-keychain.ts';
import type { Answer, CliError } from './answer.ts';
import { type Parsed, parseCommandLine } from './arguments.ts';
import { COMMAND_TABLE } from './commands.ts';
import { defaultDataDirectory } from './data-directory.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { helpText } from './help.ts';
import { messageOf } from './messages.ts';
import { createProgress, silentProgress } from './progress.ts';

/* Composition root of the command line: the only place, besides the window's main.ts, where adapters are chosen. */

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (text: string): void => void process.stderr.write(text);

/** Of a terminal that does not say, and of what is none. */
const COLUMNS = 80;

const INTERNAL: CliError = { code: 'internal', detail: '' };

async function run(parsed: Parsed): Promise<ExitCode> {
  const dataDirectory = path.resolve(
    parsed.text('data-dir') ?? defaultDataDirectory(process.platform, homedir(), process.env),
  );
  const log = createLogFile(path.join(dataDirectory, 'logs', 'cli.log'), systemClock);
  let workers: Engines['workers'] | null = null;
  const app = createApp({
    dataDirectory,
    engines: async () => {
      const crypto = await createCrypto();
      workers = createWorkers({ workerFile: new URL('../main/worker.js', import.meta.url) });
      return { crypto, workers };
    },
    keychain: createSystemKeychain(),
    clock: systemClock,
    random: systemRandom,
    timer: systemTimer,
    log,
    openHub: (location, expect) => createHub(location, { random: systemRandom }, expect),
    openMail: async () => {
      const { createSmtp } = await import('../mail/smtp.ts');
      return createSmtp({ clock: systemClock, timer: systemTimer });
    },
    syncs: false,
  });
  const progress = process.stderr.isTTY && !parsed.flag('quiet') ? createProgress(say) : silentProgress;
  const closing = async (): Promise<void> => {
    progress.done();
    await app.close();
    await workers?.close();
  };
  // What is under way is in the outbox and goes on next time.
  process.once('SIGINT', () => void closing().finally(() => process.exit(EXIT.interrupted)));
  // An error that nothing caught: whatever it was in the middle of is made good by the next start.
  process.once('uncaughtException', (error) => {
    log.error('cli.uncaught', {}, error);
    process.exit(report(parsed, { ok: false, error: INTERNAL }));
  });
  try {
    const passwords = { environment: process.env, input: process.stdin, say };
    // A terminal may not know, and say 0.
    const columns = process.stdout.columns || COLUMNS;
    const context = { app, parsed, passwords, progress, columns, now: systemClock.now };
    return report(parsed, await COMMAND_TABLE[parsed.command](context));
  } catch (error) {
    log.error('cli.failed', {}, error);
    return report(parsed, { ok: false, error: INTERNAL });
  } finally {
    await closing();
  }
}

function report(parsed: Parsed, answered: Result<Answer, CliError>): ExitCode {
  const error = answered.ok ? (answered.value.problem ?? null) : answered.error;
  if (parsed.flag('json')) {
    const problem = error === null ? {} : { error: { ...error, message: messageOf(error) } };
    out(JSON.stringify({ ok: error === null, ...(answered.ok ? answered.value.json : {}), ...problem }));
  } else {
    if (answered.ok) for (const line of answered.value.lines) out(line);
    if (error !== null) say(`sealpost: ${messageOf(error)}\n`);
  }
  if (error !== null) return exitCodeOf(error.code);
  return answered.ok && answered.value.refused === true ? EXIT.refused : EXIT.ok;
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const line = parseCommandLine(args);
  if (!line.ok) {
    say(`sealpost: ${messageOf(line.error)}\n`);
    return EXIT.usage;
  }
  switch (line.value.kind) {
    case 'help':
      for (const each of helpText(line.value.command)) out(each);
      return EXIT.ok;
    case 'command':
      return run(line.value.parsed);
  }
}

// A reader that has seen enough (`sealpost log | head`) does not stop the work. An answer that a full disk cut off is none.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = EXIT.failed;
});
process.stderr.on('error', () => undefined);

const code = await main(process.argv.slice(2));
process.exitCode ??= code;
