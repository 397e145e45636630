import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { withLock } from '../support/lock.ts';
import { capture } from '../support/run-process.ts';
import { say, withProgress } from '../support/say.ts';

/**
 * What Electron and its tests need on a bare Debian 12 or Ubuntu. Newer releases renamed some libraries with the
 * suffix `t64`; either name will do.
 */
const LIBRARIES = [
  'fonts-liberation',
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libcups2',
  'libgbm1',
  'libgtk-3-0',
  'libnss3',
  'libxss1',
  'libxtst6',
] as const;

/** The virtual display, only needed where there is no real one. */
const DISPLAY_PACKAGES = ['xvfb'] as const;

const RENAMED_SUFFIX = 't64';

/** How long to wait for another program that installs packages at the moment. */
const LOCK_TIMEOUT_SECONDS = 300;

/** The packages of `wanted` that are installed under neither of their names, given dpkg-query's list. */
export function missingPackages(wanted: readonly string[], dpkgList: string): readonly string[] {
  const installed = new Set<string>();
  for (const line of dpkgList.split('\n')) {
    const [name = '', status = ''] = line.split('\t');
    if (status.endsWith(' installed')) installed.add(name);
  }
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}${RENAMED_SUFFIX}`));
}

async function findMissing(wanted: readonly string[]): Promise<readonly string[]> {
  const names = wanted.flatMap((name) => [name, `${name}${RENAMED_SUFFIX}`]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format, not a template of ours.
  const format = '--showformat=${Package}\\t${Status}\\n';
  // A non-zero exit code only means that some of the names are unknown.
  const listed = await capture('dpkg-query', ['--show', format, ...names]);
  return missingPackages(wanted, listed.stdout);
}

async function availableName(name: string): Promise<string> {
  const renamed = `${name}${RENAMED_SUFFIX}`;
  const found = await capture('apt-cache', ['show', '--no-all-versions', renamed]);
  return found.code === 0 && found.stdout.includes(`Package: ${renamed}`) ? renamed : name;
}

async function install(missing: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Several test servers may want packages at once: wait for the lock.
  const quiet = ['-y', '-qq', '-o', 'Dpkg::Use-Pty=0', '-o', `DPkg::Lock::Timeout=${LOCK_TIMEOUT_SECONDS}`];
  await withProgress('Reading the package lists (apt-get update)', async () => {
    const updated = await capture('apt-get', ['update', '-qq'], { env });
    if (updated.code !== 0) say(updated.stderr.trim());
  });
  const names = await Promise.all(missing.map(availableName));
  await withProgress(`Installing ${names.join(' ')}`, async () => {
    const finished = await capture('apt-get', ['install', ...quiet, '--no-install-recommends', ...names], { env });
    if (finished.code !== 0) {
      throw new Error(`apt-get install ended with ${finished.code}:\n${finished.stderr.trim().slice(-2_000)}`);
    }
  });
}

/**
 * Sees to it that the system libraries of Electron are there. On Debian and Ubuntu as root, missing ones are
 * installed; otherwise the exact command is named. Other Linux systems are only told what to look for, other
 * platforms need nothing.
 *
 * @param needsDisplay whether a virtual display will be wanted as well
 * @throws with a message for the person at the terminal when something is missing and cannot be installed
 */
export async function provideSystemPackages(needsDisplay: boolean): Promise<void> {
  await providePackages(needsDisplay ? [...LIBRARIES, ...DISPLAY_PACKAGES] : LIBRARIES);
}

/**
 * The same for any list of packages; tools/servers uses it for the servers that tests run.
 * @throws as `provideSystemPackages`
 */
export async function providePackages(wanted: readonly string[]): Promise<void> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const missing = await findMissing(wanted);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(
      `These system packages are missing: ${missing.join(' ')}\nInstall them and try again:\n\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}\n`,
    );
  }
  await withLock(join(tmpdir(), 'sealpost-packages.lock'), async () => {
    const needed = await findMissing(wanted);
    if (needed.length > 0) await install(needed);
  });
  const still = await findMissing(wanted);
  if (still.length > 0) throw new Error(`Still missing after apt-get install: ${still.join(' ')}`);
}

/**
 * Asks the dynamic linker whether a program finds all its libraries, for systems without dpkg.
 * @returns the names of the missing libraries; empty also where `ldd` does not exist
 */
export async function missingLibraries(executable: string): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  try {
    const listed = await capture('ldd', [executable]);
    return listed.stdout
      .split('\n')
      .filter((line) => line.includes('not found'))
      .map((line) => line.trim().split(' ')[0] ?? '');
  } catch {
    return [];
  }
}
