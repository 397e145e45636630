import { app, clipboard } from 'electron';
import type { Log } from '../app/log.ts';
import type { App } from '../app/port.ts';
import type { AppPorts } from '../app/ports.ts';
import { createPush } from '../ipc/events.ts';
import { type HandlePorts, handleAll } from '../ipc/handle.ts';
import { handleDrops } from '../ipc/handlers/files.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { startPump } from '../ipc/pump.ts';
import { createClipboardGuard } from './clipboard-guard.ts';
import { createDesktop } from './desktop.ts';
import type { Links } from './links.ts';
import { createNotices } from './notifications.ts';
import type { Opening } from './opening.ts';
import { watchPower } from './power.ts';
import { showProgress } from './progress.ts';

export interface ApplicationPorts {
  readonly opening: Opening;
  readonly core: App;
  readonly links: Links;
  readonly log: Log;
  readonly clock: AppPorts['clock'];
  readonly random: AppPorts['random'];
  readonly timer: AppPorts['timer'];
  /** Waits for what must be done before the process ends. */
  readonly closing: () => Promise<void>;
}

/** Milliseconds from then on: the first screen has been painted, and nobody has typed a password. */
const PREPARE_AFTER_MS = 100;

/** Puts the core behind the window that is there already; from here on its page is answered. */
export async function startApplication(ports: ApplicationPorts): Promise<void> {
  const { core, log, clock, random, timer } = ports;
  const { registry, store, transport, windows, texts, settingsChanged, first } = ports.opening;
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
  const desktop = createDesktop({ core, registry, windows, store, clipboard: guard, push, texts, settingsChanged });
  const notices = createNotices({
    wanted: () => store.settings().notifications,
    away: (profile) => registry.byProfile(profile)?.window.isFocused() !== true,
    texts,
    show: (profile) => void windows.open(profile),
  });

  // Before anything is answered: a profile that is gone is not shown.
  const last = first.state.profile;
  if (last !== null && (await core.profiles()).every(({ id }) => id !== last)) first.state.profile = null;
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
  ports.opening.join({ core, push });
  ports.links.ready(windows, push, (link) => core.resetProfile(link));
  // What unlocking needs is loaded while a password is typed, not while the first screen still needs the processor.
  timer.after(PREPARE_AFTER_MS, () => {
    core.prepare().catch((error: unknown) => log.error('app.prepare', {}, error));
  });

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    // What is being written is brought to an end, keys are wiped, the clipboard is cleared; then the process goes.
    event.preventDefault();
    void Promise.allSettled([guard.clear(), store.written(), ports.closing()]).then(() => {
      closed = true;
      // Not from within the event: quitting inside of quitting leaves Electron half shut down.
      setImmediate(() => app.quit());
    });
  });
}
