import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme, type WebPreferences } from 'electron';
import { APP_PAGE } from './csp.ts';

/** In memory: pages leave nothing on the disk, neither cache nor storage. */
export const PARTITION = 'sealpost';

/** Where the build puts it, seen from main. */
const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

export interface Bounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const DEFAULT_BOUNDS: Bounds = { width: 1280, height: 800, maximized: false };
const LEAST = { width: 720, height: 520 };

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
export const backgroundColour = (): string => (nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff');

/** Makes a window and shows it once it has something to show. */
export function openWindow(bounds: Bounds, devTools: boolean, icon: string | undefined): BrowserWindow {
  const window = new BrowserWindow({
    ...(bounds.x === undefined || bounds.y === undefined ? {} : { x: bounds.x, y: bounds.y }),
    width: Math.max(bounds.width, LEAST.width),
    height: Math.max(bounds.height, LEAST.height),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: 'Sealpost',
    backgroundColor: backgroundColour(),
    ...(icon === undefined ? {} : { icon }),
    webPreferences: webPreferences(devTools),
  });
  window.once('ready-to-show', () => {
    if (bounds.maximized) window.maximize();
    window.show();
  });
  return window;
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(APP_PAGE);
