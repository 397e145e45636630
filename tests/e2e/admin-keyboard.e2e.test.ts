import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { MessageKey } from '../../assets/locales/en.ts';
import {
  announced,
  filterBy,
  focused,
  hasFocus,
  heading,
  LONG_MS,
  openDemoAsOwner,
  openWindowOf,
  previewOf,
  runCommand,
  tabTo,
  text,
} from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs.ts';
import { temporaryFolder } from './support/running-app.ts';

/* Nothing here uses a pointer: every step is a key. */

async function goTo(page: Page, nav: MessageKey, title: MessageKey): Promise<void> {
  await runCommand(page, text(nav), text(nav));
  await heading(page, title).waitFor();
}

/** Applies what is previewed. */
async function applyByKey(page: Page, confirm: MessageKey = 'preview.apply'): Promise<void> {
  const preview = previewOf(page, confirm);
  await preview
    .getByRole('button', { name: text(confirm), exact: true, disabled: false })
    .waitFor({ timeout: LONG_MS });
  await tabTo(page, new RegExp(`^${text(confirm)}$`));
  await page.keyboard.press('Enter');
  await preview.waitFor({ state: 'detached', timeout: LONG_MS });
}

/** The person's page, from the list. */
async function openPerson(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+5');
  await heading(page, 'people.title').waitFor();
  await filterBy(page, name);
  // The list is there, and nobody else is on it.
  await page.getByRole('option', { name }).waitFor();
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 2 }).waitFor();
}

describe('the administration by the keyboard alone', () => {
  it('invites, shows the link, and comes back to where it was opened', async () => {
    const { page, complaints } = await openDemoAsOwner();
    await page.keyboard.press('Control+5');
    await heading(page, 'people.title').waitFor();
    await tabTo(page, /^Invite…$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: text('invite.title') }).waitFor();
    await expect.poll(() => focused(page)).toBe(text('invite.name'));
    await page.keyboard.type('Nora Klein');
    await page.keyboard.press('Tab');
    await page.keyboard.type('nora@partner.example');
    await page.keyboard.press('Enter');
    const link = page.getByRole('textbox', { name: text('invite.link') });
    await link.waitFor({ timeout: LONG_MS });
    // The dialog's own title is said; the focus is in it, not behind it.
    await hasFocus(page.getByRole('dialog'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Invite…');
    await page.getByRole('option', { name: 'Nora Klein' }).waitFor({ timeout: LONG_MS });
    expect(complaints).toEqual([]);
  });

  it('edits a person, reviews, applies, and comes back to the button', async () => {
    const { page, complaints } = await openDemoAsOwner();
    await openPerson(page, 'Yuki Tanabe');
    await tabTo(page, /^Edit…$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Edit Yuki Tanabe' }).waitFor();
    // Thought better of it: back on the button.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Edit…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Edit Yuki Tanabe' }).waitFor();
    await tabTo(page, /^Name$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Yuki Tanabe-Ross');
    await tabTo(page, /^Auditor$/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await previewOf(page).waitFor({ timeout: LONG_MS });
    await previewOf(page)
      .getByText(/^Gains: /)
      .waitFor({ timeout: LONG_MS });
    await applyByKey(page);
    await announced(page, /Confirmed by the hub as entry \d+/);
    await page.getByRole('heading', { name: 'Yuki Tanabe-Ross', level: 2 }).waitFor({ timeout: LONG_MS });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Edit…');
    expect(complaints).toEqual([]);
  });

  it('sets a setting, and comes back to it', async () => {
    const { page, complaints } = await openDemoAsOwner();
    await goTo(page, 'nav.adminSettings', 'adminSettings.title');
    const name = text('setting.approval.required');
    await page.getByText(name, { exact: true }).first().waitFor();
    await tabTo(page, new RegExp(name));
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('listbox'));
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await applyByKey(page);
    await announced(page, /Confirmed by the hub as entry \d+/);
    await expect.poll(() => focused(page)).toContain(name);
    const { settings } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
    expect(settings.find(({ key }) => key === 'approval.required')?.value).not.toBe('nobody');
    expect(complaints).toEqual([]);
  });

  it('changes a cell of the matrix, and comes back into the table', async () => {
    const { page, complaints } = await openDemoAsOwner();
    await goTo(page, 'nav.adminRoles', 'adminRoles.title');
    await page.getByRole('grid').waitFor();
    await filterBy(page, text('permission.pkg.briefcase'));
    await tabTo(page, new RegExp(`^${text('permission.pkg.briefcase')}, Owner`));
    for (let step = 0; step < 12 && !/, Member:/.test(await focused(page)); step += 1) {
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Space');
    await expect.poll(() => focused(page)).toContain(text('adminRoles.level.none'));
    await tabTo(page, /^Look at 1 change/);
    await page.keyboard.press('Enter');
    await page.getByText('Loses: Use the briefcase').first().waitFor({ timeout: LONG_MS });
    await applyByKey(page);
    await announced(page, /Confirmed by the hub as entry \d+/);
    // The button that was pressed is gone with the change it was for: the focus is on the page, not lost.
    await expect
      .poll(() => page.evaluate(() => document.querySelector('main')?.contains(document.activeElement)))
      .toBe(true);
    expect(complaints).toEqual([]);
  });

  it('agrees to what somebody else proposed', async () => {
    const dana = await openDemoAsOwner();
    const { page } = dana;
    const change = (...changes: object[]) => demand<'admin.change'>(page, 'adminChange', { changes });
    await change({ type: 'threshold.set', danger: 'approval.weaken', governors: 2 });
    await change({ type: 'setting.set', key: 'approval.required', value: 'everybody' });
    await change({ type: 'setting.set', key: 'approval.required', value: 'nobody' });
    const miriam = await openWindowOf(dana, 'Miriam Okafor');
    await miriam.keyboard.press('F5');
    await goTo(miriam, 'nav.adminSecurity', 'adminSecurity.title');
    await miriam.getByText('1 of 2 agreed').waitFor({ timeout: LONG_MS });
    await tabTo(miriam, /^Agree$/);
    await miriam.keyboard.press('Enter');
    await previewOf(miriam, 'adminSecurity.agree').waitFor({ timeout: LONG_MS });
    await applyByKey(miriam, 'adminSecurity.agree');
    await announced(miriam, /Confirmed by the hub as entry \d+/);
    await miriam.getByText(text('adminSecurity.noProposals')).waitFor({ timeout: LONG_MS });
    await expect
      .poll(() => miriam.evaluate(() => document.querySelector('main')?.contains(document.activeElement)))
      .toBe(true);
    expect(dana.complaints).toEqual([]);
  });

  it('imports people from a file', async () => {
    const running = await openDemoAsOwner();
    const { page, app } = running;
    const folder = await temporaryFolder();
    const file = join(folder, 'people.csv');
    await writeFile(file, 'name,email,roles\nAda Moss,ada@acme.example,member\nCy Young,not an address,member\n');
    await answerOpenDialog(app, [file]);
    await answerSaveDialog(app, join(folder, 'links.csv'));
    await runCommand(page, 'import people', text('action.importPeople'));
    await page.getByRole('dialog', { name: text('import.title') }).waitFor();
    await expect.poll(() => focused(page)).toBe(text('import.choose'));
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '1 person can be invited' }).waitFor({ timeout: LONG_MS });
    await tabTo(page, /^Invite 1 person…$/);
    await page.keyboard.press('Enter');
    await announced(page, '1 person is invited');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // A dialog that has gone gives the focus back a frame later.
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    expect(running.complaints).toEqual([]);
  });
});
