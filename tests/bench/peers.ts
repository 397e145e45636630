import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './harness.ts';

/** Programs we are compared with, and Debian's packages that hold them. */
const PROGRAMS = { age: 'age', gpg: 'gnupg', '7z': 'p7zip-full', tar: 'tar', cp: 'coreutils' } as const;
export type Program = keyof typeof PROGRAMS;

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Installs what is missing where that is allowed. @returns the programs there are. */
export async function providePeers(say: (line: string) => void): Promise<ReadonlySet<Program>> {
  const programs = Object.keys(PROGRAMS) as Program[];
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length > 0 && process.getuid?.() === 0 && isInstalled('apt-get')) {
    const packages = missing.map((program) => PROGRAMS[program]);
    say(`Installing ${packages.join(', ')} to compare with.`);
    try {
      await run('apt-get', ['update']);
      await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
    } catch {
      say('  They could not be installed.');
    }
  }
  const there = programs.filter(isInstalled);
  for (const program of programs) if (!there.includes(program)) say(`Skipping ${program}: it is not installed.`);
  return new Set(there);
}

/** How a program seals one file, or one folder, to one file, and opens it again; as words of a shell. */
export interface Peer {
  readonly name: string;
  readonly program: Program;
  /** `$1` is what is sealed, `$2` the sealed file, `$3` the folder of the peer's keys. */
  readonly seal: string;
  /** `$1` is the sealed file, `$2` an empty folder, `$3` the folder of the peer's keys. */
  readonly open: string;
}

const GPG = 'gpg --homedir "$3" --batch --yes --quiet --pinentry-mode loopback --passphrase password';

/** The best each can do: nothing is compressed. */
export const FILE_PEERS: readonly Peer[] = [
  {
    name: 'age',
    program: 'age',
    seal: 'age -R "$3/age.pub" -o "$2" "$1"',
    open: 'age -d -i "$3/age.key" -o "$2/file" "$1"',
  },
  {
    name: 'gpg --symmetric',
    program: 'gpg',
    seal: `${GPG} --compress-algo none --symmetric -o "$2" "$1"`,
    open: `${GPG} -d -o "$2/file" "$1"`,
  },
  {
    name: '7z -mx0 -p',
    program: '7z',
    seal: '7z a -bd -mx0 -mhe=on -ppassword "$2" "$1"',
    open: '7z x -bd -ppassword "-o$2" "$1"',
  },
];

export const FOLDER_PEERS: readonly Peer[] = [
  {
    name: 'tar | age',
    program: 'age',
    seal: 'tar -C "$1" -c . | age -R "$3/age.pub" -o "$2"',
    open: 'age -d -i "$3/age.key" "$1" | tar -C "$2" -x',
  },
  {
    name: 'tar | gpg --symmetric',
    program: 'gpg',
    seal: `tar -C "$1" -c . | ${GPG} --compress-algo none --symmetric -o "$2"`,
    open: `${GPG} -d "$1" | tar -C "$2" -x`,
  },
  {
    name: '7z -mx0 -p',
    program: '7z',
    seal: '7z a -bd -mx0 -mhe=on -ppassword "$2" "$1"',
    open: '7z x -bd -ppassword "-o$2" "$1"',
  },
];

/** @returns a folder with a key of age and an empty home of gpg in it. */
export async function makePeerKeys(parent: string, programs: ReadonlySet<Program>): Promise<string> {
  const folder = join(parent, 'keys');
  await mkdir(folder, { mode: 0o700 });
  if (programs.has('age')) {
    await run('age-keygen', ['-o', join(folder, 'age.key')]);
    const key = await readFile(join(folder, 'age.key'), 'utf8');
    const recipient = /age1[0-9a-z]+/.exec(key)?.[0] ?? '';
    await run('sh', ['-c', 'printf "%s\\n" "$1" > "$2"', 'sh', recipient, join(folder, 'age.pub')]);
  }
  return folder;
}
