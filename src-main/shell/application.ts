import { app, clipboard, nativeTheme, protocol, session } from 'electron';
import type { Log } from '../app/log.ts';
import type { App } from '../app/port.ts';
import type { AppPorts } from '../app/ports.ts';
import { createPush } from '../ipc/events.ts';
import { type HandlePorts, handleAll } from '../ipc/handle.ts';
import { handleDrops } from '../ipc/handlers/files.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { startPump } from '../ipc/pump.ts';
import { createClipboardGuard } from './clipboard-guard.ts';
import { APP_SCHEME } from './csp.ts';
import { createDesktop } from './desktop.ts';
import { openExternal } from './external.ts';
import type { Links } from './links.ts';
import { lockDownSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { createNotices } from './notifications.ts';
import { createPages } from './pages.ts';
import { watchPower } from './power.ts';
import { showProgress } from './progress.ts';
import { createSettingsStore } from './settings-store.ts';
import { textsFor } from './texts.ts';
import { createTransport } from './transport.ts';
import { PARTITION } from './window.ts';
import { createWindowRegistry } from './window-registry.ts';
import { createWindows } from './windows.ts';

export interface ApplicationPorts {
  readonly core: App;
  readonly links: Links;
  readonly log: Log;
  readonly clock: AppPorts['clock'];
  readonly random: AppPorts['random'];
  readonly timer: AppPorts['timer'];
  /** The folder of the built pages. */
  readonly pages: string;
  readonly icon: string | undefined;
  /** Waits for what must be done before the process ends. */
  readonly closing: () => Promise<void>;
}

/** Call before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Puts the window's side together. Call once the app is ready. */
export async function startApplication(ports: ApplicationPorts): Promise<void> {
  const { core, log, clock, random, timer } = ports;
  const devTools = !app.isPackaged;
  const pages = session.fromPartition(PARTITION);
  lockDownSession(pages, devTools);
  lockDownSession(session.defaultSession, devTools);
  pages.protocol.handle(APP_SCHEME, createPages(ports.pages, random));

  const store = createSettingsStore();
  const texts = () => textsFor(store.settings().language, app.getLocale());
  const registry = createWindowRegistry(random);
  const transport = createTransport(registry);
  const push = createPush(transport);
  const guard = createClipboardGuard(
    {
      // A promise in newer versions of Electron, text in older ones.
      read: async () => clipboard.readText(),
      write: (text) => void clipboard.writeText(text),
      clear: () => void clipboard.clear(),
    },
    timer,
  );
  const { icon } = ports;
  const windows = createWindows({ core, registry, store, push, clock, log, texts, devTools, icon });
  const settingsChanged = (): void => {
    nativeTheme.themeSource = store.settings().theme;
    setMenu({ texts: texts(), devTools, command: windows.command, licence: () => void openExternal('licence') });
  };
  const desktop = createDesktop({
    core,
    registry,
    windows,
    store,
    clipboard: guard,
    push,
    texts,
    settingsChanged,
  });
  const notices = createNotices({
    wanted: () => store.settings().notifications,
    away: (profile) => registry.byProfile(profile)?.window.isFocused() !== true,
    texts,
    show: (profile) => void windows.open(profile),
  });

  const handlePorts: HandlePorts = {
    transport,
    window: (id) => registry.byId(id)?.state ?? null,
    session: (profile) => core.session(profile),
    log,
    random,
  };
  handleAll(handlePorts, createHandlers({ app: core, desktop }));
  handleDrops(handlePorts);
  startPump({
    app: core,
    windows: () => registry.all().map(({ state }) => state),
    push,
    timer,
    reload: windows.reload,
    arrived: (profile, row) => notices.arrived(profile, core.session(profile)?.nameOf(row.from) ?? ''),
    progress: (profile, transfers) => showProgress(registry, profile, transfers),
  });
  core.subscribe((event) => {
    if (event.type === 'locked') notices.withdraw(event.profile);
  });
  watchPower(core, clock, () => store.settings().lockAfterMinutes);

  settingsChanged();
  const last = store.lastProfile();
  const known = last !== null && (await core.profiles()).some(({ id }) => id === last);
  windows.open(known ? last : null);
  ports.links.ready(windows, push);

  app.on('activate', () => {
    if (registry.all().length === 0) windows.open(store.lastProfile());
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    // What is being written is brought to an end, keys are wiped, the clipboard is cleared; then the process goes.
    event.preventDefault();
    void Promise.allSettled([guard.clear(), ports.closing()]).then(() => {
      closed = true;
      // Not from within the event: quitting inside of quitting leaves Electron half shut down.
      setImmediate(() => app.quit());
    });
  });
}
