import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe } from './axe.ts';
import type { RunningApp } from './running-app.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

/** Waits until what fades in is there, and colours are what they become: half-way they have another contrast. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].every((one) =>
      one.checkVisibility({ opacityProperty: true }),
    ),
  );
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
}

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

/**
 * Nothing that axe finds in the view as it stands, in both themes.
 *
 * @param pictures folder for pictures of it; null: none are kept
 */
export async function look(running: RunningApp, pictures: string | null, what: string): Promise<void> {
  const { page } = running;
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    expect.soft(await axe(page), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
  if (pictures !== null) await picture(running, pictures, what.replaceAll(' ', '-'));
}
