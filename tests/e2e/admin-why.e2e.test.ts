import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  apply,
  button,
  heading,
  LONG_MS,
  openDemoAsOwner,
  openView,
  previewOf,
  runCommand,
  text,
} from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { row } from './support/rows.ts';

const head = async (page: Page): Promise<number> =>
  (await demand<'admin.organisation'>(page, 'adminOrganisation', {})).head.seq;

describe('why, and what if', () => {
  it('leads from a permission of a person to its reason, to the entry that set it, and back', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await page.keyboard.press('Control+5');
    await row(page, text('people.label'), 'Yuki Tanabe').click();
    await page.getByRole('tab', { name: text('adminPeople.permissions') }).click();
    await page.getByRole('button', { name: 'Why: Send packages', exact: true }).click();
    await heading(page, 'adminWhy.title').waitFor();
    await page.getByText('Yuki Tanabe may: Send packages').waitFor({ timeout: LONG_MS });

    await page.getByRole('button', { name: 'Permissions of Yuki Tanabe' }).click();
    await page.getByRole('heading', { name: 'Yuki Tanabe', level: 2 }).waitFor();
    await page.getByRole('tab', { name: text('adminPeople.permissions'), selected: true }).waitFor();

    await page.getByRole('button', { name: 'Why: Send packages', exact: true }).click();
    await page.getByText('Yuki Tanabe may: Send packages').waitFor({ timeout: LONG_MS });
    const link = page.getByRole('button', { name: /^Entry \d+$/ }).last();
    const named = await link.textContent();
    await link.click();
    await page.getByRole('dialog').getByText('Yuki Tanabe was invited as Member').waitFor({ timeout: LONG_MS });
    await button(page, 'history.show').click();
    await heading(page, 'history.title').waitFor();
    const entry = page.getByRole('listitem').filter({ has: page.getByText(String(named), { exact: true }) });
    await entry.getByText('Yuki Tanabe was invited as Member').waitFor({ timeout: LONG_MS });
    await expect.poll(() => entry.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(running.complaints).toEqual([]);
  });

  it('shows an old entry with what is about it, and the newest on request', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminWhy', 'adminWhy.title');
    await page.getByText('dana.ruiz@').click();
    await page.getByRole('button', { name: 'Entry 0', exact: true }).first().click({ timeout: LONG_MS });
    await button(page, 'history.show').click();
    await page.getByText('Harbour & Lane was founded').waitFor({ timeout: LONG_MS });
    const entries = page.getByRole('list', { name: text('history.label') }).getByRole('listitem');
    // Exactly: an item's whole text runs into the entry's hash, and "Entry 17" can be entry 1 and a hash that begins with 7.
    const newest = entries.filter({ has: page.getByText(`Entry ${await head(page)}`, { exact: true }) });
    expect(await newest.count()).toBe(0);
    await button(page, 'history.newest').click();
    await newest.waitFor({ timeout: LONG_MS });
    expect(running.complaints).toEqual([]);
  });

  it('names exactly who would gain and who would lose, and writes nothing when it was only a question', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    const before = await head(page);
    await openView(page, 'nav.adminWhy', 'adminWhy.title');
    await page.getByText('yuki.tanabe@').click();
    await page.getByText('Yuki Tanabe may: Send packages').waitFor({ timeout: LONG_MS });
    // Taking it from the role takes it from everybody who has it by that role alone.
    await page.getByRole('button', { name: 'Try this: Take Send packages from the role Member', exact: true }).click();
    const preview = previewOf(page);
    const people = preview.getByRole('list', { name: text('preview.people') }).getByRole('listitem');
    await people.first().waitFor({ timeout: LONG_MS });
    const members = ['Priya Raman', 'Tomás Lindqvist', 'Yuki Tanabe'];
    for (const name of members) {
      expect(await people.filter({ hasText: name }).getByText('Loses: Send packages').count(), name).toBe(1);
    }
    expect(await people.count()).toBe(members.length);
    await button(preview, 'action.cancel').click();
    await preview.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Try this: Send packages for Yuki Tanabe: denied' }).click();
    await people.first().waitFor({ timeout: LONG_MS });
    expect(await people.count()).toBe(1);
    await people
      .filter({ hasText: 'Yuki Tanabe' })
      .getByText(/^Loses: .*Send packages/)
      .waitFor();
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
    expect(await head(page)).toBe(before);
    await page.getByRole('button', { name: 'Try this: Send packages for Yuki Tanabe: denied' }).click();
    await apply(page);
    await page.getByText('Yuki Tanabe may not: Send packages').waitFor({ timeout: LONG_MS });
    expect(await head(page)).toBe(before + 1);
    expect(running.complaints).toEqual([]);
  });

  it('reaches people and what the administration makes from the command palette', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await runCommand(page, 'yuki', 'Explain what Yuki Tanabe may do');
    await page.getByText('Yuki Tanabe may: Send packages').waitFor({ timeout: LONG_MS });
    await runCommand(page, 'priya', 'Priya Raman');
    await page.getByRole('heading', { name: 'Priya Raman', level: 2 }).waitFor({ timeout: LONG_MS });
    for (const [words, command, dialog] of [
      ['new role', 'adminRoles.new', 'adminRoles.newTitle'],
      ['new group', 'adminGroups.new', 'adminGroups.newTitle'],
      ['new class', 'adminGroups.newClass', 'adminGroups.newClassTitle'],
      ['new contact', 'adminContacts.new', 'adminContacts.newTitle'],
      ['preset', 'adminSettings.switchPreset', 'adminSettings.presetDialog'],
    ] as const) {
      await runCommand(page, words, text(command));
      await page.getByRole('dialog', { name: text(dialog), exact: true }).waitFor({ timeout: LONG_MS });
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(running.complaints).toEqual([]);
  });
});
