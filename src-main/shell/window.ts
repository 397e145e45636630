import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { type Bounds, LEAST_BOUNDS, reachableBounds } from './bounds.ts';
import { APP_PAGE } from './csp.ts';

/** In memory: pages leave nothing on the disk, neither cache nor storage. */
export const PARTITION = 'sealpost';

/** Where the build puts it, seen from main. */
const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

/** SECURITY: S1. The same for every window there is. */
export function webPreferences(devTools: boolean): WebPreferences {
  return {
    preload: PRELOAD,
    partition: PARTITION,
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools,
  };
}

/** The colour of the page before the page is there, so that a dark screen does not flash white. */
export const backgroundColour = (): string => (nativeTheme.shouldUseDarkColors ? '#14181c' : '#faf8f6');

/** Makes a window and shows it once it has something to show. */
export function openWindow(kept: Bounds, devTools: boolean, icon: string | undefined): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { maximized, ...bounds } = reachableBounds(kept, areas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: LEAST_BOUNDS.width,
    minHeight: LEAST_BOUNDS.height,
    show: false,
    title: 'Sealpost',
    backgroundColor: backgroundColour(),
    webPreferences: webPreferences(devTools),
  });
  // Reading a picture takes a while, and the page's process is being started meanwhile.
  if (icon !== undefined) setImmediate(() => window.isDestroyed() || window.setIcon(icon));
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  return window;
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(APP_PAGE);
