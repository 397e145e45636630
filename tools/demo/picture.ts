import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { en } from '../../assets/locales/en.ts';
import { openFromInbox, seesInbox } from './flows.ts';
import { openWindow, type PersonWindow } from './window.ts';

/** The size of the page in the picture, in CSS pixels and in pixels of the file. */
const SIZE = { width: 1280, height: 800 } as const;
const SUBJECT = 'Brand refresh: logos and photos';

/** First run: the demo organisation, as its owner. */
async function openDemoOrganisation(window: PersonWindow): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: en['firstRun.demo'] }).click();
  await page.getByRole('button', { name: en['unlock.demoFill'] }).click();
  await page.getByRole('button', { name: en['unlock.submit'], exact: true }).click();
  await seesInbox(window);
}

/** The picture of the README: the demo organisation's owner, light, with a package open. */
export async function takePicture(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-picture-'));
  try {
    const window = await openWindow(folder);
    try {
      const { app, page } = window;
      await app.evaluate(({ BrowserWindow, nativeTheme }, { width, height }) => {
        nativeTheme.themeSource = 'light';
        for (const each of BrowserWindow.getAllWindows()) each.setContentSize(width, height);
      }, SIZE);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await openDemoOrganisation(window);
      await openFromInbox(window, SUBJECT);
      await page.getByRole('button', { name: en['files.saveAll'] }).waitFor();
      await page.waitForFunction(
        ({ width, height }) =>
          innerWidth === width &&
          innerHeight === height &&
          document.getAnimations().every((one) => one.playState !== 'running'),
        SIZE,
      );
      await mkdir(dirname(file), { recursive: true });
      await page.screenshot({ path: file, scale: 'css', caret: 'hide' });
    } finally {
      await window.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
