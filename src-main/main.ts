import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { app, protocol, session } from 'electron';
import { APP_SCHEME } from './shell/csp.ts';
import { lockDownProcess, lockDownSession } from './shell/lockdown.ts';
import { createPages } from './shell/pages.ts';
import { DEFAULT_BOUNDS, loadPage, openWindow, PARTITION } from './shell/window.ts';

lockDownProcess();
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

const RENDERER = fileURLToPath(new URL('../renderer', import.meta.url));
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const devTools = !app.isPackaged;

// An ES module's top-level await would keep Electron from ever becoming ready.
void app.whenReady().then(() => {
  const pages = session.fromPartition(PARTITION);
  lockDownSession(pages, devTools);
  lockDownSession(session.defaultSession, devTools);
  pages.protocol.handle(APP_SCHEME, createPages(RENDERER, random));
  return loadPage(openWindow(DEFAULT_BOUNDS, devTools, undefined));
});

app.on('window-all-closed', () => app.quit());
