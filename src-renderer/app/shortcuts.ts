export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * Does a key press match `Mod+Shift+K`? `Mod` is Command on a Mac and Control elsewhere. For keys that are no letter the
 * Shift that a keyboard layout needs to write them is not asked for.
 */
export function matchesKeys(press: KeyPress, keys: string, mac: boolean): boolean {
  const parts = keys.split('+');
  const wanted = (parts.at(-1) ?? '').toLowerCase();
  const wants = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const foreign = mac ? press.ctrlKey : press.metaKey;
  const needsShiftToType = /^[^a-z0-9]$/.test(wanted);
  return (
    press.key.toLowerCase() === wanted &&
    mod === wants('Mod') &&
    !foreign &&
    press.altKey === wants('Alt') &&
    (needsShiftToType || press.shiftKey === wants('Shift'))
  );
}

/** Two commands must never answer to the same keys. @returns the keys that are taken twice. */
export function clashes(commands: readonly { readonly keys?: string }[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { keys } of commands) {
    if (keys === undefined) continue;
    const sorted = keys.toLowerCase().split('+').sort().join('+');
    if (seen.has(sorted)) twice.add(keys);
    seen.add(sorted);
  }
  return [...twice];
}
