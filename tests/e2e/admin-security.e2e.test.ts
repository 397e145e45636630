import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { apply, button, choose, heading, LONG_MS, openDemoAsOwner, openView, text } from './support/administration.ts';
import { demand } from './support/bridge.ts';

const organisation = (page: Page) => demand<'admin.organisation'>(page, 'adminOrganisation', {});

describe('the administration of ownership, thresholds and contacts', () => {
  it('proposes what needs several governors instead of doing it, and takes it back', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await choose(page, text('danger.approval.weaken'), '2 governors');
    await apply(page);
    expect((await organisation(page)).thresholds['approval.weaken']).toBe(2);

    await openView(page, 'nav.adminSettings', 'adminSettings.title');
    await choose(page, text('setting.approval.required'), text('mode.everybody'));
    await apply(page);
    await page.getByText(text('setting.approval.required.everybody')).first().waitFor();
    await choose(page, text('setting.approval.required'), text('mode.nobody'));
    await page.getByText('2 governors must agree', { exact: true }).waitFor({ timeout: LONG_MS });
    await apply(page, 'preview.propose');

    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    const proposal = page.getByRole('article', { name: /Approval before sending/ });
    await proposal.getByText('1 of 2 agreed').waitFor({ timeout: LONG_MS });
    const waiting = await organisation(page);
    expect(waiting.settings.find(({ key }) => key === 'approval.required')?.value).toBe('everybody');
    expect(waiting.proposals).toHaveLength(1);
    await button(proposal, 'adminSecurity.withdraw').click();
    await apply(page, 'adminSecurity.withdraw');
    await page.getByText(text('adminSecurity.noProposals')).waitFor({ timeout: LONG_MS });
    expect(running.complaints).toEqual([]);
  });

  it('offers the ownership only to whoever is named twice, and the offer can be withdrawn', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminSecurity', 'adminSecurity.title');
    await button(page, 'adminSecurity.transfer').click();
    await page.getByText('miriam.okafor@').click();
    const typed = page.getByRole('textbox', { name: /Miriam Okafor/ });
    await typed.fill('Miriam');
    await button(page, 'admin.review').click();
    await page.getByText('Type it exactly so: Miriam Okafor').waitFor();
    await typed.fill('Miriam Okafor');
    await button(page, 'admin.review').click();
    await apply(page, 'adminSecurity.offerConfirm');
    await page.getByText('Offered to Miriam Okafor').waitFor({ timeout: LONG_MS });
    const offered = await organisation(page);
    expect(offered.transfer).toMatchObject({ to: { name: 'Miriam Okafor' }, keep: 'administrator', toMe: false });
    expect(offered.owner.name).toBe('Dana Ruiz');
    await button(page, 'adminSecurity.withdrawOffer').click();
    await apply(page);
    await button(page, 'adminSecurity.transfer').waitFor({ timeout: LONG_MS });
    expect((await organisation(page)).transfer).toBeNull();
    expect(running.complaints).toEqual([]);
  });

  it('keeps contacts, and makes one a member', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminContacts', 'adminContacts.title');
    await button(page, 'adminContacts.new').click();
    await page.getByRole('textbox', { name: text('invite.name') }).fill('Ingrid Vale');
    await page.getByRole('textbox', { name: text('invite.email') }).fill('ingrid@vale.example');
    await button(page, 'admin.review').click();
    await apply(page);
    await page.getByRole('button', { name: 'Edit Ingrid Vale' }).click();
    await choose(page, text('adminContacts.pgp'), text('adminContacts.pgp.requested'));
    await button(page, 'admin.review').click();
    await apply(page);
    expect((await organisation(page)).contacts).toMatchObject([{ name: 'Ingrid Vale', pgp: 'requested' }]);
    await page.getByRole('button', { name: 'Make Ingrid Vale a member' }).click();
    await button(page, 'invite.submit').click();
    await page.getByRole('textbox', { name: text('invite.link') }).waitFor({ timeout: LONG_MS });
    expect((await organisation(page)).contacts).toEqual([]);
    expect(running.complaints).toEqual([]);
  });

  it('explains a permission, tries what would change it, and shows the window as somebody else sees it', async () => {
    const running = await openDemoAsOwner();
    const { page } = running;
    await openView(page, 'nav.adminWhy', 'adminWhy.title');
    await page.getByText('yuki.tanabe@').click();
    await heading(page, 'adminWhy.because').waitFor();
    await page.getByText('The role Member includes it.').waitFor();
    await page
      .getByRole('button', { name: /^Entry \d+$/ })
      .last()
      .click();
    await page.getByText('Yuki Tanabe was invited as Member').waitFor({ timeout: LONG_MS });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Try this: Send packages for Yuki Tanabe: denied' }).click();
    await apply(page);
    await page.getByText('Yuki Tanabe may not: Send packages').waitFor({ timeout: LONG_MS });
    await page.getByText('It was denied to this person.').waitFor();

    await page.getByRole('button', { name: 'See the window as Yuki Tanabe' }).click();
    await page.getByText('You see the window as Yuki Tanabe does').waitFor();
    const navigation = page.getByRole('navigation', { name: text('nav.label') });
    expect(await navigation.getByRole('button', { name: text('nav.adminRoles') }).count()).toBe(0);
    expect(await navigation.getByRole('button', { name: text('action.compose') }).count()).toBe(0);
    await button(page, 'viewAs.stop').click();
    await navigation.getByRole('button', { name: text('nav.adminRoles') }).waitFor();
    expect(running.complaints).toEqual([]);
  });
});
