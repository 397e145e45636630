import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OUT } from '../support/paths.ts';
import { COMMON_INPUTS, FILES, type Target } from './targets.ts';

async function filesBelow(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) return [];
  if (found.isFile()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => filesBelow(join(path, name))))).flat();
}

/**
 * A hash over the content of everything that the part is built from. Content, not times: a fresh clone, a switched
 * branch or a touched file costs no rebuild.
 */
export async function inputHash(target: Target): Promise<string> {
  const paths = (await Promise.all([...FILES[target].inputs, ...COMMON_INPUTS].map(filesBelow))).flat();
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  const hash = createHash('sha256').update(`${target}\0`);
  paths.forEach((path, index) => {
    hash.update(`${path}\0${contents[index]?.length}\0`).update(contents[index] ?? '');
  });
  return hash.digest('hex');
}

function stampFile(target: Target): string {
  return join(OUT, '.stamps', target);
}

/** Whether what lies in out/ was built from exactly these inputs. */
export async function isFresh(target: Target, hash: string): Promise<boolean> {
  if (!existsSync(FILES[target].output)) return false;
  return (await readFile(stampFile(target), 'utf8').catch(() => '')) === hash;
}

/** Records that the part has been built from these inputs. */
export async function writeStamp(target: Target, hash: string): Promise<void> {
  await mkdir(dirname(stampFile(target)), { recursive: true });
  await writeFile(stampFile(target), hash);
}
