import { app, nativeTheme, type Session, session } from 'electron';
import type { Clock } from '../../src-shared/base/clock.ts';
import { deferred } from '../../src-shared/base/deferred.ts';
import type { Random } from '../../src-shared/base/random.ts';
import { CHANNELS, DROP_CHANNEL } from '../../src-shared/ipc/channels.ts';
import type { Log } from '../app/log.ts';
import type { App } from '../app/port.ts';
import type { Push } from '../ipc/events.ts';
import { openEarly } from '../ipc/open-early.ts';
import type { Transport } from '../ipc/transport.ts';
import { APP_SCHEME } from './csp.ts';
import { openExternal } from './external.ts';
import { lockDownSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { createPages } from './pages.ts';
import { createSettingsStore, type SettingsStore } from './settings-store.ts';
import { type Texts, textsFor } from './texts.ts';
import { createTransport } from './transport.ts';
import { PARTITION } from './window.ts';
import { createWindowRegistry, type OpenWindow, type WindowRegistry } from './window-registry.ts';
import { createWindows, type Windows } from './windows.ts';

export interface OpeningPorts {
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** The folder of the built pages. */
  readonly pages: string;
  readonly icon: string | undefined;
}

/** What needs the core, once it is loaded. */
export interface Behind {
  readonly core: App;
  readonly push: Push;
}

/** The window's side as far as it goes without the core. */
export interface Opening {
  readonly registry: WindowRegistry;
  readonly store: SettingsStore;
  readonly transport: Transport;
  readonly windows: Windows;
  readonly texts: () => Texts;
  readonly settingsChanged: () => void;
  /** Shows the profile that was shown last, whether or not it is still there. */
  readonly first: OpenWindow;
  /** Kept when the first page has its program: while that starts, this thread has time for the rest. */
  readonly pageRead: Promise<void>;
  /** Call once: from then on windows reach the core. */
  readonly join: (behind: Behind) => void;
}

/**
 * The older of Electron's two ways to serve a scheme: `protocol.handle` loads Node.js's `fetch` classes first, a quarter
 * of what this thread would do before the first window (docs/adr/0036).
 *
 * @returns a promise that is kept once the first page has its program.
 */
function servePages(pages: Session, answer: ReturnType<typeof createPages>): Promise<void> {
  const { promise, resolve } = deferred<void>();
  pages.protocol.registerBufferProtocol(APP_SCHEME, (request, respond) => {
    respond(answer(request));
    if (request.url.endsWith('.js')) setImmediate(resolve);
  });
  return promise;
}

/**
 * Makes the first window before the core is loaded, so that its process starts and its page is read meanwhile. What the
 * page asks for waits (`openEarly`). Call once the app is ready.
 */
export function openFirst(ports: OpeningPorts): Opening {
  const { log, clock, random, icon } = ports;
  const devTools = !app.isPackaged;
  const pages = session.fromPartition(PARTITION);
  lockDownSession(pages, devTools);
  lockDownSession(session.defaultSession, devTools);
  const pageRead = servePages(pages, createPages(ports.pages, random));

  const store = createSettingsStore();
  const texts = () => textsFor(store.settings().language, app.getLocale());
  const registry = createWindowRegistry(random);
  const transport = openEarly(createTransport(registry), [...CHANNELS, DROP_CHANNEL]);
  const behind = deferred<Behind>();
  const windows = createWindows({
    registry,
    store,
    clock,
    log,
    texts,
    devTools,
    icon,
    lock: (profile) => void behind.promise.then(({ core }) => core.lock(profile)),
    tell: (window, name) => void behind.promise.then(({ push }) => push(window, 'command', { name })),
  });
  app.on('activate', () => {
    if (registry.all().length === 0) windows.open(store.lastProfile());
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  nativeTheme.themeSource = store.settings().theme;
  const first = windows.open(store.lastProfile());
  const settingsChanged = (): void => {
    nativeTheme.themeSource = store.settings().theme;
    setMenu({ texts: texts(), devTools, command: windows.command, licence: () => void openExternal('licence') });
  };
  void pageRead.then(settingsChanged);
  return { registry, store, transport, windows, texts, settingsChanged, first, pageRead, join: behind.resolve };
}
