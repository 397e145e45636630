import { readSync } from 'node:fs';
import { zero } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { passwordBytes } from '../vault/password.ts';
import { type CliError, cliError } from './answer.ts';

const PASSWORD_MAX = 1024;

/** A terminal's input: `process.stdin`, or something that does not claim to be a terminal. */
export interface TerminalInput {
  readonly isTTY?: boolean;
  setRawMode(raw: boolean): unknown;
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** What the command line reads passwords from; the tests give their own. */
export interface PasswordPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: TerminalInput;
  /** For the prompt; never standard output. */
  readonly say: (text: string) => void;
}

export interface PasswordSource {
  readonly fd: string | undefined;
  /** Name of the environment variable that may hold it. */
  readonly variable: string;
  readonly prompt: string;
  /** A new password is asked for twice. */
  readonly twice: boolean;
}

/** The password, NFKC and UTF-8; whoever is given it zeroes it. Descriptor first, then variable, then the terminal. */
export async function readPassword(
  ports: PasswordPorts,
  source: PasswordSource,
): Promise<Result<Uint8Array, CliError>> {
  if (source.fd !== undefined) return readDescriptor(source.fd);
  const fromEnvironment = ports.environment[source.variable];
  if (fromEnvironment !== undefined) return ok(passwordBytes(fromEnvironment));
  if (ports.input.isTTY !== true) return err(cliError('cli.noPassword'));
  const typed = await prompt(ports, source.prompt);
  if (!typed.ok || !source.twice) return typed;
  const again = await prompt(ports, 'Once more: ');
  if (!again.ok) return again;
  const same = Buffer.from(typed.value).equals(again.value);
  zero(again.value);
  if (same) return typed;
  zero(typed.value);
  return err(cliError('cli.passwordMismatch'));
}

/** Up to the first line break, or the end. */
function readDescriptor(fd: string): Result<Uint8Array, CliError> {
  if (!/^[0-9]{1,4}$/.test(fd)) return err(cliError('cli.usage', `“${fd}” is no file descriptor.`));
  const buffer = new Uint8Array(PASSWORD_MAX + 2);
  try {
    let length = 0;
    while (length < buffer.length && !buffer.subarray(0, length).includes(0x0a)) {
      const read = readSync(Number(fd), buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
    const line = buffer.subarray(0, length);
    const end = line.indexOf(0x0a);
    const text = new TextDecoder().decode(end < 0 ? line : line.subarray(0, end)).replace(/\r$/, '');
    return ok(passwordBytes(text));
  } catch {
    return err(cliError('cli.usage', `No password could be read from descriptor ${fd}.`));
  } finally {
    zero(buffer);
  }
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

/** Reads a line without showing it. */
function prompt({ input, say }: PasswordPorts, text: string): Promise<Result<Uint8Array, CliError>> {
  say(text);
  return new Promise((resolve) => {
    const typed: string[] = [];
    const finish = (result: Result<Uint8Array, CliError>): void => {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
      say('\n');
      resolve(result);
    };
    const onData = (chunk: Buffer | string): void => {
      for (const character of chunk.toString()) {
        if (character === INTERRUPT || ENTER.has(character)) {
          const interrupted = character === INTERRUPT;
          finish(interrupted ? err(cliError('cli.interrupted')) : ok(passwordBytes(typed.join(''))));
          return;
        }
        if (ERASE.has(character)) typed.pop();
        else if (typed.length < PASSWORD_MAX) typed.push(character);
      }
    };
    input.setRawMode(true);
    input.on('data', onData);
    input.resume();
  });
}
