import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository, absolute. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** Where the build puts everything; ignored by git. */
export const OUT = join(ROOT, 'out');

/** Where electron-builder puts packages; ignored by git. */
export const DIST = join(ROOT, 'dist');

/**
 * The folder for downloads that several checkouts may share: `$SEALPOST_CACHE`, else `$XDG_CACHE_HOME/sealpost`,
 * else `.cache` in the repository.
 */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  if (env.SEALPOST_CACHE !== undefined && env.SEALPOST_CACHE !== '') return env.SEALPOST_CACHE;
  if (env.XDG_CACHE_HOME !== undefined && env.XDG_CACHE_HOME !== '') return join(env.XDG_CACHE_HOME, 'sealpost');
  return join(ROOT, '.cache');
}
