import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { MessageKey } from '../../assets/locales/en.ts';
import { SEALPOST } from '../../src-shared/policy/presets/sealpost.ts';
import { apply, button, heading, LONG_MS, openView, previewOf, text } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { look } from './support/look.ts';
import { row } from './support/rows.ts';
import { keepPicture, type RunningApp } from './support/running-app.ts';
import { ADMINISTRATOR, MEMBER, OWNER, type ThreeWindows, threeWindows } from './support/three-windows.ts';

const DAY = 86_400_000;

const filled = (key: MessageKey, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((message, [name, value]) => message.replace(`{${name}}`, value), text(key));
const nav = (page: Page): Locator => page.getByRole('navigation', { name: text('nav.label') });
const sync = ({ page }: RunningApp) => demand<'hub.sync'>(page, 'hubSync', {});

/** What the owner's window asks of main, as its own pages do; the screens for it have tests of their own. */
async function change(by: RunningApp, ...changes: readonly object[]): Promise<void> {
  await demand<'admin.change'>(by.page, 'adminChange', { changes: [...changes] });
}

async function openPerson(page: Page, name: string): Promise<void> {
  await openView(page, 'nav.people', 'people.title');
  await row(page, text('people.label'), name).click();
  await page.getByRole('heading', { name, level: 2, exact: true }).waitFor();
}

async function choose(page: Page, setting: MessageKey, mode: MessageKey): Promise<void> {
  await openView(page, 'nav.adminSettings', 'adminSettings.title');
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(text(setting)) })
    .click();
  await page.getByRole('option', { name: text(mode) }).click();
}

async function settingOf({ page }: RunningApp, key: string) {
  const { settings } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
  return settings.find((one) => one.key === key)?.value;
}

/** What the tests of approval begin with, in both windows. */
async function bothSeeNoApproval(owner: RunningApp, administrator: RunningApp): Promise<void> {
  if ((await settingOf(owner, 'approval.required')) !== 'nobody') {
    await change(owner, { type: 'setting.set', key: 'approval.required', value: 'nobody' });
  }
  const off = new RegExp(`${text('mode.nobody')}.*${text('setting.approval.required')}`);
  for (const each of [owner, administrator]) {
    await sync(each);
    await openView(each.page, 'nav.adminSettings', 'adminSettings.title');
    await each.page.getByRole('main').getByRole('button', { name: off }).waitFor();
  }
}

/** Pictures are kept when somebody wants to look: `PICTURES=1 npm test -- e2e`. */
const pictures = process.env.PICTURES === undefined ? null : join('out', 'pictures', 'live');

