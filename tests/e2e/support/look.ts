import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningApp } from './running-app.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

/** Light or dark as if the system had changed. */
export async function setTheme({ app, page }: RunningApp, theme: Theme): Promise<void> {
  await app.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
  await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, theme === 'dark');
}

/** Sizes the first window. */
export async function resize(
  { app }: Pick<RunningApp, 'app'>,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, size);
}

/** Pictures of the view as it stands in both themes and both sizes; leaves it light and large. */
export async function picture(running: RunningApp, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const theme of THEMES) {
    await setTheme(running, theme);
    for (const size of SIZES) {
      await resize(running, size);
      await running.page.waitForTimeout(150);
      await running.page.screenshot({ path: join(folder, `${name}-${theme}-${size.width}.png`) });
    }
  }
  await setTheme(running, 'light');
  await resize(running, SIZES[0]);
}
