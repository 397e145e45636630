import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Transfer } from '../packages/port.ts';
import { progressOf } from './taskbar.ts';
import type { WindowRegistry } from './window-registry.ts';

export function showProgress(windows: WindowRegistry, profile: ProfileId, transfers: readonly Transfer[]): void {
  const entry = windows.byProfile(profile);
  if (entry !== null && !entry.window.isDestroyed()) entry.window.setProgressBar(progressOf(transfers));
}
