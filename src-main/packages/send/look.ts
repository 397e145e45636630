import { lstat, lstatSync, readdir, readdirSync, type Stats } from 'node:fs';
import process from 'node:process';
import { pause } from '../../system/pause.ts';

/** What there is, or the system's error code. */
export type Attempt<T> = { readonly value: T } | { readonly error: string };

/** A look that takes fewer microseconds says that the disk is local: then looking without a thread is five times faster. */
const LOCAL_MICROSECONDS = 100;
const PROBES = 8;
/** What a burst of looks may take before the disk counts as slow after all. */
const SLOW_MS = 50;
/** Other things get their turn after so long. */
const TURN_MS = 10;

function failure(error: unknown): { readonly error: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return { error: typeof code === 'string' ? code : 'unknown' };
}

function attempt<T>(look: () => T): Attempt<T> {
  try {
    return { value: look() };
  } catch (error) {
    return failure(error);
  }
}

const lookAt = (target: string): Promise<Attempt<Stats>> =>
  new Promise((resolve) => {
    lstat(target, (error, stats) => resolve(error === null ? { value: stats } : failure(error)));
  });
const namesIn = (folder: string): Promise<Attempt<readonly Buffer[]>> =>
  new Promise((resolve) => {
    readdir(folder, { encoding: 'buffer' }, (error, names) =>
      resolve(error === null ? { value: names } : failure(error)),
    );
  });

const milliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Looks at many files of a tree. Symbolic links are looked at, not followed. */
export interface Looker {
  /** @param device of the file system they are on, as `Stats.dev`; null when that is not known. */
  look(targets: readonly string[], device: number | null): Promise<readonly Attempt<Stats>[]>;
  /** Names as bytes, which need not be Unicode. */
  list(folder: string, device: number): Promise<Attempt<readonly Buffer[]>>;
}

/**
 * A disk is first looked at through the thread pool, so that a share that hangs hangs nobody; one that proved quick is
 * then looked at directly, in short turns.
 */
export function createLooker(): Looker {
  const quick = new Map<number, boolean>();
  let turn = milliseconds();

  async function probe(targets: readonly string[], device: number | null): Promise<readonly Attempt<Stats>[]> {
    const begun = milliseconds();
    const seen = await Promise.all(targets.map(lookAt));
    const each = ((milliseconds() - begun) * 1000) / targets.length;
    if (device !== null && targets.length === PROBES) quick.set(device, each < LOCAL_MICROSECONDS);
    return seen;
  }

  async function yieldTurn(): Promise<void> {
    if (milliseconds() - turn < TURN_MS) return;
    await pause();
    turn = milliseconds();
  }

  async function look(targets: readonly string[], device: number | null): Promise<readonly Attempt<Stats>[]> {
    const known = device === null ? undefined : quick.get(device);
    if (known === false || targets.length === 0) return Promise.all(targets.map(lookAt));
    if (known === undefined) {
      const seen = await probe(targets.slice(0, PROBES), device);
      return targets.length <= PROBES ? seen : [...seen, ...(await look(targets.slice(PROBES), device))];
    }
    await yieldTurn();
    const begun = milliseconds();
    const seen = targets.map((target) => attempt(() => lstatSync(target)));
    if (device !== null && milliseconds() - begun > SLOW_MS) quick.set(device, false);
    return seen;
  }

  return {
    look,
    async list(folder, device) {
      if (quick.get(device) !== true) return namesIn(folder);
      await yieldTurn();
      return attempt(() => readdirSync(folder, { encoding: 'buffer' }));
    },
  };
}
