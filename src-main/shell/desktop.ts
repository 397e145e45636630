import { app, shell } from 'electron';
import type { ProfileId } from '../../src-shared/base/ids.ts';
import type { App } from '../app/port.ts';
import { forget } from '../ipc/call.ts';
import { sessionOf } from '../ipc/context.ts';
import type { Desktop } from '../ipc/desktop.ts';
import type { Push } from '../ipc/events.ts';
import type { ClipboardGuard } from './clipboard-guard.ts';
import { chooseToOpen, chooseToSave } from './dialogs.ts';
import { openExternal } from './external.ts';
import type { SettingsStore } from './settings-store.ts';
import { languageFor, type Texts } from './texts.ts';
import type { OpenWindow, WindowRegistry } from './window-registry.ts';
import type { Windows } from './windows.ts';

export interface DesktopPorts {
  readonly core: App;
  readonly registry: WindowRegistry;
  readonly windows: Windows;
  readonly store: SettingsStore;
  readonly clipboard: ClipboardGuard;
  readonly push: Push;
  readonly texts: () => Texts;
  /** Theme and language follow at once. */
  readonly settingsChanged: () => void;
}

export function createDesktop(ports: DesktopPorts): Desktop {
  const { core, registry, windows, store, push } = ports;

  const entryOf = (id: string): OpenWindow => {
    const entry = registry.byId(id);
    if (entry === null) throw new Error('the window that asked is gone');
    return entry;
  };

  /** Shows another profile in a window; what the window showed is locked, its handles are void, its page is new. */
  async function show(entry: OpenWindow, profile: ProfileId | null): Promise<void> {
    const { state } = entry;
    const previous = state.profile;
    state.profile = profile;
    if (previous !== profile) {
      forget(state);
      if (previous !== null && registry.byProfile(previous) === null) {
        const open = core.session(previous) !== null;
        await core.lock(previous);
        if (open) windows.reload(state.id);
      }
    }
    store.keepLastProfile(profile);
    push(state.id, 'session.changed', await sessionOf(core, profile));
  }

  return {
    choose: (window, what) => chooseToOpen(entryOf(window).window, what, ports.texts()),
    chooseTarget: (window, what, name) => chooseToSave(entryOf(window).window, what, ports.texts(), name),
    openExternal,
    reveal: (path) => {
      void shell.openPath(path);
    },
    copy: (text) => ports.clipboard.copy(text),
    async select(window, profile, newWindow) {
      const shown = profile === null ? null : registry.byProfile(profile);
      if (shown !== null && shown.state.id !== window) return windows.focus(shown);
      if (!newWindow) return show(entryOf(window), profile);
      windows.open(profile);
      store.keepLastProfile(profile);
    },
    takePendingLink(window) {
      const entry = entryOf(window);
      const { pending } = entry;
      entry.pending = null;
      entry.listening = true;
      return pending;
    },
    settings: () => store.settings(),
    language: () => languageFor(store.settings().language, app.getLocale()),
    changeSettings(changes) {
      const settings = store.change(changes);
      ports.settingsChanged();
      for (const { state } of registry.all()) push(state.id, 'settings.changed', settings);
      return settings;
    },
    about: () => ({
      version: app.getVersion(),
      platform: process.platform,
      electron: process.versions.electron ?? '',
    }),
  };
}
