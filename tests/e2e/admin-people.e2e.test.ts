import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { en } from '../../assets/locales/en.ts';
import { createOrganisation, goTo, invite, join as joinWith } from '../../tools/demo/flows.ts';
import { filterBy, runCommand, tabTo } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs.ts';
import { inspect } from './support/inspect.ts';
import { row } from './support/rows.ts';
import { type RunningApp, startApp, temporaryFolder } from './support/running-app.ts';

const DANA = { name: 'Dana Ruiz', email: 'dana@acme.example', password: 'correct horse battery staple' };
const BOB = { name: 'Bob Marsh', email: 'bob@acme.example', password: 'a quite different password' };
const EVE = { name: 'Eve Adler', email: 'eve@acme.example', password: 'yet another good password' };
const LONG_MS = 30_000;

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first();

const choose = (page: Page, permission: string, choice: string) =>
  page
    .getByRole('radiogroup', { name: en['adminPeople.overrideOf'].replace('{name}', permission) })
    .getByText(choice, { exact: true });

async function openPerson(page: Page, name: string): Promise<void> {
  await row(page, en['people.label'], name).click();
  await page.getByRole('heading', { name, level: 2, exact: true }).waitFor();
}

async function confirmed(page: Page): Promise<void> {
  await page.getByText(/Confirmed by the hub as entry \d+\./).waitFor({ timeout: LONG_MS });
}

async function twoPeople(): Promise<{ readonly folder: string; readonly dana: RunningApp; readonly bob: RunningApp }> {
  const folder = await temporaryFolder();
  const hub = join(folder, 'hub');
  await mkdir(hub);
  const dana = await startApp(join(folder, 'dana'));
  await createOrganisation(dana, 'Acme', DANA, hub);
  const link = await invite(dana, BOB);
  const bob = await startApp(join(folder, 'bob'));
  await joinWith(bob, link, BOB);
  return { folder, dana, bob };
}

async function openDemo(): Promise<RunningApp> {
  const running = await startApp();
  const { page } = running;
  await page.getByRole('button', { name: en['firstRun.demo'] }).click();
  await button(page, en['unlock.demoFill']).click({ timeout: 60_000 });
  await button(page, en['unlock.submit']).click();
  await page.getByRole('heading', { name: en['inbox.title'], level: 1 }).waitFor({ timeout: LONG_MS });
  return running;
}

