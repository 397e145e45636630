import { hex } from '../../../src-shared/base/bytes.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { DirectoryKey } from '../entry-codec.ts';
import type { LogPorts } from '../log-ports.ts';
import { createEntryChecker, type EntryChecker } from './entry-checker.ts';

/** An entry may be dated this much ahead of our clock: time zones mistaken for UTC, and a day. */
export const CLOCK_TOLERANCE = 2 * 86_400_000;

/**
 * @returns by epoch, and by what the entry that brought the key names, where that was read just now: a candidate that opens
 *   it is kept.
 */
export function directoryKeys(ports: Pick<LogPorts, 'directoryKey' | 'directoryCandidates' | 'keepDirectoryKey'>) {
  return (epoch: number, copies?: string): DirectoryKey | null => {
    if (ports.directoryKey(epoch) === null && copies !== undefined) {
      const named = ports.directoryCandidates?.(epoch).find((candidate) => candidate.copies === copies);
      if (named !== undefined) ports.keepDirectoryKey?.(epoch, named.secret);
    }
    const key = ports.directoryKey(epoch);
    return key === null ? null : { epoch, key };
  };
}

/** Threads for `readOn`, where there are any. */
export function checkerOf(ports: LogPorts): { readonly checker?: (state: PolicyState) => EntryChecker } {
  const { workers, crypto } = ports;
  if (workers === undefined) return {};
  return { checker: (state) => createEntryChecker({ ...ports, workers }, state, hex(crypto.random(16))) };
}
