import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { Settings } from '../../src-shared/ipc/app-contract.ts';

export type ChooseWhat = 'files' | 'folder' | 'hub' | 'invitation' | 'people' | 'target';
export type SaveWhat =
  | 'kit'
  | 'invitation'
  | 'historyJson'
  | 'historyPdf'
  | 'people'
  | 'links'
  | 'invoice'
  | 'billing'
  | 'licences';

/** What handlers need of the person's desktop; the shell implements it. Windows are named by their id. */
export interface Desktop {
  /** The system's open dialog; an empty list when the person thought better of it. */
  choose(window: string, what: ChooseWhat): Promise<readonly string[]>;
  /** The system's save dialog; null when cancelled. `name`: that the file has; otherwise what it is called says it. */
  chooseTarget(window: string, what: SaveWhat, name?: string): Promise<string | null>;
  openExternal(page: 'licence' | 'source'): Promise<void>;
  /** Shows the file or folder in the system's file manager. */
  reveal(path: string): void;
  /** Puts text on the clipboard, to be cleared; returns after how many seconds (S16). */
  copy(text: string): number;
  /** Shows a profile (null: the first-run choice) in this window or another one. */
  select(window: string, profile: ProfileId | null, newWindow: boolean): Promise<void>;
  /** What a link or an opened file asked this window for, once. */
  takePendingLink(window: string): string | null;
  settings(): Settings;
  /** What the person reads: their setting, else the system's language. */
  language(): 'en' | 'de';
  changeSettings(changes: Partial<Settings>): Settings;
  about(): { readonly version: string; readonly platform: string; readonly electron: string };
}
