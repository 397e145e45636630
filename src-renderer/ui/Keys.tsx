import { cx } from './cx.ts';
import styles from './Keys.module.css';

const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl' };

export const isMac = (): boolean => /mac/i.test(navigator.userAgent);

/** `Mod+Shift+K` the way this platform writes it, one part a key. */
export function keyParts(keys: string, mac: boolean): readonly string[] {
  return keys.split('+').map((part) => (mac ? MAC[part] : OTHER[part]) ?? part);
}

/** A shortcut as key caps. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className={cx(styles.keys)}>
      {keyParts(keys, isMac()).map((part) => (
        <span key={part} className={cx(styles.key)}>
          {part}
        </span>
      ))}
    </kbd>
  );
}
