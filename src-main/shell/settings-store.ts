import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, ipcMain } from 'electron';
import { z } from 'zod';
import { ID_PATTERN, type ProfileId } from '../../src-shared/base/ids.ts';
import type { Settings } from '../../src-shared/ipc/app-contract.ts';
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
  /** Kept when every change so far is in the file. Changes count at once, whether or not they can be written. */
  written(): Promise<void>;
}

/** Values by key; what is inside of `bounds` has keys of its own, such as `bounds.none`. */
type Values = Map<string, unknown>;

/** What can be written to; a map, and electron-store. */
interface Writable {
  set(key: string, value: unknown): unknown;
  delete(key: string): unknown;
}

const NAME = 'settings';
const recordSchema = z.record(z.string(), z.unknown());

function readValues(file: string): Values {
  try {
    const { bounds, ...others } = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const inside = Object.entries(recordSchema.safeParse(bounds).data ?? {});
    return new Map([...Object.entries(others), ...inside.map(([key, value]) => [`bounds.${key}`, value] as const)]);
  } catch {
    return new Map(); // the first start, or not ours
  }
}

async function openStore(): Promise<Writable> {
  const { default: Store } = await import('electron-store');
  const store = new Store<Record<string, unknown>>({ name: NAME, clearInvalidConfig: true });
  // SECURITY: S8. electron-store answers any page with the path of the folder; ours ask for nothing of the kind.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}

/**
 * The store's file is text that anyone may have edited: each part is parsed, and what does not parse is not there. It is
 * read here and written by electron-store, which is loaded with the first change: it is half of what the first window
 * would otherwise wait for.
 */
export function createSettingsStore(): SettingsStore {
  const values = readValues(join(app.getPath('userData'), `${NAME}.json`));
  let store: Promise<Writable> | null = null;
  let written: Promise<unknown> = Promise.resolve();
  const write = (change: (values: Writable) => void): void => {
    change(values);
    store ??= openStore();
    written = store.then(change);
  };

  const read = <T>(key: string, schema: z.ZodType<T>): T | null => {
    const parsed = schema.safeParse(values.get(key));
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
    change(changed) {
      const next = { ...settings(), ...changed };
      write((store) => store.set('settings', next));
      return next;
    },
    bounds(profile) {
      const found = read(boundsKey(profile), boundsSchema);
      if (found === null) return null;
      const { x, y, width, height, maximized } = found;
      return x === undefined || y === undefined ? { width, height, maximized } : { x, y, width, height, maximized };
    },
    keepBounds: (profile, bounds) => write((store) => store.set(boundsKey(profile), bounds)),
    lastProfile: () => read('lastProfile', z.string().regex(ID_PATTERN)) as ProfileId | null,
    keepLastProfile: (profile) =>
      write((store) => (profile === null ? store.delete('lastProfile') : store.set('lastProfile', profile))),
    written: () => written.then(() => {}),
  };
}
