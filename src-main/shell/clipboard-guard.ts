import type { Timer } from '../../src-shared/base/timer.ts';

/** SECURITY: S16. What is copied through main goes again after so long, unless something else was copied since. */
export const CLEAR_AFTER_SECONDS = 120;

export interface ClipboardPort {
  read(): Promise<string>;
  write(text: string): void;
  clear(): void;
}

export interface ClipboardGuard {
  /** @returns after how many seconds it is cleared. */
  copy(text: string): number;
  /** Clears now, if what is there is still ours: on quit. */
  clear(): Promise<void>;
}

export function createClipboardGuard(clipboard: ClipboardPort, timer: Timer): ClipboardGuard {
  let ours: string | null = null;
  let cancel: () => void = () => {};
  const clear = async (): Promise<void> => {
    cancel();
    const copied = ours;
    ours = null;
    if (copied !== null && (await clipboard.read()) === copied) clipboard.clear();
  };
  return {
    copy(text) {
      cancel();
      clipboard.write(text);
      ours = text;
      cancel = timer.after(CLEAR_AFTER_SECONDS * 1000, () => void clear());
      return CLEAR_AFTER_SECONDS;
    },
    clear,
  };
}
