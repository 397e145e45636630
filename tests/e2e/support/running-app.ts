import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchApp } from '../../../tools/electron-runtime/launch.ts';

/** A Sealpost with a window, as its person sees it. */
export interface RunningApp {
  readonly app: ElectronApplication;
  /** The first window's page; the same object over reloads. */
  readonly page: Page;
  /** Its user-data folder. */
  readonly userData: string;
  /** What the content security policy stopped, and what the page complained about, in any window, since the start. */
  readonly violations: readonly string[];
  close(): Promise<void>;
}

/** A window that does not close in this time is ended; the test that was about closing fails by itself. */
const CLOSE_TIMEOUT_MS = 20_000;

/** A folder that goes when the test has finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Violations are reported to the console as errors ("Refused to ..."), and to pages as events; both are kept. */
function watch(page: Page, violations: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => violations.push(`page: ${error.message}`));
}

/**
 * Starts the built application on a data folder of its own (a new one unless told), as `npm start` does.
 *
 * @param args for the application, such as a link to open
 */
export async function startApp(folder?: string, args: readonly string[] = []): Promise<RunningApp> {
  const userData = folder ?? join(await temporaryFolder(), 'data');
  await mkdir(userData, { recursive: true });
  const app = await launchApp({ userData, args });
  const violations: string[] = [];
  app.on('window', (page) => watch(page, violations));
  const page = await app.firstWindow();
  watch(page, violations);
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    const process = app.process();
    const patience = setTimeout(() => process.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    await app.close().finally(() => clearTimeout(patience));
  };
  onTestFinished(close);
  await page.waitForLoadState('load');
  return { app, page, userData, violations, close };
}
