import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';

/** A place for windows to appear. */
export interface Display {
  /** Environment variables for programs that shall appear there; empty for the real display. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the virtual screen can be read from, as an XWD picture; null for a real display. */
  readonly framebuffer: string | null;
  /** Ends the virtual display, if it is one that we started. */
  close(): Promise<void>;
}

const SCREEN = '1440x900x24';
const START_TIMEOUT_MS = 20_000;
const COOKIE_BYTES = 16;
const FAMILY_WILD = 0xffff;

/** Whether there is a display to show windows on. Windows and macOS always have one. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/**
 * An X authority file with one cookie that is good for any display, so that nobody else on the machine can look at
 * the virtual screen. Format: libXau's Xauth(5): family, then counted address, number, name and data, big-endian.
 */
function authorityFile(cookie: Uint8Array): Buffer {
  const counted = (bytes: Uint8Array): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  const none = Buffer.alloc(0);
  return Buffer.concat([
    family,
    counted(none),
    counted(none),
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(cookie),
  ]);
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const channel = server.stdio[3] as Readable;
    let text = '';
    const timer = setTimeout(() => reject(new Error('Xvfb did not start in time.')), START_TIMEOUT_MS);
    server.on('error', (error) => reject(new Error(`Xvfb could not be started: ${error.message}`)));
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it was ready.`)));
    channel.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
  });
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => server.once('exit', () => resolve()));
}

/**
 * Starts Xvfb on a free display number, which it picks itself. It ends with `close`, or with this process.
 * @throws when Xvfb is not installed or does not start
 */
export async function startVirtualDisplay(): Promise<Display> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-display-'));
  const authority = join(folder, 'authority');
  await writeFile(authority, authorityFile(randomBytes(COOKIE_BYTES)), { mode: 0o600 });
  const options = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', authority, '-fbdir', folder];
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const endWithUs = (): void => {
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endWithUs);
  const close = async (): Promise<void> => {
    process.off('exit', endWithUs);
    server.ref();
    server.kill('SIGTERM');
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const number = await displayNumber(server);
    server.unref();
    (server.stdio[3] as Readable).destroy();
    return {
      env: { DISPLAY: `:${number}`, XAUTHORITY: authority, WAYLAND_DISPLAY: '' },
      framebuffer: join(folder, 'Xvfb_screen0'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The display to use: the real one where there is one, else a virtual one. */
export async function openDisplay(): Promise<Display> {
  if (hasDisplay()) return { env: {}, framebuffer: null, close: () => Promise.resolve() };
  return startVirtualDisplay();
}
