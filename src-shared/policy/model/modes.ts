import type { Laws } from './laws.ts';
import { EMPTY, type Mask, maskOf, union } from './mask.ts';
import { isPermission, PERMISSIONS, type Permission } from './permissions.ts';
import { GRANT_KEYS, GRANT_SETTINGS, type Mode, settingOf } from './settings.ts';
import type { Setting, Settings } from './state.ts';

/*
 * Layer 6: which mode decides a permission. G6 is that this table is closed: only use permissions are in it. With G6
 * off, which the tests' attack search alone does, any other permission can have a mode, too, stored under its own name.
 */

/** Key under which the mode of a permission is stored; null: it has none. */
export function modeKeyOf(permission: Permission, laws: Laws): string | null {
  return settingOf(permission) ?? (laws.G6 ? null : permission);
}

/** Would this setting be the mode of a permission that can have none? Refused by G6 (`modeOfGovernance`). */
export function isModeOfGovernance(key: string): key is Permission {
  return isPermission(key) && settingOf(key) === null;
}

/** The mode stored under a key of `modeKeyOf`. */
export function modeAt(settings: Settings, key: string): Setting<Mode> | undefined {
  return (settings as { readonly [name in string]?: Setting<unknown> })[key] as Setting<Mode> | undefined;
}

/** What nobody has, and what everybody has, by the modes. */
export interface ModeMasks {
  readonly nobody: Mask;
  readonly everybody: Mask;
}
export const NO_MODES: ModeMasks = { nobody: EMPTY, everybody: EMPTY };

const CACHE = new WeakMap<Settings, ModeMasks>();

export function modeMasksOf(settings: Settings, laws: Laws): ModeMasks {
  let masks = CACHE.get(settings);
  if (masks === undefined) {
    const withMode = (mode: Mode) =>
      maskOf(GRANT_KEYS.filter((key) => settings[key].value === mode).map((key) => GRANT_SETTINGS[key].permission));
    masks = { nobody: withMode('nobody'), everybody: withMode('everybody') };
    CACHE.set(settings, masks);
  }
  return laws.G6 ? masks : withModesOfGovernance(settings, masks);
}

function withModesOfGovernance(settings: Settings, masks: ModeMasks): ModeMasks {
  const withMode = (mode: Mode) => maskOf(PERMISSIONS.filter((name) => modeAt(settings, name)?.value === mode));
  return {
    nobody: union(masks.nobody, withMode('nobody')),
    everybody: union(masks.everybody, withMode('everybody')),
  };
}
