import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Transfer } from '../packages/port.ts';
import type { WindowRegistry } from './window-registry.ts';

const UNDER_WAY: ReadonlySet<Transfer['phase']> = new Set(['preparing', 'waiting', 'transferring', 'finishing']);

/** What the taskbar shows: 0 to 1 over all transfers under way, 2 while nothing is known, -1 for none. */
export function progressOf(transfers: readonly Pick<Transfer, 'phase' | 'bytesDone' | 'bytesTotal'>[]): number {
  const active = transfers.filter(({ phase }) => UNDER_WAY.has(phase));
  if (active.length === 0) return -1;
  const total = active.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0);
  if (total === 0) return 2;
  return Math.min(1, active.reduce((sum, { bytesDone }) => sum + bytesDone, 0) / total);
}

export function showProgress(windows: WindowRegistry, profile: ProfileId, transfers: readonly Transfer[]): void {
  const entry = windows.byProfile(profile);
  if (entry !== null && !entry.window.isDestroyed()) entry.window.setProgressBar(progressOf(transfers));
}
