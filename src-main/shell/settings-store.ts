import { ipcMain } from 'electron';
import Store from 'electron-store';
import { z } from 'zod';
import { ID_PATTERN, type ProfileId } from '../../src-shared/base/ids.ts';
import type { Settings } from '../../src-shared/ipc/contract.ts';
import { settingsSchema } from '../../src-shared/ipc/settings.ts';
import type { Bounds } from './bounds.ts';

const boundsSchema = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(100).max(100_000),
  height: z.number().int().min(100).max(100_000),
  maximized: z.boolean(),
});

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  notifications: true,
  lockAfterMinutes: 15,
};

/** What is kept between runs and is no secret. */
export interface SettingsStore {
  settings(): Settings;
  change(changes: Partial<Settings>): Settings;
  bounds(profile: ProfileId | null): Bounds | null;
  keepBounds(profile: ProfileId | null, bounds: Bounds): void;
  lastProfile(): ProfileId | null;
  keepLastProfile(profile: ProfileId | null): void;
}

/** The store's file is text that anyone may have edited: each part is parsed, and what does not parse is not there. */
export function createSettingsStore(): SettingsStore {
  const store = new Store<Record<string, unknown>>({ name: 'settings', clearInvalidConfig: true });
  // SECURITY: S8. electron-store answers any page with the path of the folder; ours ask for nothing of the kind.
  ipcMain.removeAllListeners('electron-store-get-data');

  const read = <T>(key: string, schema: z.ZodType<T>): T | null => {
    const parsed = schema.safeParse(store.get(key));
    return parsed.success ? parsed.data : null;
  };
  const boundsKey = (profile: ProfileId | null): string => `bounds.${profile ?? 'none'}`;

  const settings = (): Settings => {
    const kept = read('settings', settingsSchema.partial());
    const given = Object.fromEntries(Object.entries(kept ?? {}).filter(([, value]) => value !== undefined));
    return { ...DEFAULT_SETTINGS, ...given };
  };
  return {
    settings,
    change(changes) {
      const next = { ...settings(), ...changes };
      store.set('settings', next);
      return next;
    },
    bounds(profile) {
      const found = read(boundsKey(profile), boundsSchema);
      if (found === null) return null;
      const { x, y, width, height, maximized } = found;
      return x === undefined || y === undefined ? { width, height, maximized } : { x, y, width, height, maximized };
    },
    keepBounds: (profile, bounds) => store.set(boundsKey(profile), bounds),
    lastProfile: () => read('lastProfile', z.string().regex(ID_PATTERN)) as ProfileId | null,
    keepLastProfile: (profile) => (profile === null ? store.delete('lastProfile') : store.set('lastProfile', profile)),
  };
}
