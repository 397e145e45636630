import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { attach, capture } from '../support/run-process.ts';
import { providePackages } from '../system/debian-packages.ts';

/**
 * `unlocked`: a Secret Service as after logging in. `locked`: there, and nobody can unlock it. `bus-only`: a session
 * bus without one. `no-bus`: neither.
 */
export type KeyringMode = 'unlocked' | 'locked' | 'bus-only' | 'no-bus';

export interface PrivateKeyring {
  /** For the processes that shall see this keyring and no other. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

const PACKAGES = ['gnome-keyring', 'dbus-daemon', 'dbus-bin'] as const;
const COLLECTION = '/org/freedesktop/secrets/collection/login';

/** Installs what `startKeyring` needs, as root on Debian and Ubuntu; elsewhere says what to install. */
export function provideKeyring(): Promise<void> {
  return providePackages(PACKAGES);
}

/**
 * A gnome-keyring of our own on a D-Bus of our own (Linux only): nothing of the person's session is touched, and no
 * prompt can appear. What it stores is below `home` and survives closing, so that it can be opened again in another
 * mode.
 *
 * @throws when it is not installed, or does not come up within ten seconds.
 */
export async function startKeyring(home: string, mode: KeyringMode, password = 'login'): Promise<PrivateKeyring> {
  const folders = Object.fromEntries(
    ['data', 'config', 'cache', 'run', 'services'].map((n) => [n, path.join(home, n)]),
  );
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 });
  const env = isolated(home, folders);
  if (mode === 'no-bus') return { env, close: async () => undefined };
  const children: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    for (const child of children.reverse()) await ended(child);
  };
  try {
    const bus = await startBus(folders, env);
    children.push(bus.child);
    env.DBUS_SESSION_BUS_ADDRESS = bus.address;
    if (mode !== 'bus-only') children.push(await startDaemon(env, mode, password));
    return { env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The environment without anything that leads to another keyring, or to a place to show a prompt. */
function isolated(home: string, folders: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { DISPLAY, WAYLAND_DISPLAY, DBUS_SESSION_BUS_ADDRESS, GNOME_KEYRING_CONTROL, SSH_AUTH_SOCK, ...rest } =
    process.env;
  return {
    ...rest,
    HOME: home,
    XDG_DATA_HOME: folders.data,
    XDG_CONFIG_HOME: folders.config,
    XDG_CACHE_HOME: folders.cache,
    XDG_RUNTIME_DIR: folders.run,
  };
}

async function startBus(folders: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv) {
  // No service folders but an empty one: the system's would start a second, locked Secret Service.
  const config = path.join(folders.run ?? '', 'bus.conf');
  await writeFile(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=${folders.run}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${folders.services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
`,
  );
  const child = spawn('dbus-daemon', ['--nofork', '--print-address=1', `--config-file=${config}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.on('error', reject);
    child.on('close', () => reject(new Error('dbus-daemon ended')));
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
  });
  return { child, address };
}

async function startDaemon(env: NodeJS.ProcessEnv, mode: 'unlocked' | 'locked', password: string) {
  const unlock = mode === 'unlocked';
  const child = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])],
    { env, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  child.on('error', () => undefined);
  child.stdin?.end(unlock ? password : '');
  const named = ['org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const locked = [
    'org.freedesktop.secrets',
    COLLECTION,
    'org.freedesktop.DBus.Properties.Get',
    'string:org.freedesktop.Secret.Collection',
    'string:Locked',
  ];
  try {
    await until(env, named, 'boolean true');
    if (unlock) await until(env, locked, 'boolean false');
  } catch (error) {
    await ended(child);
    throw error;
  }
  return child;
}

/** Asks the bus until the answer holds `expected`. */
async function until(env: NodeJS.ProcessEnv, [destination, object, ...call]: readonly string[], expected: string) {
  const attempts = 200;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const args = ['--session', '--print-reply', `--dest=${destination}`, object ?? '', ...call];
    const { stdout } = await capture('dbus-send', args, { env });
    if (stdout.includes(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the private keyring did not come up: waited for "${expected}"`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await closed;
}

/** `npx tsx tools/servers/keyring.ts [--mode MODE] COMMAND...` runs a program with a keyring that ends with it. */
export async function main(args: readonly string[]): Promise<number> {
  const modes: readonly string[] = ['unlocked', 'locked', 'bus-only', 'no-bus'];
  const given = args[0] === '--mode' ? (args[1] ?? '') : 'unlocked';
  const [command, ...rest] = args[0] === '--mode' ? args.slice(2) : args;
  if (command === undefined || !modes.includes(given)) {
    process.stderr.write(`usage: keyring.ts [--mode ${modes.join('|')}] COMMAND...\n`);
    return 2;
  }
  await provideKeyring();
  const home = await mkdtemp(path.join(tmpdir(), 'sealpost-keyring-'));
  const keyring = await startKeyring(home, given as KeyringMode);
  try {
    return await attach(command, rest, { env: keyring.env });
  } finally {
    await keyring.close();
    await rm(home, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
