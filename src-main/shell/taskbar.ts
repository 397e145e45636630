import type { Transfer } from '../packages/port.ts';

const UNDER_WAY: ReadonlySet<Transfer['phase']> = new Set(['preparing', 'waiting', 'transferring', 'finishing']);

/** What the taskbar shows: 0 to 1 over all transfers under way, 2 while nothing is known, -1 for none. */
export function progressOf(transfers: readonly Pick<Transfer, 'phase' | 'bytesDone' | 'bytesTotal'>[]): number {
  const active = transfers.filter(({ phase }) => UNDER_WAY.has(phase));
  if (active.length === 0) return -1;
  const total = active.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0);
  if (total === 0) return 2;
  const done = active.reduce((sum, { bytesDone }) => sum + bytesDone, 0);
  return Math.min(1, done / total);
}
