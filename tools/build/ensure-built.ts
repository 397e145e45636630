import { join } from 'node:path';
import { withLock } from '../support/lock.ts';
import { ROOT } from '../support/paths.ts';
import { say } from '../support/say.ts';
import { inputHash, isFresh, writeStamp } from './stamp.ts';
import { FILES, hasEntry, TARGETS, type Target } from './targets.ts';

async function stale(targets: readonly Target[]): Promise<ReadonlyMap<Target, string>> {
  const hashes = await Promise.all(targets.map(async (target) => [target, await inputHash(target)] as const));
  const result = new Map<Target, string>();
  for (const [target, hash] of hashes) {
    if (!(await isFresh(target, hash))) result.set(target, hash);
  }
  return result;
}

/**
 * Builds those parts whose inputs have changed since they were built; the rest costs a few milliseconds. Safe to call
 * from several processes at once.
 *
 * @param targets the parts that are needed
 * @param quiet says nothing at all unless something must be built
 * @throws when a part has no source, or does not build
 */
export async function ensureBuilt(targets: readonly Target[] = TARGETS, quiet = false): Promise<void> {
  for (const target of targets) {
    if (!hasEntry(target)) throw new Error(`There is nothing to build "${target}" from: ${FILES[target].entry}`);
  }
  if ((await stale(targets)).size === 0) {
    if (!quiet) say('The build is up to date.');
    return;
  }
  await withLock(join(ROOT, '.cache', 'build.lock'), async () => {
    // Asked again: somebody else may have built it while this process waited.
    const work = await stale(targets);
    if (work.size === 0) return;
    const started = performance.now();
    const { buildTarget } = await import('./bundle.ts');
    for (const [target, hash] of work) {
      await buildTarget(target);
      await writeStamp(target, hash);
    }
    say(`Built ${[...work.keys()].join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
}
