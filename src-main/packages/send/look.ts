import { lstat, lstatSync, type Stats } from 'node:fs';

/** What there is, or the system's error code. Symbolic links are looked at, not followed. */
export type Attempt<T> = { readonly value: T } | { readonly error: string };

/** So many microseconds for one look say that the disk is local: looking without a thread is five times faster. */
const LOCAL_MICROSECONDS = 100;
const PROBES = 8;

function failure(error: unknown): { readonly error: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return { error: typeof code === 'string' ? code : 'unknown' };
}

const lookAt = (target: string): Promise<Attempt<Stats>> =>
  new Promise((resolve) => {
    lstat(target, (error, stats) => resolve(error === null ? { value: stats } : failure(error)));
  });

function lookNow(target: string): Attempt<Stats> {
  try {
    return { value: lstatSync(target) };
  } catch (error) {
    return failure(error);
  }
}

/**
 * Looks at some hundred files. The first few by the thread pool: a share that hangs then hangs nobody. When they were
 * quick the others are looked at here and now, which takes a few milliseconds.
 */
export async function lookAtAll(targets: readonly string[]): Promise<readonly Attempt<Stats>[]> {
  const probes = targets.slice(0, PROBES);
  const begun = process.hrtime.bigint();
  const seen = await Promise.all(probes.map(lookAt));
  const microseconds = Number((process.hrtime.bigint() - begun) / 1000n);
  const rest = targets.slice(PROBES);
  const local = microseconds < LOCAL_MICROSECONDS * probes.length;
  return [...seen, ...(local ? rest.map(lookNow) : await Promise.all(rest.map(lookAt)))];
}