describe('changes while windows are open', () => {
  let windows: ThreeWindows;
  let hub: string;
  let ids: ReadonlyMap<string, string>;
  const idOf = (name: string): string => ids.get(name) ?? '';

  beforeAll(async () => {
    windows = await threeWindows();
    hub = await windows.found(SEALPOST);
    const { rows } = await demand<'admin.matrix'>(windows.owner.page, 'adminMatrix', { offset: 0, limit: 10 });
    ids = new Map(rows.map(({ name, member }) => [name, member]));
  });
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      for (const each of windows.all) await keepPicture(each, task.name);
    });
  });
  afterAll(() => windows.close());

  it('closes the dialog of a right that is gone, leaves its screen, and says who did it; and brings both back', async () => {
    const { owner, administrator } = windows;
    const { page } = administrator;
    const demote = {
      type: 'member.roles',
      member: idOf(ADMINISTRATOR.name),
      add: ['member'],
      remove: ['administrator'],
    };
    await openView(page, 'nav.adminRoles', 'adminRoles.title');
    await page.keyboard.press('Control+i');
    const dialog = page.getByRole('dialog', { name: text('invite.title') });
    await dialog.getByLabel(text('invite.name'), { exact: true }).fill('Nora Klein');
    await change(owner, demote);
    await sync(administrator);
    await dialog.waitFor({ state: 'detached' });
    await heading(page, 'inbox.title').waitFor();
    await page.getByText(filled('rights.changedBy', { name: OWNER.name })).waitFor();
    await page.getByText(text('rights.left')).waitFor();
    await page.getByText(filled('rights.role', { role: 'Member' })).waitFor();
    await nav(page).getByText(text('nav.administration')).waitFor({ state: 'detached' });
    expect(
      await nav(page)
        .getByRole('button', { name: text('nav.adminRoles') })
        .count(),
    ).toBe(0);
    await look(administrator, pictures, 'demoted');

    await change(owner, { ...demote, add: demote.remove, remove: demote.add });
    await sync(administrator);
    await nav(page).getByText(text('nav.administration')).waitFor();
    await openView(page, 'nav.adminRoles', 'adminRoles.title');
  });

  it('keeps what is being written when the right to send is gone, and lets it be sent once it is back', async () => {
    const { owner, member } = windows;
    const { page } = member;
    const send = { type: 'member.override', member: idOf(MEMBER.name), permission: 'pkg.send' };
    await button(page, 'action.compose').click();
    const sheet = page.getByRole('dialog', { name: text('compose.title') });
    await sheet.getByLabel(text('compose.subject'), { exact: true }).fill('A long letter');
    await change(owner, { ...send, effect: 'deny' });
    await sync(member);
    await sheet.getByText(text('compose.notAllowed')).waitFor();
    expect(await sheet.getByLabel(text('compose.subject'), { exact: true }).inputValue()).toBe('A long letter');
    expect(await sheet.getByRole('button', { name: text('compose.send'), exact: true }).isDisabled()).toBe(true);
    await look(member, pictures, 'may not send');
    await change(owner, { ...send, effect: null });
    await sync(member);
    await sheet.getByText(text('compose.notAllowed')).waitFor({ state: 'detached' });
    expect(await sheet.getByRole('button', { name: text('compose.send'), exact: true }).isDisabled()).toBe(false);
    await page.keyboard.press('Escape');
    await button(page.getByRole('alertdialog'), 'compose.discard').click();
    await sheet.waitFor({ state: 'detached' });
  });

  it('closes the form of a right that is gone, on a screen that stays', async () => {
    const { owner, administrator } = windows;
    const { page } = administrator;
    const state = { type: 'member.override', member: idOf(ADMINISTRATOR.name), permission: 'password.reset' };
    await openPerson(page, MEMBER.name);
    await page
      .getByRole('article')
      .getByRole('button', { name: text('action.more') })
      .click();
    await page.getByRole('menuitem', { name: text('adminPeople.reset') }).click();
    const title = filled('resetPassword.title', { name: MEMBER.name });
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    await change(owner, { ...state, effect: 'deny' });
    await sync(administrator);
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(filled('preview.gone', { title })).waitFor();
    await page.getByRole('heading', { name: MEMBER.name, level: 2, exact: true }).waitFor();
    await change(owner, { ...state, effect: null });
    await sync(administrator);
  });

  it('lets two administrators change different things at once, and keeps an open preview right meanwhile', async () => {
    const { owner, administrator } = windows;
    const { page } = administrator;
    await bothSeeNoApproval(owner, administrator);
    await choose(page, 'setting.approval.required', 'mode.selected');
    await previewOf(page).waitFor({ timeout: LONG_MS });
    await change(owner, { type: 'setting.set', key: 'security.leaseDays', value: 9 });
    await sync(administrator);
    expect(await page.getByText(filled('preview.overtaken', { name: OWNER.name })).count()).toBe(0);
    await apply(page);
    await sync(owner);
    expect(await settingOf(owner, 'approval.required')).toBe('selected');
    expect(await settingOf(administrator, 'security.leaseDays')).toBe(9);
  });

  it('shows whoever comes second who was first with the same thing, and lets them look again', async () => {
    const { owner, administrator } = windows;
    const { page } = administrator;
    await bothSeeNoApproval(owner, administrator);
    await choose(page, 'setting.approval.required', 'mode.everybody');
    const preview = previewOf(page);
    await preview.waitFor({ timeout: LONG_MS });
    await choose(owner.page, 'setting.approval.required', 'mode.selected');
    await apply(owner.page);
    // Whether they see it by a sync or by trying, nothing is written over.
    await sync(administrator);
    await preview.getByText(filled('preview.overtaken', { name: OWNER.name })).waitFor();
    expect(await button(preview, 'preview.apply').isDisabled()).toBe(true);
    await look(administrator, pictures, 'overtaken');
    expect(await settingOf(administrator, 'approval.required')).toBe('selected');
    await button(preview, 'preview.lookAgain').click();
    await preview.getByText(filled('preview.overtaken', { name: OWNER.name })).waitFor({ state: 'detached' });
    await apply(page);
    await sync(owner);
    expect(await settingOf(owner, 'approval.required')).toBe('everybody');
  });

  it('lets one of two win who apply the same setting at the same moment, and tells the other', async () => {
    const { owner, administrator } = windows;
    await bothSeeNoApproval(owner, administrator);
    await choose(owner.page, 'setting.approval.required', 'mode.selected');
    await choose(administrator.page, 'setting.approval.required', 'mode.everybody');
    const sides = [
      { side: owner, other: ADMINISTRATOR, value: 'selected' },
      { side: administrator, other: OWNER, value: 'everybody' },
    ];
    for (const { side } of sides) {
      const ready = { name: text('preview.apply'), exact: true, disabled: false } as const;
      await previewOf(side.page).getByRole('button', ready).waitFor({ timeout: LONG_MS });
    }
    // Not by the mouse, which would wait for a button that a sync has disabled meanwhile: then it is too late for that one.
    const press = (one: SVGElement | HTMLElement): void => (one as HTMLElement).click();
    await Promise.all(sides.map(({ side }) => button(previewOf(side.page), 'preview.apply').evaluate(press)));
    const told = sides.map(({ side, other }) =>
      previewOf(side.page).getByText(filled('preview.overtaken', { name: other.name })),
    );
    await expect
      .poll(async () => (await Promise.all(told.map((one) => one.count()))).toSorted(), { timeout: LONG_MS })
      .toEqual([0, 1]);
    const loser = (await told[0]?.count()) === 1 ? 0 : 1;
    const winner = sides[1 - loser];
    const lost = sides[loser];
    if (winner === undefined || lost === undefined) throw new Error('two sides');
    await previewOf(winner.side.page).waitFor({ state: 'detached', timeout: LONG_MS });
    expect(await settingOf(lost.side, 'approval.required')).toBe(winner.value);
    await button(previewOf(lost.side.page), 'action.cancel').click();
    await previewOf(lost.side.page).waitFor({ state: 'detached' });
  });

  it('refuses a change while the hub is away, loses nothing of it, and makes it when the hub is back', async () => {
    const { administrator } = windows;
    const { page } = administrator;
    await sync(administrator);
    await choose(page, 'setting.packages.briefcase', 'mode.nobody');
    const preview = previewOf(page);
    await preview.waitFor({ timeout: LONG_MS });
    const ready = { name: text('preview.apply'), exact: true, disabled: false } as const;
    await preview.getByRole('button', ready).waitFor({ timeout: LONG_MS });
    await rename(hub, `${hub}-away`);
    try {
      await button(preview, 'preview.apply').click({ timeout: LONG_MS });
      await preview.getByText(text('error.hub.unreachable')).waitFor({ timeout: LONG_MS });
      await sync(administrator);
      await page.getByText(text('hub.retry')).first().waitFor({ state: 'attached' });
      await look(administrator, pictures, 'hub away');
    } finally {
      await rename(`${hub}-away`, hub);
    }
    await apply(page);
    expect(await settingOf(administrator, 'packages.briefcase')).toBe('nobody');
  });

  it('ends what a disabled administrator was about to sign, and tells them who disabled them, and when', async () => {
    const { owner, administrator } = windows;
    const { page } = administrator;
    await openPerson(page, MEMBER.name);
    await page
      .getByRole('article')
      .getByRole('button', { name: text('action.more') })
      .click();
    await page.getByRole('menuitem', { name: text('adminPeople.disable') }).click();
    const preview = previewOf(page, 'adminPeople.disableDo');
    await preview
      .getByText(/^Loses: /)
      .first()
      .waitFor({ timeout: LONG_MS });
    await change(owner, { type: 'member.disable', member: idOf(ADMINISTRATOR.name) });
    await sync(administrator);
    await preview.waitFor({ state: 'detached' });
    const told = page.getByRole('alert').filter({ hasText: text('account.disabled') });
    await told.getByText(OWNER.name).waitFor();
    await nav(page).getByText(text('nav.administration')).waitFor({ state: 'detached' });
    await button(page, 'action.compose').waitFor({ state: 'detached' });
    await look(administrator, pictures, 'disabled');
    await openView(page, 'nav.people', 'people.title');
    await change(owner, { type: 'member.enable', member: idOf(ADMINISTRATOR.name) });
    await sync(administrator);
    await told.waitFor({ state: 'detached' });
    await nav(page).getByText(text('nav.administration')).waitFor();
  });

  it('says so, and leaves nothing to send with, when a member is locked, unlocked, and removed in the end', async () => {
    const { owner, member } = windows;
    const { page } = member;
    await change(
      owner,
      { type: 'setting.set', key: 'users.lockAfterDays', value: 1 },
      { type: 'member.lock', member: idOf(MEMBER.name), inactiveSince: Date.now() - 2 * DAY },
    );
    await sync(member);
    await page
      .getByRole('alert')
      .filter({ hasText: text('account.locked') })
      .getByText(OWNER.name)
      .waitFor();
    await button(page, 'action.compose').waitFor({ state: 'detached' });
    await change(owner, { type: 'member.unlock', member: idOf(MEMBER.name) });
    await sync(member);
    await button(page, 'action.compose').waitFor();
    await change(owner, { type: 'member.remove', member: idOf(MEMBER.name) });
    await sync(member);
    await page
      .getByRole('alert')
      .filter({ hasText: text('account.removed') })
      .getByText(OWNER.name)
      .waitFor();
    await button(page, 'action.compose').waitFor({ state: 'detached' });
    await look(member, pictures, 'removed');
    expect(windows.all.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
