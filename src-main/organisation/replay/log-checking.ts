import { hex } from '../../../src-shared/base/bytes.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { DirectoryKey } from '../entry-codec.ts';
import type { LogPorts } from '../log-ports.ts';
import { createEntryChecker, type EntryChecker } from './entry-checker.ts';

/** An entry may be dated this much ahead of our clock: time zones mistaken for UTC, and a day. */
export const CLOCK_TOLERANCE = 2 * 86_400_000;

/** @returns by epoch, and by what the entry that brought the key names, where that was read just now. */
export function directoryKeys({
  directoryKey,
  namedDirectoryKey,
}: Pick<LogPorts, 'directoryKey' | 'namedDirectoryKey'>) {
  return (epoch: number, copies?: string): DirectoryKey | null => {
    const held = directoryKey(epoch);
    const key = held === null && copies !== undefined ? (namedDirectoryKey?.(epoch, copies) ?? null) : held;
    return key === null ? null : { epoch, key };
  };
}

/** Threads for `readOn`, where there are any. */
export function checkerOf(ports: LogPorts): { readonly checker?: (state: PolicyState) => EntryChecker } {
  const { workers, crypto } = ports;
  if (workers === undefined) return {};
  return { checker: (state) => createEntryChecker({ ...ports, workers }, state, hex(crypto.random(16))) };
}
