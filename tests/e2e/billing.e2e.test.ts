import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { SEALPOST } from '../../src-shared/policy/presets/sealpost.ts';
import { apply, button, heading, LONG_MS, openView, text } from './support/administration.ts';
import { ask, demand } from './support/bridge.ts';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs.ts';
import { look } from './support/look.ts';
import { row } from './support/rows.ts';
import { keepPicture, type RunningApp } from './support/running-app.ts';
import { MEMBER, OWNER, type ThreeWindows, threeWindows } from './support/three-windows.ts';

const nav = (page: Page): Locator => page.getByRole('navigation', { name: text('nav.label') });
const sync = ({ page }: RunningApp) => demand<'hub.sync'>(page, 'hubSync', {});
const entry = (page: Page): Locator => nav(page).getByRole('button', { name: text('nav.adminBilling') });
const records = (page: Page): Locator => page.getByRole('listbox', { name: text('billing.records') });
const EVERYTHING = { search: '', sort: 'date', voided: true, descending: true, offset: 0, limit: 10 } as const;

/** Pictures are kept when somebody wants to look: `PICTURES=1 npm test -- e2e`. */
const pictures = process.env.PICTURES === undefined ? null : join('out', 'pictures', 'billing');

describe('the billing history in windows', () => {
  let windows: ThreeWindows;
  let folder: string;
  const invoice = randomBytes(70_000);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealpost-billing-'));
    await writeFile(join(folder, 'Invoice 2030-17.pdf'), invoice);
    windows = await threeWindows();
    await windows.found(SEALPOST);
  });
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      for (const each of windows.all) await keepPicture(each, task.name);
    });
  });
  afterAll(async () => {
    await windows.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is not there for a member, who asks for it in their own settings', async () => {
    const { member } = windows;
    const { page } = member;
    expect(await entry(page).count()).toBe(0);
    const refused = await ask<'billing.records'>(page, 'billingRecords', EVERYTHING);
    expect(refused).toMatchObject({ error: { code: 'permission.denied', params: { permission: 'billing.view' } } });
    await nav(page)
      .getByRole('button', { name: text('nav.settings') })
      .click();
    const rights = page.getByRole('region', { name: text('ownRights.title') });
    await rights
      .getByRole('button', { name: /See billing|billing history/i })
      .first()
      .click();
    await apply(page, 'ownRights.ask');
    await rights
      .getByRole('list', { name: text('ownRights.history') })
      .getByText(text('ownRights.open'))
      .waitFor();
    await rights.scrollIntoViewIfNeeded();
    await look(member, pictures, 'own request');
  });

  it('is given by whoever may delegate it, who keeps a record with its invoice', async () => {
    const { owner, member } = windows;
    const { page } = owner;
    await sync(owner);
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await button(page, 'adminSecurity.grant').click();
    await apply(page, 'adminSecurity.grant');
    await openView(page, 'nav.adminBilling', 'billing.title');
    await page.getByText(text('billing.none')).waitFor({ timeout: LONG_MS });
    await look(owner, pictures, 'no records');

    await answerOpenDialog(owner.app, [join(folder, 'Invoice 2030-17.pdf')]);
    await button(page, 'billing.add').click();
    const dialog = page.getByRole('dialog', { name: text('billing.addTitle') });
    await dialog.getByLabel(text('billing.description')).fill('Licences for the year');
    await dialog.getByLabel(text('billing.amount')).fill('1.190,50');
    await dialog.getByLabel(text('billing.supplier')).fill('Example Software GmbH');
    await dialog.getByLabel(text('billing.number')).fill('2030-17');
    await dialog.getByLabel(text('billing.licencesBought')).fill('25');
    await button(dialog, 'billing.chooseInvoice').click();
    await dialog.getByText('Invoice 2030-17.pdf').waitFor();
    await look(owner, pictures, 'add');
    await button(dialog, 'billing.keep').click();
    await dialog.waitFor({ state: 'detached', timeout: LONG_MS });
    await records(page).getByText('Licences for the year').waitFor({ timeout: LONG_MS });
    await records(page).getByText('€1,190.50').waitFor();
    await look(owner, pictures, 'records');
    await page.getByRole('tab', { name: text('billing.licences') }).click();
    await page
      .getByRole('listbox', { name: text('billing.licences') })
      .or(page.getByText(text('billing.noLicences')))
      .first()
      .waitFor();
    await look(owner, pictures, 'licences');
    await page.getByRole('tab', { name: text('billing.history') }).click();
    await page.getByText(text('history.billing.record')).waitFor({ timeout: LONG_MS });
    await look(owner, pictures, 'history');
    await sync(member);
  });

  it('is read by the one who asked, who saves the invoice byte for byte', async () => {
    const { owner, member } = windows;
    const { page } = member;
    await sync(owner);
    await sync(member);
    await nav(page)
      .getByRole('button', { name: text('nav.settings') })
      .click();
    await page.getByText(new RegExp(`granted by ${OWNER.name}`)).waitFor({ timeout: LONG_MS });
    await openView(page, 'nav.adminBilling', 'billing.title');
    await records(page).getByText('Licences for the year').click({ timeout: LONG_MS });
    const dialog = page.getByRole('dialog', { name: 'Licences for the year' });
    await dialog.getByText('Invoice 2030-17.pdf').waitFor();
    expect(await button(dialog, 'billing.declareVoid').count()).toBe(0);
    await look(member, pictures, 'record');
    const target = join(folder, 'saved.pdf');
    await answerSaveDialog(member.app, target);
    await button(dialog, 'billing.saveInvoice').click();
    await page.getByText(text('billing.invoiceSaved')).waitFor({ timeout: LONG_MS });
    expect((await readFile(target)).equals(invoice)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is declared void, and stays; the screen goes with the right to it', async () => {
    const { owner, member } = windows;
    const { page } = owner;
    await openView(page, 'nav.adminBilling', 'billing.title');
    await page.getByRole('tab', { name: text('billing.records') }).click();
    await records(page).getByText('Licences for the year').click();
    await button(page, 'billing.declareVoid').click();
    await apply(page, 'billing.voidConfirm');
    await page.getByText(text('billing.none')).waitFor({ timeout: LONG_MS });
    await page.getByText(text('billing.showVoid')).click();
    await records(page).getByText('Licences for the year').waitFor({ timeout: LONG_MS });
    await look(owner, pictures, 'void');

    await openView(member.page, 'nav.adminBilling', 'billing.title');
    const { rows } = await demand<'admin.matrix'>(page, 'adminMatrix', { offset: 0, limit: 10 });
    const bob = rows.find(({ name }) => name === MEMBER.name)?.member ?? '';
    const change = { type: 'member.override', member: bob, permission: 'billing.view', effect: null };
    await demand<'admin.change'>(page, 'adminChange', { changes: [change] });
    await sync(member);
    await heading(member.page, 'inbox.title').waitFor({ timeout: LONG_MS });
    await entry(member.page).waitFor({ state: 'detached' });
    const refused = await ask<'billing.records'>(member.page, 'billingRecords', EVERYTHING);
    expect(refused).toMatchObject({ error: { code: 'permission.denied' } });
  });

  it('refuses people beyond the licences that were bought, and says so', async () => {
    const { owner } = windows;
    const { page } = owner;
    const { rows } = await demand<'admin.matrix'>(page, 'adminMatrix', { offset: 0, limit: 10 });
    const bob = rows.find(({ name }) => name === MEMBER.name)?.member ?? '';
    // Two licences for two people: Bob, as a guest, needs none.
    await demand<'admin.change'>(page, 'adminChange', {
      changes: [
        { type: 'member.class', member: bob, class: 'guest' },
        { type: 'licence.set', bought: 2 },
      ],
    });
    await openView(page, 'nav.people', 'people.title');
    await row(page, text('people.label'), MEMBER.name).click();
    await button(page, 'adminPeople.edit').click();
    const edit = page.getByRole('dialog', { name: `Edit ${MEMBER.name}` });
    await edit.getByRole('button', { name: new RegExp(text('adminPeople.class')) }).click();
    await page.getByRole('option', { name: text('className.sealpost.internal'), exact: true }).click();
    await button(edit, 'adminPeople.review').click();
    await page.getByText(text('problem.noLicence')).first().waitFor({ timeout: LONG_MS });
    // One after the other: a key that comes while the upper one fades is the upper one's.
    const preview = page.getByRole('dialog').filter({ has: page.getByText(text('problem.noLicence')) });
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await edit.waitFor({ state: 'detached' });
    await demand<'admin.change'>(page, 'adminChange', {
      changes: [
        { type: 'licence.set', bought: 3 },
        { type: 'member.class', member: bob, class: 'internal' },
      ],
    });
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await button(page, 'billing.whoUses').click();
    const dialog = page.getByRole('dialog', { name: text('adminSecurity.licences') });
    await dialog.getByText(MEMBER.name).waitFor({ timeout: LONG_MS });
    await look(owner, pictures, 'who uses licences');
    await page.keyboard.press('Escape');
  });
});
