import type { Clock } from '../../src-shared/base/clock.ts';
import type { Transfer, TransferPhase } from './port.ts';
import type { Timer } from './ports.ts';

/** Rates are over this many milliseconds. */
const RATE_WINDOW = 3000;
/** Finished transfers that are still told of. */
const KEPT = 50;

type Patch = Partial<Omit<Transfer, 'id' | 'kind' | 'rate'>>;

interface Entry {
  transfer: Transfer;
  samples: { readonly at: number; readonly bytes: number }[];
  reportedAt: number;
  cancelReport: (() => void) | null;
  readonly waiters: ((transfer: Transfer) => void)[];
}

const SETTLED: ReadonlySet<TransferPhase> = new Set(['done', 'failed', 'cancelled']);
export const isSettled = (phase: TransferPhase): boolean => SETTLED.has(phase);

/** What is under way, as people see it: reported at most every `intervalMs`, a change of phase at once. */
export interface TransferBook {
  open(transfer: Transfer): void;
  update(id: string, patch: Patch): void;
  /** Adds bytes that were done. */
  advance(id: string, bytes: number): void;
  get(id: string): Transfer | null;
  all(): readonly Transfer[];
  settled(id: string): Promise<Transfer>;
  close(): void;
}

export function createTransferBook(
  ports: { readonly clock: Clock; readonly timer: Timer; readonly intervalMs: number },
  report: (transfer: Transfer) => void,
): TransferBook {
  const entries = new Map<string, Entry>();

  const rate = (entry: Entry, now: number): number => {
    const first = entry.samples[0];
    if (first === undefined || entry.transfer.phase !== 'transferring' || now - first.at < 100) return 0;
    return Math.max(0, Math.round(((entry.transfer.bytesDone - first.bytes) * 1000) / (now - first.at)));
  };
  const tell = (entry: Entry): void => {
    entry.cancelReport?.();
    entry.cancelReport = null;
    const now = ports.clock.now();
    entry.reportedAt = now;
    entry.transfer = { ...entry.transfer, rate: rate(entry, now) };
    report(entry.transfer);
  };
  const forgetOld = (): void => {
    const finished = [...entries.values()].filter((entry) => isSettled(entry.transfer.phase));
    for (const entry of finished.slice(0, Math.max(0, finished.length - KEPT))) entries.delete(entry.transfer.id);
  };
  const update = (id: string, patch: Patch): void => {
    const entry = entries.get(id);
    if (entry === undefined) return;
    const before = entry.transfer.phase;
    const now = ports.clock.now();
    if (patch.bytesDone !== undefined) {
      entry.samples.push({ at: now, bytes: entry.transfer.bytesDone });
      while ((entry.samples[0]?.at ?? now) < now - RATE_WINDOW) entry.samples.shift();
    }
    entry.transfer = { ...entry.transfer, ...patch };
    const { phase } = entry.transfer;
    if (phase !== before) {
      entry.samples = [];
      tell(entry);
      if (isSettled(phase)) {
        for (const waiter of entry.waiters.splice(0)) waiter(entry.transfer);
        forgetOld();
      }
      return;
    }
    const since = now - entry.reportedAt;
    // A clock that was set back must not silence progress.
    if (since >= ports.intervalMs || since < 0) tell(entry);
    else entry.cancelReport ??= ports.timer.after(ports.intervalMs - since, () => tell(entry));
  };
  return {
    open(transfer) {
      const waiters = entries.get(transfer.id)?.waiters ?? [];
      const entry: Entry = { transfer, samples: [], reportedAt: 0, cancelReport: null, waiters };
      entries.set(transfer.id, entry);
      tell(entry);
    },
    update,
    advance: (id, bytes) => {
      const entry = entries.get(id);
      if (entry !== undefined) update(id, { bytesDone: entry.transfer.bytesDone + bytes });
    },
    get: (id) => entries.get(id)?.transfer ?? null,
    all: () => [...entries.values()].map((entry) => entry.transfer),
    settled: (id) =>
      new Promise((resolve, reject) => {
        const entry = entries.get(id);
        if (entry === undefined) reject(new Error('no such transfer'));
        else if (isSettled(entry.transfer.phase)) resolve(entry.transfer);
        else entry.waiters.push(resolve);
      }),
    close() {
      for (const entry of entries.values()) entry.cancelReport?.();
    },
  };
}
