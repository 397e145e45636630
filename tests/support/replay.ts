import type { Crypto, Workers } from '../../src-main/crypto/port.ts';
import { checkEntries } from '../../src-main/organisation/replay/check-entries.ts';
import { createEntryChecker } from '../../src-main/organisation/replay/entry-checker.ts';
import { type EntryRefusal, verifyEntry } from '../../src-main/organisation/verify-entry.ts';
import { ok } from '../../src-shared/base/result.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import type { LongLog } from './long-log.ts';

export interface Replayed {
  readonly state: PolicyState;
  readonly refusal: EntryRefusal | null;
  /** Entries that were verified without a thread's word. */
  readonly alone: number;
}

/** One entry after the other, from genesis. */
export function replayAlone(crypto: Crypto, log: LongLog, entries: readonly Uint8Array[]): Replayed {
  const draft = new StateDraft(log.first);
  for (const stored of entries) {
    const verified = verifyEntry(crypto, draft, log.directory, stored);
    if (!verified.ok) return { state: draft.freeze(), refusal: verified.error, alone: entries.length };
  }
  return { state: draft.freeze(), refusal: null, alone: entries.length };
}

let sessions = 0;

/** The same in batches of which threads say what they find; the next `ahead` are under way while one is judged. */
export async function replayInBatches(
  crypto: Crypto,
  log: LongLog,
  entries: readonly Uint8Array[],
  size: number,
  workers: Pick<Workers, 'checkEntries'>,
  ahead = 3,
): Promise<Replayed> {
  sessions += 1;
  const { organisation, directory } = log;
  const directoryKey = (epoch: number) => (epoch === directory.epoch ? directory.key : null);
  const checker = createEntryChecker({ workers, organisation, directoryKey }, log.first, `test ${sessions}`);
  const draft = new StateDraft(log.first);
  const batches = Array.from({ length: Math.ceil(entries.length / size) }, (_, index) => index * size);
  const begin = (from: number) => checker.check(from + 1, entries.slice(from, from + size));
  const under = batches.splice(0, ahead).map((from) => ({ from, checking: begin(from) }));
  let alone = 0;
  for (let batch = under.shift(); batch !== undefined; batch = under.shift()) {
    const checked = await batch.checking;
    const [next] = batches.splice(0, 1);
    if (next !== undefined) under.push({ from: next, checking: begin(next) });
    for (const [index, found] of checked.entries()) {
      const stored = entries[batch.from + index] ?? new Uint8Array();
      if (found === null) alone += 1;
      const verified = verifyEntry(crypto, draft, directory, stored, undefined, found);
      if (!verified.ok) return { state: draft.freeze(), refusal: verified.error, alone };
    }
  }
  return { state: draft.freeze(), refusal: null, alone };
}

/** What a thread does, in this one; memory that is given over is taken away all the same. */
export function withoutThreads(crypto: Crypto): Pick<Workers, 'checkEntries'> {
  return {
    checkEntries: async (batch) => ok(checkEntries(crypto, structuredClone(batch, { transfer: [batch.bytes.buffer] }))),
  };
}