describe('people, run from the desktop', () => {
  it('takes a permission from a member: the review says who loses it, and one sync later they see it', async () => {
    const { dana, bob } = await twoPeople();
    const { page } = dana;
    await button(bob.page, en['action.compose']).waitFor();
    expect(await bob.page.getByRole('heading', { name: en['nav.administration'] }).count()).toBe(0);
    await goTo(dana, en['nav.people']);
    await page.keyboard.press('F5');
    await row(page, en['people.label'], BOB.name).waitFor({ timeout: LONG_MS });
    await openPerson(page, BOB.name);
    await page.getByText(en['personState.active'], { exact: true }).last().waitFor({ timeout: LONG_MS });
    await page.getByRole('tab', { name: en['adminPeople.permissions'] }).click();
    await page.getByRole('searchbox', { name: en['adminPeople.permissionFilter'] }).fill('send packages');
    await choose(page, en['permission.pkg.send'], en['adminPeople.override.deny']).click();
    await page.getByText('1 change, not applied yet').waitFor();
    await button(page, en['adminPeople.review']).click();
    const dialog = page.getByRole('dialog', { name: 'Change 1 permission of Bob Marsh' });
    await dialog.getByText(/^Loses: .*Send packages/).waitFor({ timeout: LONG_MS });
    await inspect(dana, 'people-permission-preview');
    // Nothing has been changed by looking at it.
    await demand<'hub.sync'>(bob.page, 'hubSync', {});
    const { permissions } = await demand<'session.me'>(bob.page, 'sessionMe', {});
    expect(permissions.find(({ permission }) => permission === 'pkg.send')?.allowed).toBe(true);
    await button(bob.page, en['action.compose']).waitFor();
    await dialog.getByRole('button', { name: en['preview.apply'] }).click();
    await confirmed(page);
    await page.getByText(en['adminPeople.held.none'], { exact: true }).first().waitFor();
    await bob.page.keyboard.press('F5');
    await button(bob.page, en['action.compose']).waitFor({ state: 'detached', timeout: LONG_MS });
    expect(dana.complaints).toEqual([]);
    expect(bob.complaints).toEqual([]);
  });

  it('disables somebody by an alert whose button is not the one that Enter presses, and enables them again', async () => {
    const { dana } = await twoPeople();
    const { page } = dana;
    await goTo(dana, en['nav.people']);
    await page.keyboard.press('F5');
    await openPerson(page, BOB.name);
    await page.getByText(en['personState.active'], { exact: true }).last().waitFor({ timeout: LONG_MS });
    const more = page.getByRole('article').getByRole('button', { name: en['action.more'] });
    await more.click();
    await page.getByRole('menuitem', { name: en['adminPeople.disable'] }).click();
    const alert = page.getByRole('alertdialog');
    await alert.getByText(/^Loses: /).waitFor({ timeout: LONG_MS });
    await inspect(dana, 'people-disable');
    await page.keyboard.press('Enter');
    await alert.waitFor({ state: 'detached' });
    await more.click();
    await page.getByRole('menuitem', { name: en['adminPeople.disable'] }).click();
    await alert.getByRole('button', { name: en['adminPeople.disableDo'] }).click();
    await confirmed(page);
    await page.getByRole('article').getByText(en['personState.disabled'], { exact: true }).waitFor();
    await more.click();
    await page.getByRole('menuitem', { name: en['adminPeople.enable'] }).click();
    await page.getByRole('dialog').getByRole('button', { name: en['adminPeople.enableDo'] }).click();
    await page.getByRole('article').getByText(en['personState.active'], { exact: true }).waitFor({ timeout: LONG_MS });
    expect(dana.complaints).toEqual([]);
  });

  it('withdraws the invitations of somebody who is disabled with the same click, when the review names them', async () => {
    const { dana, bob } = await twoPeople();
    const { page } = dana;
    const { rows } = await demand<'admin.matrix'>(page, 'adminMatrix', { offset: 0, limit: 10 });
    const member = rows.find(({ name }) => name === BOB.name)?.member;
    const promote = { type: 'member.roles', member, add: ['administrator'], remove: ['member'] };
    await demand<'admin.change'>(page, 'adminChange', { changes: [promote] });
    await demand<'hub.sync'>(bob.page, 'hubSync', {});
    await invite(bob, EVE);
    await demand<'hub.sync'>(page, 'hubSync', {});
    await goTo(dana, en['nav.people']);
    await row(page, en['people.label'], EVE.name).waitFor({ timeout: LONG_MS });
    // Whoever loses the right to invite leaves an orphan behind, too.
    const demote = { type: 'member.roles', member, add: ['member'], remove: ['administrator'] };
    await demand<'admin.change'>(page, 'adminChange', { changes: [demote] });
    await button(page, en['adminPeople.filters']).click();
    const filters = page.getByRole('dialog', { name: en['adminPeople.filters'] });
    await filters.getByRole('button', { name: en['people.state'] }).click();
    const orphaned = page.getByRole('option', { name: en['personState.orphaned'], exact: true });
    await orphaned.click();
    // Escape closes what is on top.
    await orphaned.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await filters.waitFor({ state: 'detached' });
    await row(page, en['people.label'], BOB.name).waitFor({ state: 'detached' });
    await openPerson(page, EVE.name);
    await page.getByText(en['adminPeople.orphaned'].replace('{name}', BOB.name)).waitFor({ timeout: LONG_MS });
    await inspect(dana, 'people-orphaned');
    await button(page, en['adminPeople.clear'].replace('{name}', en['personState.orphaned'])).click();
    await openPerson(page, BOB.name);
    await page.getByRole('article').getByRole('button', { name: en['action.more'] }).click();
    await page.getByRole('menuitem', { name: en['adminPeople.disable'] }).click();
    const alert = page.getByRole('alertdialog');
    const warning = alert.getByText(en['preview.warning.openInvitations'].one.replace('{names}', EVE.name));
    await warning.waitFor({ timeout: LONG_MS });
    await inspect(dana, 'people-open-invitations');
    await alert.getByText(en['preview.withdraw'].one).click();
    await warning.waitFor({ state: 'detached', timeout: LONG_MS });
    expect(await alert.getByRole('checkbox', { name: en['preview.withdraw'].one }).isChecked()).toBe(true);
    await alert.getByRole('button', { name: en['adminPeople.disableDo'] }).click({ timeout: LONG_MS });
    await confirmed(page);
    await row(page, en['people.label'], EVE.name).waitFor({ state: 'detached' });
    expect(dana.complaints).toEqual([]);
  });

  it('imports people from a file, row by row, and exports them again', async () => {
    const folder = await temporaryFolder();
    const hub = join(folder, 'hub');
    await mkdir(hub);
    const dana = await startApp(join(folder, 'dana'));
    const { page } = dana;
    await createOrganisation(dana, 'Acme', DANA, hub);
    const file = join(folder, 'people.csv');
    await writeFile(
      file,
      'name,email,roles\nAda Moss,ada@acme.example,member\nCy Young,not an address,member\nEve Stone,eve@acme.example,king\n',
    );
    await goTo(dana, en['nav.people']);
    await runCommand(page, 'import people', en['action.importPeople']);
    const dialog = page.getByRole('dialog', { name: en['import.title'] });
    await answerOpenDialog(dana.app, [file]);
    await dialog.getByRole('button', { name: en['import.choose'] }).click();
    await dialog.getByText('1 person can be invited. 2 rows cannot.').waitFor({ timeout: LONG_MS });
    expect(await dialog.getByRole('row').count()).toBe(4);
    await inspect(dana, 'people-import');
    const links = join(folder, 'links.csv');
    await answerSaveDialog(dana.app, links);
    await dialog.getByRole('button', { name: 'Invite 1 person…' }).click();
    await page.getByText('1 person is invited').waitFor({ timeout: LONG_MS });
    expect(await readFile(links, 'utf8')).toMatch(/Ada Moss,ada@acme\.example,sealpost:\/\/join\//);
    await row(page, en['people.label'], 'Ada Moss').waitFor();
    await page.getByRole('option', { name: 'Ada Moss' }).getByText(en['personState.invited']).waitFor();

    const exported = join(folder, 'exported.csv');
    await answerSaveDialog(dana.app, exported);
    await runCommand(page, 'export people', en['action.exportPeople']);
    await button(page, en['export.submit']).click();
    await page.getByText(en['export.done']).waitFor({ timeout: LONG_MS });
    expect(await readFile(exported, 'utf8')).toContain('Ada Moss,ada@acme.example,internal,member,internal');
    expect(dana.complaints).toEqual([]);
  });

  it('denies a permission by the keyboard alone', async () => {
    const running = await openDemo();
    const { page } = running;
    await page.keyboard.press('Control+5');
    await page.getByRole('heading', { name: en['people.title'], level: 1 }).waitFor();
    await filterBy(page, 'yuki');
    // The list is there, and nobody else is on it.
    await page.getByRole('option', { name: 'Yuki Tanabe' }).waitFor();
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Yuki Tanabe', level: 2 }).waitFor();
    await tabTo(page, new RegExp(`^${en['adminPeople.overview']}$`));
    await page.keyboard.press('ArrowRight');
    await tabTo(page, new RegExp(`^${en['adminPeople.permissionFilter']}$`));
    await page.keyboard.type('use the briefcase');
    const group = page.getByRole('radiogroup');
    await expect.poll(() => group.count()).toBe(1);
    for (let step = 0; step < 4 && (await group.locator(':focus').count()) === 0; step += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowRight');
    await page.getByText('1 change, not applied yet').waitFor();
    await tabTo(page, /^Review/);
    await page.keyboard.press('Enter');
    await page.getByText('Loses: Use the briefcase').waitFor({ timeout: LONG_MS });
    await tabTo(page, /^Apply$/);
    await page.keyboard.press('Enter');
    await confirmed(page);
    expect(running.complaints).toEqual([]);
  });

  it('has no accessibility finding anywhere, one person or many, in light and dark', async () => {
    const running = await openDemo();
    const { page } = running;
    await page.keyboard.press('Control+5');
    await page.getByRole('heading', { name: en['people.title'], level: 1 }).waitFor();
    await row(page, en['people.label'], 'Yuki Tanabe').waitFor();
    await inspect(running, 'people-list');
    await button(page, en['adminPeople.filters']).click();
    await page.getByRole('dialog', { name: en['adminPeople.filters'] }).waitFor();
    await inspect(running, 'people-filters');
    await page.keyboard.press('Escape');
    await openPerson(page, 'Yuki Tanabe');
    await inspect(running, 'people-person');
    await page.getByRole('tab', { name: en['adminPeople.permissions'] }).click();
    await choose(page, en['permission.pkg.briefcase'], en['adminPeople.override.deny']).click();
    await inspect(running, 'people-permissions');
    await button(page, en['adminPeople.discard']).click();
    await page.getByRole('tab', { name: en['adminPeople.history'] }).click();
    await page.getByRole('list', { name: en['history.label'] }).getByRole('listitem').first().waitFor();
    await inspect(running, 'people-person-history');
    await button(page, en['adminPeople.edit']).click();
    await page.getByRole('dialog', { name: 'Edit Yuki Tanabe' }).waitFor();
    await inspect(running, 'people-edit');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await openPerson(page, 'Dana Ruiz');
    await page.getByRole('tab', { name: en['adminPeople.permissions'] }).click();
    await page.getByText(en['adminPeople.ownerNotice']).waitFor();
    await inspect(running, 'people-owner');

    // All of them by the keyboard.
    await page.getByRole('listbox', { name: en['people.label'] }).focus();
    await page.keyboard.press('Control+a');
    await page.getByText('6 people chosen').waitFor();
    await inspect(running, 'people-many');
    await button(page, en['adminPeople.bulkAssign']).click();
    await page.getByRole('radiogroup', { name: 'Auditor' }).getByText(en['adminPeople.add']).click();
    await page.getByText('Changes 5 people').waitFor();
    await inspect(running, 'people-bulk');
    await button(page, en['adminPeople.review']).click();
    // Who has all of it already gains nothing, and nor does who has not joined yet.
    await page.getByText('The rights of 3 people change. 3 people gain something.').waitFor({ timeout: LONG_MS });
    await inspect(running, 'people-bulk-preview');
    await button(page, en['preview.apply']).click();
    await confirmed(page);
    await page.getByText('6 people chosen').waitFor({ state: 'detached' });
    await page.getByRole('option', { name: 'Yuki Tanabe' }).getByText('Auditor +1').waitFor();
    await page.keyboard.press('Control+i');
    await page.getByRole('dialog', { name: en['invite.title'] }).waitFor();
    await button(page, en['invite.more']).click();
    await page.getByText(en['adminPeople.withheld']).waitFor();
    await inspect(running, 'people-invite');
    await page.getByLabel(en['invite.name'], { exact: true }).fill('Nora Klein');
    await page.getByLabel(en['invite.email'], { exact: true }).fill('nora@partner.example');
    await page.getByText(en['permission.pkg.briefcase'], { exact: true }).click();
    await button(page, en['invite.submit']).click();
    const link = page.getByRole('textbox', { name: en['invite.link'] });
    await link.waitFor({ timeout: LONG_MS });
    expect(await link.inputValue()).toMatch(/^sealpost:\/\/join\//);
    await inspect(running, 'people-invite-link');
    await page.keyboard.press('Escape');
    await openPerson(page, 'Nora Klein');
    await page.getByText('Withheld: Use the briefcase').waitFor();
    expect(running.complaints).toEqual([]);
  });
});
