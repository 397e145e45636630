import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** How a scenario gets its broken folders. */
export type Means = 'mounts' | 'limits';

/** A mount namespace of its own: whatever happens in there, no mount stays behind. */
const UNSHARE =
  process.getuid?.() === 0
    ? ['unshare', '--mount', '--propagation', 'private']
    : ['unshare', '--user', '--map-root-user', '--mount', '--propagation', 'private'];

/** Whether this machine lets us mount; where it does not, limits of the process and permissions take the place. */
function means(): Means {
  const [command = '', ...args] = UNSHARE;
  const tried = spawnSync(command, [...args, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
  return tried.status === 0 ? 'mounts' : 'limits';
}

/** `ulimit -f` counts blocks of 512 bytes: 2 MiB. Writing more answers EFBIG once the signal is ignored. */
const LIMITED = ['sh', '-c', 'trap "" XFSZ; ulimit -f 4096; exec "$@"', 'sh'];

/** Runs one scenario of `hub-fault-scenario.ts` in a process of its own. @returns what it saw, as it printed it. */
export async function runScenario(name: string): Promise<{ readonly means: Means; readonly seen: unknown }> {
  const chosen = means();
  const script = fileURLToPath(new URL('./hub-fault-scenario.ts', import.meta.url));
  const wrapper = chosen === 'mounts' ? UNSHARE : LIMITED;
  const [command = '', ...args] = [...wrapper, process.execPath, '--import', 'tsx', script, name, chosen];
  const { stdout } = await promisify(execFile)(command, args);
  return { means: chosen, seen: JSON.parse(stdout) as unknown };
}
