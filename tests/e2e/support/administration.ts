import type { Locator, Page } from 'playwright-core';
import { en, type MessageKey } from '../../../assets/locales/en.ts';
import { DEMO_PASSWORD } from '../../../src-main/app/demo.ts';
import { type RunningApp, startApp } from './running-app.ts';

export const LONG_MS = 30_000;

export const text = (key: MessageKey): string => String(en[key]);
export const button = (page: Page | Locator, key: MessageKey): Locator =>
  page.getByRole('button', { name: text(key), exact: true }).first();
export const heading = (page: Page, key: MessageKey): Locator =>
  page.getByRole('heading', { name: text(key), exact: true }).first();

/** The owner's window on the demo organisation. */
export async function openDemoAsOwner(): Promise<RunningApp> {
  const running = await startApp();
  const { page } = running;
  await page.getByRole('button', { name: en['firstRun.demo'] }).click();
  await page.getByLabel(en['password.label'], { exact: true }).waitFor({ timeout: 60_000 });
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await heading(page, 'inbox.title').waitFor({ timeout: LONG_MS });
  return running;
}

/** Opens a view from the sidebar. */
export async function openView(page: Page, nav: MessageKey, title: MessageKey): Promise<void> {
  await page
    .getByRole('navigation', { name: text('nav.label') })
    .getByRole('button', { name: text(nav) })
    .click();
  await page.getByRole('heading', { name: text(title), level: 1, exact: true }).waitFor();
}

/** The preview of a change; what else is open at that moment is on its way out. */
export const previewOf = (page: Page, confirm: MessageKey = 'preview.apply'): Locator =>
  page
    .locator('[role="dialog"], [role="alertdialog"]')
    .filter({ has: page.getByRole('button', { name: text(confirm), exact: true }) })
    .filter({ has: page.getByText(text('preview.lead')).or(page.locator('[role="status"]')) });

/** Applies what is previewed, and waits until the hub has confirmed it. */
export async function apply(page: Page, confirm: MessageKey = 'preview.apply'): Promise<void> {
  const preview = previewOf(page, confirm);
  // Not before main has answered what it would do: until then the button is disabled.
  await button(preview, confirm).click({ timeout: LONG_MS });
  await preview.waitFor({ state: 'detached', timeout: LONG_MS });
}
