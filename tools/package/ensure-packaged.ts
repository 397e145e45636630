import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.ts';
import { inputHash } from '../build/stamp.ts';
import { APP_PARTS } from '../build/targets.ts';
import { resolveElectron } from '../electron-runtime/resolve-electron.ts';
import { withLock } from '../support/lock.ts';
import { DIST, ROOT } from '../support/paths.ts';
import { withProgress } from '../support/say.ts';
import { type BuiltPackage, buildPackage, locatePackage } from './build-package.ts';

async function contentHash(distPath: string): Promise<string> {
  const hash = createHash('sha256').update(distPath);
  for (const part of APP_PARTS) hash.update(await inputHash(part));
  for (const name of ['electron-builder.yml', 'tools/package/build-package.ts']) {
    hash.update(await readFile(join(ROOT, name)));
  }
  return hash.digest('hex');
}

/**
 * The unpacked package of this platform, made anew when its inputs have changed. For tests and measurements;
 * `npm run package` always makes it and checks it.
 * @throws when it cannot be built
 */
export async function ensurePackaged(): Promise<BuiltPackage> {
  const runtime = await resolveElectron();
  await ensureBuilt(APP_PARTS, true);
  return withLock(join(ROOT, '.cache', 'package.lock'), async () => {
    const stamp = join(DIST, '.stamp');
    const hash = await contentHash(runtime.distPath);
    const known = await readFile(stamp, 'utf8').catch(() => '');
    if (known === hash && existsSync(locatePackage().executable)) return locatePackage();
    const built = await withProgress('Packaging', () => buildPackage(runtime));
    await writeFile(stamp, hash);
    return built;
  });
}
