import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchApp } from '../../../tools/electron-runtime/launch.ts';
import { frozenBuild } from './frozen-build.ts';

/** A Sealpost with a window, as its person sees it. */
export interface RunningApp {
  readonly app: ElectronApplication;
  /** The first window's page; the same object over reloads. */
  readonly page: Page;
  /** Its user-data folder. */
  readonly userData: string;
  /** What the content security policy stopped, and what the page complained about, in any window, since the start. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** The texts that tests look for are English, whatever the language of whoever runs them (Linux; POSIX, 8.2). */
export const IN_ENGLISH = { LC_ALL: 'C.UTF-8', LANGUAGE: '' };

/** A window that does not close in this time is ended; the test that was about closing fails by itself. */
const CLOSE_TIMEOUT_MS = 20_000;

/** A folder that goes when the test has finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** What the person saw when the test failed, in out/e2e. */
export async function keepPicture({ app, page }: RunningApp, test: string): Promise<void> {
  const name = test.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 80);
  const { pid } = app.process();
  await page.screenshot({ path: join('out', 'e2e', `${name}-${pid}.png`), timeout: 5_000 }).catch(() => {});
}

/** Violations are reported to the console as errors ("Refused to ..."), and to pages as events; both are kept. */
function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
}

/**
 * Starts the built application on a data folder of its own (a new one unless told), as `npm start` does.
 *
 * @param args for the application, such as a link to open
 */
export async function startApp(folder?: string, args: readonly string[] = []): Promise<RunningApp> {
  const running = await openApp(folder ?? join(await temporaryFolder(), 'data'), args);
  let closed = false;
  const close = async (): Promise<void> => {
    closed = true;
    await running.close();
  };
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && !closed) await keepPicture(running, task.name);
    await close();
  });
  return { ...running, close };
}

/** The same for windows that several tests share: whoever opens it closes it. */
export async function openApp(userData: string, args: readonly string[] = []): Promise<RunningApp> {
  await mkdir(userData, { recursive: true });
  const app = await launchApp({ userData, args, env: IN_ENGLISH, app: frozenBuild() });
  const process = app.process();
  const complaints: string[] = [];
  app.on('window', (page) => watch(page, complaints));
  const page = await app.firstWindow();
  watch(page, complaints);
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    if (process.exitCode !== null || process.signalCode !== null) return;
    const patience = setTimeout(() => process.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    await app.close().finally(() => clearTimeout(patience));
  };
  await page.waitForLoadState('load');
  return { app, page, userData, complaints, close };
}
