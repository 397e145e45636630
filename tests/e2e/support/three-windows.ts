import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { en } from '../../../assets/locales/en.ts';
import type { Preset } from '../../../src-shared/policy/presets/preset.ts';
import type { PresetKey } from '../../../src-shared/policy/presets/preset-outlines.ts';
import { createOrganisation, goTo, invite, join as joinWith, type Person } from '../../../tools/demo/flows.ts';
import { LONG_MS, text } from './administration.ts';
import { ask, demand } from './bridge.ts';
import { openApp, type RunningApp } from './running-app.ts';

const password = 'correct horse battery staple';
export const OWNER: Person = { name: 'Dana Ruiz', email: 'dana@acme.example', password };
export const ADMINISTRATOR: Person = { name: 'Ada Moss', email: 'ada@acme.example', password };
export const MEMBER: Person = { name: 'Bob Marsh', email: 'bob@acme.example', password };

/** Three people's machines with a window each, and one hub an organisation. */
export interface ThreeWindows {
  readonly owner: RunningApp;
  readonly administrator: RunningApp;
  readonly member: RunningApp;
  readonly all: readonly RunningApp[];
  /** A new organisation with this preset, founded, invited to and joined in the windows; what was open before is locked. */
  found(preset: Preset): Promise<string>;
  close(): Promise<void>;
}

export async function threeWindows(): Promise<ThreeWindows> {
  const folder = await mkdtemp(join(tmpdir(), 'sealpost-three-'));
  const owner = await openApp(join(folder, 'owner'));
  const administrator = await openApp(join(folder, 'administrator'));
  const member = await openApp(join(folder, 'member'));
  const all = [owner, administrator, member];
  return {
    owner,
    administrator,
    member,
    all,
    async found(preset) {
      for (const { page } of all) await firstRun(page);
      const hub = join(folder, `hub-${preset.key}`);
      await mkdir(hub);
      await createOrganisation(owner, 'Acme', OWNER, hub, preset.key as PresetKey);
      if (preset.licences !== null) {
        await demand<'admin.change'>(owner.page, 'adminChange', { changes: [{ type: 'licence.set', bought: null }] });
      }
      const first = await inviteAdministrator(owner.page, preset);
      const second = await invite(owner, MEMBER);
      await joinWith(administrator, first, ADMINISTRATOR);
      await joinWith(member, second, MEMBER);
      for (const { page } of all) await demand<'hub.sync'>(page, 'hubSync', {});
      return hub;
    },
    async close() {
      await Promise.all(all.map((each) => each.close()));
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Locks what is open, and leads to the page before any profile. */
async function firstRun(page: Page): Promise<void> {
  // Whatever a test that failed has left open.
  await page.reload();
  const create = page.getByRole('button', { name: new RegExp(`^${en['firstRun.create']}`) });
  const inside = page.getByRole('navigation', { name: text('nav.label') });
  await create.or(inside).first().waitFor({ timeout: LONG_MS });
  if (await create.isVisible()) return;
  await page.getByRole('button', { name: text('action.lock') }).click();
  await page.getByRole('button', { name: text('unlock.submit'), exact: true }).waitFor({ timeout: LONG_MS });
  // The page may be loaded anew before it has the answer.
  await ask<'profile.select'>(page, 'profileSelect', { profile: null, newWindow: false }).catch(() => {});
  await page.getByRole('button', { name: text('profiles.add') }).click({ timeout: LONG_MS });
  await create.waitFor();
}

/** The highest role below the owner's, and the one of newcomers, as the window calls them. */
export function roleNames(preset: Preset): { readonly administrator: string; readonly newcomer: string } {
  const [, administrator] = preset.roles.toSorted((a, b) => b.rank - a.rank);
  if (administrator === undefined) throw new Error('a preset of one role');
  return { administrator: roleText(preset, administrator.id), newcomer: roleText(preset, preset.template.role) };
}

export const roleText = (preset: Preset, role: string): string =>
  String(en[`roleName.${preset.key}.${role}` as keyof typeof en]);

/** Invites in the window; into the owner's class, too, where that of newcomers has a ceiling. @returns the link */
async function inviteAdministrator(page: Page, preset: Preset): Promise<string> {
  const { administrator, newcomer } = roleNames(preset);
  await goTo({ page }, text('nav.people'));
  await page.keyboard.press('Control+i');
  const dialog = page.getByRole('dialog', { name: text('invite.title') });
  await dialog.getByLabel(text('invite.name'), { exact: true }).fill(ADMINISTRATOR.name);
  await dialog.getByLabel(text('invite.email'), { exact: true }).fill(ADMINISTRATOR.email);
  const roles = dialog.getByRole('group', { name: text('adminPeople.roles') });
  await roles.getByText(administrator, { exact: true }).click();
  await roles.getByText(newcomer, { exact: true }).click();
  if (preset.template.class !== preset.ownerClass) {
    const named = `className.${preset.key}.${preset.ownerClass}` as keyof typeof en;
    await dialog.getByRole('button', { name: text('invite.more') }).click();
    await dialog.getByRole('button', { name: new RegExp(text('adminPeople.class')) }).click();
    await page.getByRole('option', { name: String(en[named]), exact: true }).click();
  }
  await dialog.getByRole('button', { name: text('invite.submit') }).click();
  const link = page.getByRole('textbox', { name: text('invite.link') });
  await link.waitFor({ timeout: LONG_MS });
  const made = (await link.inputValue()).trim();
  await page.keyboard.press('Escape');
  await link.waitFor({ state: 'detached' });
  return made;
}
