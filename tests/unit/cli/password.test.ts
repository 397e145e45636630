import { EventEmitter } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPassword, type TerminalInput } from '../../../src-main/cli/terminal.ts';

/** A terminal on which somebody types: each text is what they enter after a prompt. */
function terminal(...typed: readonly string[]) {
  const events = new EventEmitter();
  const said: string[] = [];
  const modes: boolean[] = [];
  const left = [...typed];
  const input: TerminalInput = {
    isTTY: true,
    setRawMode: (raw) => modes.push(raw),
    on: (event, listener) => events.on(event, listener),
    off: (event, listener) => events.off(event, listener),
    resume: () => queueMicrotask(() => events.emit('data', Buffer.from(left.shift() ?? ''))),
    pause: () => undefined,
  };
  return { input, said, modes, say: (text: string) => void said.push(text), events };
}

const source = { fd: undefined, variable: 'SEALPOST_PASSWORD', prompt: 'Password: ', twice: false };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function typed(...lines: string[]) {
  const at = terminal(...lines);
  const read = await readPassword({ environment: {}, ...at }, { ...source, twice: lines.length > 1 });
  return { ...at, read: read.ok ? text(read.value) : read.error.code };
}

test('reads what is typed without showing it, and gives the terminal back as it was', async () => {
  const { read, said, modes, events } = await typed('secret\r');
  expect(read).toBe('secret');
  expect(said.join('')).toBe('Password: \n');
  expect(modes).toEqual([true, false]);
  expect(events.listenerCount('data')).toBe(0);
});

test('takes back what was erased, and keeps characters of several units whole', async () => {
  expect((await typed('a\u{1f600}x\u007f\u007fb\n')).read).toBe('ab');
});

test('asks twice for a new password and refuses two that differ', async () => {
  expect((await typed('secret\r', 'secret\r')).read).toBe('secret');
  expect((await typed('secret\r', 'secrets\r')).read).toBe('cli.passwordMismatch');
});

test('ends when interrupted', async () => {
  expect((await typed('sec\u0003')).read).toBe('cli.interrupted');
});

test('takes the variable before asking, and the same letters typed differently are the same bytes', async () => {
  const { input, say } = terminal();
  const environment = { SEALPOST_PASSWORD: 'Zoe\u0308' };
  const read = await readPassword({ environment, input, say }, source);
  expect(read.ok && text(read.value)).toBe('Zo\u00eb');
});

test('says so when there is nothing to read a password from', async () => {
  const { input, say } = terminal();
  const read = await readPassword({ environment: {}, input: { ...input, isTTY: false }, say }, source);
  expect(read).toMatchObject({ ok: false, error: { code: 'cli.noPassword' } });
});

test.each([
  ['secret\n', 'secret'],
  ['secret\r\nmore', 'secret'],
  ['secret', 'secret'],
  ['', ''],
])('reads %j from a descriptor as %j, before the variable', async (content, expected) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealpost-cli-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'password'), content);
  const fd = openSync(path.join(folder, 'password'), 'r');
  const { input, say } = terminal();
  const environment = { SEALPOST_PASSWORD: 'other' };
  const read = await readPassword({ environment, input, say }, { ...source, fd: String(fd) });
  closeSync(fd);
  expect(read.ok && text(read.value)).toBe(expected);
});

test.each(['x', '-1', '99', '9999999'])('refuses %j as a descriptor', async (fd) => {
  const { input, say } = terminal();
  const read = await readPassword({ environment: {}, input, say }, { ...source, fd });
  expect(read).toMatchObject({ ok: false, error: { code: 'cli.usage' } });
});
