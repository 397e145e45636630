import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-shared/base/result.ts';
import { CORE_PASSWORD, corePassword } from '../support/core.ts';
import { ROLE } from '../support/roles.ts';
import {
  announced,
  apply,
  button,
  choose,
  heading,
  LONG_MS,
  openDemoAsOwner,
  openView,
  openWindowOf,
  text,
} from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { foundedAgo } from './support/founded-ago.ts';
import { startApp } from './support/running-app.ts';

const organisation = (page: Page) => demand<'admin.organisation'>(page, 'adminOrganisation', {});

describe('governance by two, each at a window of their own', () => {
  it('hands the organisation over once both have signed, and the window of the old owner shows it', async () => {
    const dana = await openDemoAsOwner();
    const { page } = dana;
    const miriam = await openWindowOf(dana, 'Miriam Okafor');
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await button(page, 'adminSecurity.transfer').click();
    await page.getByText('miriam.okafor@').click();
    await page.getByRole('textbox', { name: /Miriam Okafor/ }).fill('Miriam Okafor');
    await button(page, 'admin.review').click();
    await apply(page, 'adminSecurity.offerConfirm');
    await page.getByText('Offered to Miriam Okafor').waitFor({ timeout: LONG_MS });

    await miriam.keyboard.press('F5');
    await openView(miriam, 'nav.adminSecurity', 'adminSecurity.title');
    await miriam.getByText('Dana Ruiz offers you the ownership of Harbour & Lane').waitFor({ timeout: LONG_MS });
    // One signature is not enough.
    expect((await organisation(miriam)).owner.name).toBe('Dana Ruiz');
    await button(miriam, 'adminSecurity.accept').click();
    const typed = miriam.getByRole('textbox', { name: /Harbour & Lane/ });
    await typed.fill('Harbour');
    await button(miriam, 'admin.review').click();
    await miriam.getByText('Type it exactly so: Harbour & Lane').waitFor();
    await typed.fill('Harbour & Lane');
    await button(miriam, 'admin.review').click();
    await apply(miriam, 'adminSecurity.acceptConfirm');
    await button(miriam, 'adminSecurity.transfer').waitFor({ timeout: LONG_MS });

    await page.keyboard.press('F5');
    await page.getByText('Only Miriam Okafor can hand it over.').waitFor({ timeout: LONG_MS });
    expect(await button(page, 'adminSecurity.transfer').count()).toBe(0);
    const now = await organisation(page);
    expect(now).toMatchObject({ owner: { name: 'Miriam Okafor' }, transfer: null });
    expect((await demand<'session.me'>(page, 'sessionMe', {})).role.id).toBe('administrator');
    expect((await demand<'session.me'>(miriam, 'sessionMe', {})).role.id).toBe('owner');
    expect(dana.complaints).toEqual([]);
  });

  it('makes a dangerous change when a second governor agrees to it, and not before', async () => {
    const dana = await openDemoAsOwner();
    const { page } = dana;
    const miriam = await openWindowOf(dana, 'Miriam Okafor');
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await choose(page, text('danger.approval.weaken'), '2 governors');
    await apply(page);
    await announced(page, /Confirmed by the hub as entry \d+/);
    await openView(page, 'nav.adminSettings', 'adminSettings.title');
    await choose(page, text('setting.approval.required'), text('mode.everybody'));
    await apply(page);
    await page.getByText(text('setting.approval.required.everybody')).first().waitFor();
    await choose(page, text('setting.approval.required'), text('mode.nobody'));
    await page.getByText('2 governors must agree', { exact: true }).waitFor({ timeout: LONG_MS });
    await apply(page, 'preview.propose');
    const value = async (of: Page) =>
      (await organisation(of)).settings.find(({ key }) => key === 'approval.required')?.value;
    expect(await value(page)).toBe('everybody');

    await miriam.keyboard.press('F5');
    await openView(miriam, 'nav.adminSecurity', 'adminSecurity.title');
    const proposal = miriam.getByRole('article', { name: /Approval before sending/ });
    await proposal.getByText('1 of 2 agreed').waitFor({ timeout: LONG_MS });
    await proposal.getByText('1 of 2 agreed Dana Ruiz').waitFor();
    expect(await button(proposal, 'adminSecurity.withdraw').count()).toBe(0);
    await button(proposal, 'adminSecurity.agree').click();
    await apply(miriam, 'adminSecurity.agree');
    await miriam.getByText(text('adminSecurity.noProposals')).waitFor({ timeout: LONG_MS });
    expect(await value(miriam)).toBe('nobody');

    await page.keyboard.press('F5');
    await page.getByText(text('setting.approval.required.nobody')).first().waitFor({ timeout: LONG_MS });
    expect(await value(page)).toBe('nobody');
    await page.keyboard.press('Control+6');
    await heading(page, 'history.title').waitFor();
    await page.getByText(text('history.proposal.approve')).first().waitFor({ timeout: LONG_MS });
    expect(dana.complaints).toEqual([]);
  });

  it.each([
    { days: 29, does: 'waits for the second governor', waits: true },
    { days: 31, does: 'has expired', waits: false },
  ])('says that a proposal $does when it is $days days old', async ({ days, waits }) => {
    const { bench, clock, core, dana } = await foundedAgo(days);
    const miriam = { name: 'Miriam Okafor', email: 'miriam@acme.example', role: ROLE.administrator };
    const { link } = unwrap(await dana.invite(miriam));
    const newcomer = { invitation: link, name: miriam.name, password: corePassword(), allowPasswordOnly: true };
    unwrap(await bench.core('miriam', { clock }).join(newcomer));
    await dana.sync();
    const change = async (action: object) => unwrap(await dana.admin.change([action]));
    await change({ type: 'threshold.set', danger: 'approval.weaken', governors: 2 });
    await change({ type: 'setting.set', key: 'approval.required', value: 'everybody' });
    const { proposed } = await change({ type: 'setting.set', key: 'approval.required', value: 'nobody' });
    expect(proposed).toBe(true);
    await core.close();

    const { page, complaints } = await startApp(join(bench.folder, 'dana'));
    await page.getByText('Dana Ruiz', { exact: true }).click();
    await page.getByLabel(text('password.label'), { exact: true }).fill(CORE_PASSWORD);
    await button(page, 'unlock.submit').click();
    await heading(page, 'inbox.title').waitFor({ timeout: LONG_MS });
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await page.getByText(waits ? '1 of 2 agreed' : text('adminSecurity.noProposals')).waitFor({ timeout: LONG_MS });
    expect((await organisation(page)).proposals).toHaveLength(waits ? 1 : 0);
    expect(complaints).toEqual([]);
  });
});
