import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { axe } from './axe.ts';
import { resize, SIZES, settled, THEMES, type Theme } from './look.ts';
import type { RunningApp } from './running-app.ts';

/** Pictures are kept when somebody wants to look: `PICTURES=1 npm test -- e2e`. */
const PICTURES = process.env.PICTURES === undefined ? null : join('out', 'pictures', 'admin');

/** What axe finds in the page as it stands: nothing, one hopes. */
export async function inspect(
  { app, page }: RunningApp,
  name: string,
  themes: readonly Theme[] = THEMES,
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    expect.soft(await axe(page), `${name}, ${colorScheme}`).toEqual([]);
    if (PICTURES === null) continue;
    await mkdir(PICTURES, { recursive: true });
    for (const size of SIZES) {
      await resize({ app }, size);
      await page.waitForFunction((width) => innerWidth === width, size.width);
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}-${size.width}.png`) });
    }
    await resize({ app }, SIZES[0]);
  }
}
