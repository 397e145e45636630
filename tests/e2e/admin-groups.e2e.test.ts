import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { apply, button, LONG_MS, openDemoAsOwner, openView, previewOf, text } from './support/administration.ts';
import { demand } from './support/bridge.ts';

const organisation = (page: Page) => demand<'admin.organisation'>(page, 'adminOrganisation', {});
const groupCalled = async (page: Page, name: string) =>
  (await organisation(page)).groups.find((group) => group.name === name);
const classCalled = async (page: Page, name: string) =>
  (await organisation(page)).classes.find((each) => each.name === name);

const sheet = (page: Page): Locator =>
  page.getByRole('dialog').filter({ has: page.getByLabel(text('adminRoles.name')) });
const rename = (page: Page, name: string): Promise<void> => sheet(page).getByLabel(text('adminRoles.name')).fill(name);
/** The sheet of the copy takes the place of the other's. */
async function copies(page: Page, name: string): Promise<void> {
  await button(sheet(page), 'adminRoles.copy').click();
  await page
    .getByRole('textbox', { name: text('adminRoles.name') })
    .and(page.locator(`[value="${name} (copy)"]`))
    .waitFor();
}
const review = (page: Page): Promise<void> => button(sheet(page), 'admin.review').click();
const say = (page: Page, permission: string, effect: string): Promise<void> =>
  sheet(page).getByRole('radiogroup', { name: permission, exact: true }).getByText(effect, { exact: true }).click();

describe('the administration of groups and classes', () => {
  it('makes, copies, changes and deletes a group, each after a preview that changes nothing', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminGroups', 'adminGroups.title');
    await button(page, 'adminGroups.new').click();
    await rename(page, 'Auditing');
    await say(page, text('permission.pkg.briefcase'), text('admin.deny'));
    await say(page, text('permission.user.invite'), text('admin.allow'));
    await review(page);
    await previewOf(page).waitFor({ timeout: LONG_MS });
    expect((await organisation(page)).groups).toEqual([]);
    await apply(page);
    const made = await groupCalled(page, 'Auditing');
    expect(made).toMatchObject({ permissions: { 'pkg.briefcase': 'deny', 'user.invite': 'allow' }, members: 0 });

    await page.getByRole('button', { name: /^Auditing/ }).click();
    await copies(page, 'Auditing');
    await review(page);
    await apply(page);
    const copy = await groupCalled(page, 'Auditing (copy)');
    expect(copy?.id).not.toBe(made?.id);
    expect(copy?.permissions).toEqual(made?.permissions);

    await page.getByRole('button', { name: /^Auditing \(copy\)/ }).click();
    await rename(page, 'Field work');
    await say(page, text('permission.pkg.briefcase'), text('admin.unsaid'));
    await review(page);
    await apply(page);
    expect((await groupCalled(page, 'Field work'))?.permissions).toEqual({ 'user.invite': 'allow' });
    // The original is not touched by what is done to its copy.
    expect((await groupCalled(page, 'Auditing'))?.permissions).toEqual(made?.permissions);

    await page.getByRole('button', { name: /^Field work/ }).click();
    await button(sheet(page), 'adminRoles.deleteOpen').click();
    await apply(page, 'adminGroups.deleteConfirm');
    await page.getByRole('button', { name: /^Field work/ }).waitFor({ state: 'detached' });
    expect((await organisation(page)).groups.map(({ name }) => name)).toEqual(['Auditing']);
    expect(running.complaints).toEqual([]);
  });

  it('makes, copies, changes and deletes a class, and says who loses what by a ceiling before it stands', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminGroups', 'adminGroups.title');
    await page.getByRole('button', { name: /^Partner/ }).click();
    const partner = await classCalled(page, 'Partner');
    await copies(page, 'Partner');
    await rename(page, 'Supplier');
    await review(page);
    await previewOf(page).waitFor({ timeout: LONG_MS });
    expect(await classCalled(page, 'Supplier')).toBeUndefined();
    await apply(page);
    const made = await classCalled(page, 'Supplier');
    expect(made).toMatchObject({ ceiling: partner?.ceiling, audience: partner?.audience, members: 0 });

    // A ceiling on everybody's class: the preview names who loses, before anything is signed.
    const internal = (await organisation(page)).classes.find(({ members }) => members > 0);
    await page.getByRole('button', { name: new RegExp(`^${internal?.name}`) }).click();
    await sheet(page).getByText(text('adminGroups.hasCeiling')).click();
    await sheet(page)
      .getByRole('checkbox', { name: text('permission.pkg.briefcase'), exact: true })
      .press('Space');
    await review(page);
    const preview = previewOf(page);
    const loses = preview.getByRole('listitem').filter({ hasText: 'Loses: Use the briefcase' });
    await loses.first().waitFor({ timeout: LONG_MS });
    const losing = await loses.locator('xpath=./div/p').allTextContents();
    // Whoever has not joined yet has nothing to lose.
    expect(losing.toSorted()).toEqual(['Dana Ruiz', 'Miriam Okafor', 'Priya Raman', 'Tomás Lindqvist', 'Yuki Tanabe']);
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
    expect((await organisation(page)).classes.find(({ id }) => id === internal?.id)?.ceiling).toBe(null);

    await page.getByRole('button', { name: /^Supplier/ }).click();
    await sheet(page).getByText(text('adminGroups.takesLicence')).click();
    await review(page);
    await apply(page);
    expect((await classCalled(page, 'Supplier'))?.licensed).toBe(made?.licensed !== true);
    await page.getByRole('button', { name: new RegExp(`^${internal?.name}`) }).click();
    await button(sheet(page), 'adminRoles.deleteOpen').click();
    await page.getByRole('alert').getByText(text('adminGroups.classInUse')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Supplier/ }).click();
    await button(sheet(page), 'adminRoles.deleteOpen').click();
    await apply(page, 'adminGroups.deleteConfirm');
    await page.getByRole('button', { name: /^Supplier/ }).waitFor({ state: 'detached' });
    expect(running.complaints).toEqual([]);
  });
});
