import { mkdir } from 'node:fs/promises';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchApp } from '../electron-runtime/launch.ts';

/** One person's Sealpost: their own data folder, their own process. */
export interface PersonWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page complained about since it was opened, content security policy included. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Starts Sealpost on a data folder and waits for its first page. */
export async function openWindow(userData: string): Promise<PersonWindow> {
  await mkdir(userData, { recursive: true });
  const app = await launchApp({ userData });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.waitForLoadState('load');
  return { app, page, complaints, close: () => app.close() };
}

/** What the person will choose in the next system dialogs that open something; those cannot be driven from outside. */
export async function willChoose({ app }: PersonWindow, paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...filePaths] });
  }, paths);
}
