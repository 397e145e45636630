import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import type { MessageKey } from '../../assets/locales/en.ts';
import { commands } from '../../src-renderer/app/commands.tsx';
import { PERMISSIONS, type Permission, subjectOf } from '../../src-shared/policy/model/permissions.ts';
import type { Preset } from '../../src-shared/policy/presets/preset.ts';
import { PRESETS } from '../../src-shared/policy/presets/presets.ts';
import { apply, LONG_MS, openView, previewOf, text } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { row } from './support/rows.ts';
import { keepPicture } from './support/running-app.ts';
import {
  ADMINISTRATOR,
  MEMBER,
  OWNER,
  roleNames,
  roleText,
  type ThreeWindows,
  threeWindows,
} from './support/three-windows.ts';

/*
 * Each preset in three real windows over one hub: what each window offers is compared with the rights that the owner's
 * copy of the policy computes for its person, so that three machines, the policy and the page must agree.
 */

type Rights = ReadonlySet<Permission>;

/** What the owner's copy of the policy says each person may do. */
async function rightsByName(page: Page): Promise<ReadonlyMap<string, Rights>> {
  const { rows } = await demand<'admin.matrix'>(page, 'adminMatrix', { offset: 0, limit: 10 });
  return new Map(
    rows.map(({ name, rights }) => [name, new Set(PERMISSIONS.filter((_, place) => rights[place] !== '.'))]),
  );
}

/** Entries of the navigation by the registry: each needs what its command says. */
function expectedEntries(rights: Rights): readonly string[] {
  return commands
    .filter(({ group, id }) => group === 'go' && (id.startsWith('go.') || id === 'settings'))
    .filter(({ permission }) => permission === undefined || rights.has(permission))
    .filter(({ anyOf }) => anyOf === undefined || anyOf.some((each) => rights.has(each)))
    .map(({ label }) => text(label as MessageKey))
    .toSorted();
}

async function shownEntries(page: Page): Promise<readonly string[]> {
  const names = await page
    .getByRole('navigation', { name: text('nav.label') })
    .getByRole('listitem')
    .getByRole('button')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  return names.map((name) => name.replace(/, \d.*$/, '')).toSorted();
}

async function offersExactly(page: Page, rights: Rights, who: string): Promise<void> {
  const compose = page.getByRole('navigation').getByRole('button', { name: text('action.compose') });
  const administration = page.getByRole('heading', { name: text('nav.administration') });
  const governs = [...rights].some((permission) => subjectOf(permission) === 'people');
  // All of it at once: the page may still show what was before.
  const shown = async () => ({
    entries: await shownEntries(page),
    composes: (await compose.count()) > 0,
    administers: (await administration.count()) > 0,
  });
  await expect.poll(shown, { message: who, timeout: LONG_MS }).toEqual({
    entries: expectedEntries(rights),
    composes: rights.has('pkg.send'),
    administers: governs && rights.has('admin.section'),
  });
}

const SCREENS = [
  ['nav.adminRoles', 'adminRoles.title'],
  ['nav.adminGroups', 'adminGroups.title'],
  ['nav.adminSettings', 'adminSettings.title'],
  ['nav.adminSecurity', 'adminSecurity.title'],
  ['nav.adminContacts', 'adminContacts.title'],
  ['nav.adminWhy', 'adminWhy.title'],
] as const;

/** Every screen of the administration that is there opens, and nothing on it is refused by main. */
async function opensEveryScreen(page: Page): Promise<void> {
  const shown = await shownEntries(page);
  for (const [nav, title] of SCREENS) {
    if (!shown.includes(text(nav))) continue;
    await openView(page, nav, title);
    await expect.poll(() => page.getByText(text('list.loading')).count(), { message: nav, timeout: LONG_MS }).toBe(0);
    expect(await page.getByRole('main').getByRole('alert').count(), nav).toBe(0);
  }
}

/** G3: in the window of the administrator, exactly the roles below their own can be edited. */
async function editsOnlyRolesBelow(page: Page, preset: Preset): Promise<void> {
  await openView(page, 'nav.adminRoles', 'adminRoles.title');
  await page.getByRole('grid', { name: text('adminRoles.matrix') }).waitFor();
  const own = preset.roles.find(({ id }) => roleText(preset, id) === roleNames(preset).administrator);
  for (const { id, rank } of preset.roles) {
    const cell = page.getByRole('gridcell', {
      name: new RegExp(`^${text('permission.account.login')}, ${roleText(preset, id)}: `),
    });
    const readonly = await cell.first().getAttribute('aria-readonly');
    expect(readonly === 'true', `${preset.key}: ${id}`).toBe(rank >= (own?.rank ?? 0));
  }
}

async function openPerson(page: Page, name: string): Promise<void> {
  await openView(page, 'nav.people', 'people.title');
  await row(page, text('people.label'), name).click();
  await page.getByRole('heading', { name, level: 2, exact: true }).waitFor();
}

describe('every preset, in three windows', () => {
  let windows: ThreeWindows;
  beforeAll(async () => {
    windows = await threeWindows();
  });
  afterAll(() => windows.close());

  it.each([...PRESETS.values()].map((preset) => [preset.key, preset] as const))(
    'shows each person what %s gives them, lets the administrator do what they may, and no more',
    async (key, preset) => {
      const { owner, administrator, member, all } = windows;
      onTestFailed(async () => {
        for (const each of all) await keepPicture(each, `presets ${key}`);
      });
      await windows.found(preset);
      const rights = await rightsByName(owner.page);
      const people = [OWNER, ADMINISTRATOR, MEMBER].map(({ name }) => rights.get(name) ?? new Set<Permission>());
      for (const [index, each] of all.entries()) {
        await offersExactly(each.page, people[index] ?? new Set(), [OWNER, ADMINISTRATOR, MEMBER][index]?.name ?? '');
      }
      await opensEveryScreen(administrator.page);
      await opensEveryScreen(member.page);
      if (people[1]?.has('role.edit')) await editsOnlyRolesBelow(administrator.page, preset);

      // G1: nothing is offered against the owner, and the screen says why.
      const { page } = administrator;
      await openPerson(page, OWNER.name);
      const pane = page.getByRole('article');
      await page.getByRole('tab', { name: text('adminPeople.permissions') }).click();
      await page.getByText(text('adminPeople.ownerNotice')).waitFor();
      expect(await pane.getByRole('button', { name: text('adminPeople.edit') }).count()).toBe(0);
      expect(await pane.getByRole('button', { name: text('action.more') }).count()).toBe(0);

      // What they may do: previewed, applied, and one sync later at the owner's and at the member's own window.
      await openPerson(page, MEMBER.name);
      await pane.getByRole('button', { name: text('action.more') }).click();
      await page.getByRole('menuitem', { name: text('adminPeople.disable') }).click();
      const preview = previewOf(page, 'adminPeople.disableDo');
      await preview
        .getByText(/^Loses: /)
        .first()
        .waitFor({ timeout: LONG_MS });
      await apply(page, 'adminPeople.disableDo');
      await member.page.keyboard.press('F5');
      const told = member.page.getByRole('alert').filter({ hasText: text('account.disabled') });
      await told.getByText(ADMINISTRATOR.name).waitFor({ timeout: LONG_MS });
      await offersExactly(member.page, new Set(), MEMBER.name);
      await owner.page.keyboard.press('F5');
      await openPerson(owner.page, MEMBER.name);
      await owner.page
        .getByRole('article')
        .getByText(text('personState.disabled'), { exact: true })
        .waitFor({ timeout: LONG_MS });
      expect(all.flatMap(({ complaints }) => complaints)).toEqual([]);
    },
  );
});
