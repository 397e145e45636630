import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { MessageKey } from '../../assets/locales/en.ts';
import {
  apply,
  button,
  filterBy,
  heading,
  LONG_MS,
  openDemoAsOwner,
  openView,
  previewOf,
  runCommand,
  text,
} from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { inspect } from './support/inspect.ts';

const cell = (page: Page, permission: MessageKey, role: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^${text(permission)}, ${role}: `) });

async function roleOf(page: Page, id: string) {
  const { roles } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
  return roles.find((role) => role.id === id);
}

describe('the administration of roles and settings', () => {
  it('changes a role by the keyboard alone, with a preview first, and never the role of the owner (G11)', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await runCommand(page, text('nav.adminRoles'), text('nav.adminRoles'));
    await heading(page, 'adminRoles.title').waitFor();
    await page.getByRole('grid', { name: text('adminRoles.matrix') }).waitFor();

    // Into the table: its first cell is the owner's, and Space does not change it.
    await page.keyboard.press('Control+f');
    for (let tabs = 0; tabs < 6; tabs += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.getAttribute('role'))) === 'gridcell') break;
    }
    const owners = cell(page, 'permission.account.login', 'Owner');
    expect(await owners.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Space');
    await page.getByText('is the owner’s role').waitFor();
    expect(await owners.getAttribute('aria-label')).toContain(text('adminRoles.level.full'));
    expect(await owners.getAttribute('aria-readonly')).toBe('true');
    expect(await button(page, 'adminRoles.discard').count()).toBe(0);

    // Down to a right over others, across to the manager: none, limited, full.
    await filterBy(page, text('permission.password.reset'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    while ((await page.evaluate(() => document.activeElement?.getAttribute('role'))) !== 'gridcell') {
      await page.keyboard.press('Tab');
    }
    const managers = cell(page, 'permission.password.reset', 'Manager');
    for (let steps = 0; steps < 12 && !(await managers.evaluate((one) => one === document.activeElement)); steps += 1) {
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Space');
    await expect.poll(() => managers.getAttribute('aria-label')).toContain(text('adminRoles.level.limited'));
    await page.keyboard.press('Space');
    await expect.poll(() => managers.getAttribute('aria-label')).toContain(text('adminRoles.level.full'));
    await page.keyboard.press('Space');
    await button(page, 'adminRoles.discard').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await inspect(running, 'roles-changed');

    await page.getByRole('button', { name: 'Look at 1 change' }).press('Enter');
    await previewOf(page).waitFor({ timeout: LONG_MS });
    expect((await roleOf(page, 'manager'))?.cells['password.reset']).toBeUndefined();
    await apply(page);
    expect((await roleOf(page, 'manager'))?.cells['password.reset']).toBe('limited');
    await page.getByRole('gridcell', { name: /Reset passwords, Manager: limited, in the preset: no/ }).waitFor();
    expect(running.complaints).toEqual([]);
  });

  it('makes, copies and deletes a role', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminRoles', 'adminRoles.title');
    await page.getByRole('button', { name: /^Auditor/ }).press('Enter');
    await page.getByRole('button', { name: text('adminRoles.copy') }).click();
    const name = page.getByRole('textbox', { name: text('adminRoles.name') });
    // The sheet of the copy takes the place of the other's.
    await name.and(page.locator('[value="Auditor (copy)"]')).waitFor();
    await name.fill('Night watch');
    await page.getByRole('textbox', { name: text('adminRoles.rank') }).fill('12');
    await button(page.getByRole('dialog'), 'admin.review').click();
    await apply(page);
    const { roles } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
    const made = roles.find(({ name }) => name === 'Night watch');
    const auditor = roles.find(({ id }) => id === 'auditor');
    expect(made).toMatchObject({ rank: 12, peer: false, holders: 0, cells: auditor?.cells });

    await page.getByRole('button', { name: /^Night watch/ }).click();
    await page.getByRole('button', { name: text('adminRoles.deleteOpen') }).click();
    await apply(page, 'adminRoles.delete');
    await page.getByRole('button', { name: /^Night watch/ }).waitFor({ state: 'detached' });
    expect(running.complaints).toEqual([]);
  });

  it('sets a mode of a setting after a preview, and says what it does', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminSettings', 'adminSettings.title');
    await page.getByRole('button', { name: /Approval before sending/ }).click();
    await page.getByRole('option', { name: text('mode.selected') }).click();
    await previewOf(page).waitFor();
    await inspect(running, 'settings-preview');
    await apply(page);
    await page.getByText(text('setting.approval.required.selected')).first().waitFor();
    const { settings } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
    expect(settings.find(({ key }) => key === 'approval.required')?.value).toBe('selected');
    expect(running.complaints).toEqual([]);
  });

  it('switches to another preset after a preview, and marks nothing as different then', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminSettings', 'adminSettings.title');
    await button(page, 'adminSettings.switchPreset').click();
    await button(page, 'admin.review').click();
    await page.getByText(text('adminSettings.presetSame')).waitFor({ timeout: LONG_MS });
    await page.getByText(text('presetName.egress'), { exact: true }).click();
    await button(page, 'admin.review').click();
    await apply(page);
    const { preset, roles } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
    expect(preset).toBe('egress');
    expect(roles.map(({ id }) => id)).toEqual(expect.arrayContaining(['owner', 'power-user', 'limited-user']));
    await openView(page, 'nav.adminRoles', 'adminRoles.title');
    await page.getByRole('button', { name: /^Power user/ }).waitFor();
    expect(await page.getByRole('gridcell', { name: /in the preset/ }).count()).toBe(0);
    expect(running.complaints).toEqual([]);
  });
});
