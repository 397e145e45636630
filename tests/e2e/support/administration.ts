import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { en, type MessageKey } from '../../../assets/locales/en.ts';
import { DEMO_PASSWORD } from '../../../src-main/app/demo.ts';
import { demand } from './bridge.ts';
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
  const password = page.getByLabel(en['password.label'], { exact: true });
  await password.waitFor({ timeout: 60_000 });
  await hasFocus(password);
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

/** Chooses in a drop-down list that is named so. */
export async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${name}$`) }).click();
  // Its hint is part of its name.
  await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
}

/** Another of the demo's people in a window of their own, beside the first. */
export async function openWindowOf({ app, page }: RunningApp, member: string): Promise<Page> {
  const profiles = await demand<'app.profiles'>(page, 'appProfiles', {});
  const profile = profiles.find((each) => each.member === member);
  if (profile === undefined) throw new Error(`the demo has no ${member}`);
  const opened = app.waitForEvent('window');
  await demand<'profile.select'>(page, 'profileSelect', { profile: profile.id, newWindow: true });
  const second = await opened;
  await second.getByLabel(text('password.label'), { exact: true }).fill(DEMO_PASSWORD);
  await button(second, 'unlock.submit').click();
  await heading(second, 'inbox.title').waitFor({ timeout: LONG_MS });
  return second;
}

/** Waits until this, or something in it, has the focus: keys that are pressed before go elsewhere. */
export async function hasFocus(where: Locator): Promise<void> {
  await expect.poll(() => where.evaluate((one) => one.contains(document.activeElement))).toBe(true);
}

/** Writes into the filter of the view, which its key leads to. */
export async function filterBy(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type(words);
}

/**
 * Runs what the palette offers for these words.
 *
 * @param option what its name begins with
 * @param title the palette's own, in the language of the window
 */
export async function runCommand(
  page: Page,
  words: string,
  option: string,
  title: string = text('palette.title'),
): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: title, exact: true });
  const input = palette.locator('input');
  await hasFocus(input);
  await page.keyboard.type(words);
  const begins = new RegExp(`^${option.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const idOf = (found: Locator): Promise<string | null> => found.first().getAttribute('id');
  const wanted = await idOf(palette.getByRole('option', { name: begins }));
  const active = (): Promise<string | null> => input.getAttribute('aria-activedescendant');
  // Half a second after the last letter it is the first of those that are left; until then it may be one of before.
  const isFirst = async () => (await active()) === (await idOf(palette.getByRole('option')));
  await expect.poll(isFirst).toBe(true);
  for (let step = 0; step < 20 && (await active()) !== wanted; step += 1) {
    const at = await active();
    await page.keyboard.press('ArrowDown');
    await expect.poll(active).not.toBe(at);
  }
  expect(await active()).toBe(wanted);
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

/** Presses Tab until what has the focus goes by that name: its label, what labels it, or its text. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if (name.test(await focused(page))) return;
  }
  throw new Error(`Tab does not lead to ${name.source}`);
}

/** What has the focus, as a screen reader would name it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const labels = (element?.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '');
    const own = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((one) => one.textContent) : [];
    const named = [element?.getAttribute('aria-label'), ...labels, ...own, element?.textContent];
    return named.find((each) => each !== null && each !== undefined && each !== '')?.trim() ?? '';
  });

/** What the live region says to everybody, eyes or not. */
export async function announced(page: Page, what: string | RegExp): Promise<void> {
  const region = page.locator('[aria-live="polite"]').and(page.getByLabel(text('toast.region')));
  await region.getByText(what).first().waitFor({ timeout: LONG_MS });
}
