import { type BrowserWindow, dialog, nativeTheme } from 'electron';
import type { Clock } from '../../src-shared/base/clock.ts';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import { MENU_COMMANDS, type MenuCommand } from '../../src-shared/ipc/commands.ts';
import type { Log } from '../app/log.ts';
import { type Bounds, DEFAULT_BOUNDS } from './bounds.ts';
import type { SettingsStore } from './settings-store.ts';
import type { Texts } from './texts.ts';
import { backgroundColour, loadPage, openWindow } from './window.ts';
import type { OpenWindow, WindowRegistry } from './window-registry.ts';

export interface WindowsPorts {
  readonly registry: WindowRegistry;
  readonly store: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly texts: () => Texts;
  readonly devTools: boolean;
  readonly icon: string | undefined;
  /** Locks a profile that no window shows any more. */
  readonly lock: (profile: ProfileId) => void;
  /** Asks a window's page to run a command. */
  readonly tell: (window: string, name: MenuCommand) => void;
}

export interface Windows {
  /** A window for the profile: the one that shows it already, or a new one. */
  open(profile: ProfileId | null): OpenWindow;
  focus(entry: OpenWindow): void;
  /** SECURITY: S14. Loads the page anew. */
  reload(id: string): void;
  /** To the window in front, or the only one. */
  command(name: MenuCommand): void;
  front(): OpenWindow | null;
}

const CRASH_WINDOW_MS = 60_000;

function boundsOf(window: BrowserWindow): Bounds {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

export function createWindows(ports: WindowsPorts): Windows {
  const { registry, store, tell, log } = ports;

  /** A page that crashes is loaded again, once; the second time within a minute the person decides. */
  function restartAfterCrash(entry: OpenWindow): void {
    let last = Number.NEGATIVE_INFINITY;
    let restarted = false;
    const { window } = entry;
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit' || window.isDestroyed()) return;
      log.error('window.crashed', { reason: details.reason, exitCode: details.exitCode });
      const again = ports.clock.now() - last < CRASH_WINDOW_MS;
      last = ports.clock.now();
      if (!again) {
        restarted = true;
        window.webContents.reload();
        return;
      }
      const texts = ports.texts();
      const question = { type: 'error', message: texts.crashedTwice, buttons: [texts.tryAgain, texts.close] } as const;
      void dialog.showMessageBox(window, { ...question, buttons: [...question.buttons] }).then(({ response }) => {
        if (!window.isDestroyed()) response === 0 ? window.webContents.reload() : window.close();
      });
    });
    window.webContents.on('did-finish-load', () => {
      if (!restarted) return;
      restarted = false;
      tell(entry.state.id, MENU_COMMANDS.reloaded);
    });
  }

  function watch(entry: OpenWindow): void {
    const { window, state } = entry;
    restartAfterCrash(entry);
    window.webContents.on('did-start-loading', () => {
      entry.listening = false;
    });
    window.on('close', () => store.keepBounds(state.profile, boundsOf(window)));
    window.once('closed', () => {
      registry.remove(state.id);
      const { profile } = state;
      // Nobody sees it any more: a session without a window is closed.
      if (profile !== null && registry.byProfile(profile) === null) ports.lock(profile);
    });
  }

  const focus = ({ window }: OpenWindow): void => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  nativeTheme.on('updated', () => {
    for (const { window } of registry.all()) window.setBackgroundColor(backgroundColour());
  });

  const front = (): OpenWindow | null => {
    const all = registry.all();
    return all.find(({ window }) => window.isFocused()) ?? all.at(-1) ?? null;
  };

  return {
    open(profile) {
      const existing = profile === null ? null : registry.byProfile(profile);
      if (existing !== null) {
        focus(existing);
        return existing;
      }
      const window = openWindow(store.bounds(profile) ?? DEFAULT_BOUNDS, ports.devTools, ports.icon);
      const entry = registry.add(window, profile);
      watch(entry);
      loadPage(window).catch((error: unknown) => {
        log.error('window.load', {}, error);
      });
      return entry;
    },
    focus,
    reload(id) {
      const window = registry.byId(id)?.window;
      if (window !== undefined && !window.isDestroyed()) window.webContents.reload();
    },
    command(name) {
      const entry = front();
      if (entry !== null) tell(entry.state.id, name);
    },
    front,
  };
}
