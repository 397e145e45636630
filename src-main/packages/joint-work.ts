import type { PackageError } from './port.ts';

/** Work on many parts at once: the first failure stops the others; a pause or cancellation stops all. */
export interface JointWork {
  /** For each of the parts. */
  readonly signal: AbortSignal;
  /** The first of them; null: none yet. */
  readonly failure: PackageError | null;
  fail(error: PackageError): void;
  /** Call once, when all is done. */
  end(): void;
}

export function jointWork(outer: AbortSignal): JointWork {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  outer.addEventListener('abort', onAbort);
  let failure: PackageError | null = null;
  return {
    signal: stop.signal,
    get failure() {
      return failure;
    },
    fail(error) {
      failure ??= error;
      stop.abort();
    },
    end: () => outer.removeEventListener('abort', onAbort),
  };
}
