import type { BrowserWindow, WebContents } from 'electron';
import { type ProfileId, randomId } from '../../src-shared/base/ids.ts';
import type { Random } from '../../src-shared/base/random.ts';
import type { WindowState } from '../ipc/call.ts';
import { createHandles } from '../ipc/handles.ts';

export interface OpenWindow {
  readonly window: BrowserWindow;
  readonly state: WindowState;
  /** What a link or an opened file says, and the page has not asked for yet. */
  pending: string | null;
  /** The page has asked for a pending link since it was loaded: from now on links are pushed. */
  listening: boolean;
}

/** The open windows and what main remembers of each. */
export interface WindowRegistry {
  add(window: BrowserWindow, profile: ProfileId | null): OpenWindow;
  byId(id: string): OpenWindow | null;
  byContents(contents: WebContents): OpenWindow | null;
  byProfile(profile: ProfileId): OpenWindow | null;
  all(): readonly OpenWindow[];
  remove(id: string): void;
}

export function createWindowRegistry(random: Random): WindowRegistry {
  const open = new Map<string, OpenWindow>();
  const find = (test: (entry: OpenWindow) => boolean): OpenWindow | null => [...open.values()].find(test) ?? null;
  return {
    add(window, profile) {
      const id = randomId(random);
      const entry: OpenWindow = {
        window,
        state: { id, profile, handles: createHandles(random), targets: new Map(), dismissed: new Set() },
        pending: null,
        listening: false,
      };
      open.set(id, entry);
      return entry;
    },
    byId: (id) => open.get(id) ?? null,
    byContents: (contents) => find(({ window }) => !window.isDestroyed() && window.webContents === contents),
    byProfile: (profile) => find(({ state }) => state.profile === profile),
    all: () => [...open.values()],
    remove(id) {
      open.get(id)?.state.handles.clear();
      open.delete(id);
    },
  };
}
