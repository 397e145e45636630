import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { epochOf } from '../../../src-shared/protocol/policy-entry.ts';
import type { Workers } from '../../crypto/port.ts';
import { type CheckedEntry, checkedEntries } from './checked-entry.ts';
import { KeyTable, keysBrought, keysOf } from './known-keys.ts';

export interface CheckerPorts {
  readonly workers: Pick<Workers, 'checkEntries'>;
  readonly organisation: OrganisationId;
  readonly directoryKey: (epoch: number) => Uint8Array | null;
}

/**
 * Hands the entries of one replay to the threads, and tells them of keys that they meet. The caller keeps the order and does
 * what needs the state.
 */
export interface EntryChecker {
  /**
   * @param first sequence number of the first entry.
   * @returns by place; null where the threads say nothing, of all of them when a thread failed.
   */
  check(first: number, entries: readonly Uint8Array[], signal?: AbortSignal): Promise<readonly (CheckedEntry | null)[]>;
  /** Keys that the threads have not met, in an entry that was opened here. */
  learn(actions: readonly Action[]): void;
}

/** @param session differs from that of every other checker of the process. */
export function createEntryChecker(ports: CheckerPorts, state: PolicyState, session: string): EntryChecker {
  const table = new KeyTable(session);
  for (const { id, publicKey } of keysOf(state)) table.add(id, publicKey);

  return {
    async check(first, entries, signal) {
      const { organisation } = ports;
      const batch = {
        ...joined(entries),
        organisation,
        first,
        directoryKeys: keysFor(ports, entries),
        known: table.tell(),
      };
      const checked = await ports.workers.checkEntries(batch, signal);
      if (!checked.ok) return entries.map(() => null);
      return checkedEntries(checked.value);
    },
    learn(actions) {
      for (const { id, publicKey } of keysBrought(actions)) table.add(id, publicKey);
    },
  };
}

function joined(entries: readonly Uint8Array[]) {
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + length, 0));
  const ends = new Uint32Array(entries.length);
  let end = 0;
  for (const [index, stored] of entries.entries()) {
    bytes.set(stored, end);
    end += stored.length;
    ends[index] = end;
  }
  return { bytes, ends };
}

/** The directory keys that the entries say they are under, as far as we hold them. */
function keysFor({ directoryKey }: CheckerPorts, entries: readonly Uint8Array[]) {
  const epochs = new Set<number>();
  for (const stored of entries) epochs.add(epochOf(stored) ?? -1);
  return [...epochs].flatMap((epoch) => {
    const key = directoryKey(epoch);
    // A copy: what crosses to a thread is all of the memory that a view is of.
    return key === null ? [] : [{ epoch, key: Uint8Array.from(key) }];
  });
}
