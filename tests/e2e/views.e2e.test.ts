import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { de } from '../../assets/locales/de.ts';
import { en } from '../../assets/locales/en.ts';
import { DEMO_PASSWORD } from '../../src-main/app/demo.ts';
import { hasFocus, runCommand } from './support/administration.ts';
import { axe } from './support/axe.ts';
import { demand } from './support/bridge.ts';
import { answerOpenDialog } from './support/dialogs.ts';
import { settled } from './support/look.ts';
import { type RunningApp, startApp, temporaryFolder } from './support/running-app.ts';

const THEMES = ['light', 'dark'] as const;
const LONG_MS = 30_000;

/** Pictures of every view are kept when somebody wants to look: `PICTURES=1 npm test -- e2e`. */
const pictures = process.env.PICTURES === undefined ? null : join('out', 'pictures');

/** What axe finds in the view as it stands, in both themes; nothing, one hopes. */
async function look({ page }: RunningApp, name: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    expect.soft(await axe(page), `${name}, ${colorScheme}`).toEqual([]);
    if (pictures === null) continue;
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).first();

/** Plain texts of the German catalogue. */
const german = (key: keyof typeof de): string => String(de[key]);

async function openDemo(running: RunningApp): Promise<void> {
  const { page } = running;
  await page.getByRole('button', { name: en['firstRun.demo'] }).click();
  await button(page, en['unlock.demoFill']).click({ timeout: 60_000 });
  await button(page, en['unlock.submit']).click();
  await heading(page, en['inbox.title']).waitFor({ timeout: LONG_MS });
  await page.getByRole('option').first().waitFor();
}

/** Goes to a view by its keys and waits for its heading. */
async function visit(page: Page, keys: string, title: string): Promise<void> {
  await page.keyboard.press(keys);
  await page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor();
}

/** A new package, with the keys going into its first field. */
async function compose(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+n');
  const sheet = page.getByRole('dialog', { name: en['compose.title'] });
  await hasFocus(sheet.getByRole('combobox', { name: en['compose.to'] }));
  return sheet;
}

/** Opens something over the view, looks, and closes it. */
async function over(running: RunningApp, keys: string, name: string): Promise<void> {
  const { page } = running;
  await page.keyboard.press(keys);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await look(running, name);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => {
      const element = document.activeElement;
      return `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`;
    });
    if (name.test(text)) return;
  }
  throw new Error(`Tab does not lead to ${name.source}`);
}

describe('the views', () => {
  it('have no accessibility finding before a vault is open, in light and dark', async () => {
    const running = await startApp();
    const { page } = running;
    const hub = join(await temporaryFolder(), 'hub');
    await mkdir(hub);
    await heading(page, en['firstRun.title']).waitFor();
    await look(running, 'first-run');
    await page.getByRole('button', { name: en['firstRun.join'] }).click();
    await page.getByLabel(en['join.link']).fill('sealpost://join/nothing');
    await button(page, en['join.inspect']).click();
    await page.getByRole('alert').waitFor();
    await look(running, 'join');
    await button(page, en['firstRun.back']).click();
    await page.getByRole('button', { name: en['firstRun.create'] }).click();
    await button(page, en['create.next']).click();
    await page.getByText(en['field.required']).first().waitFor();
    await look(running, 'create-organisation');
    await page.getByLabel(en['create.organisation']).fill('Acme');
    await page.getByLabel(en['create.name']).fill('Ada Lovelace');
    await page.getByLabel(en['create.email']).fill('ada@acme.example');
    await button(page, en['create.next']).click();
    await heading(page, en['create.presetTitle']).waitFor();
    await look(running, 'create-preset');
    await page.getByRole('button', { name: en['create.compare'] }).click();
    await page.getByRole('dialog', { name: en['create.compareTitle'] }).waitFor();
    await look(running, 'create-compare');
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: /^Sealpost/ }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: /^Ladder of roles/ }).isChecked()).toBe(true);
    await button(page, en['create.next']).click();
    await heading(page, en['create.hubTitle']).waitFor();
    await look(running, 'create-hub');
    await running.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, hub);
    await button(page, en['create.hubChoose']).click();
    await page.getByText(en['create.hubChosen']).waitFor();
    await button(page, en['create.next']).click();
    await page.getByLabel(en['password.label'], { exact: true }).fill('short');
    await button(page, en['create.submit']).click();
    await page.getByText('Use at least').waitFor();
    await look(running, 'create-password');
    expect(running.complaints).toEqual([]);
  });

  it('have no accessibility finding in an open vault, in light and dark, and break no content policy', async () => {
    const running = await startApp();
    const { page } = running;
    await openDemo(running);
    await look(running, 'inbox');
    for (const subject of await page.getByRole('option').all()) {
      await subject.click();
      await page.getByRole('article').waitFor();
      await page.getByText(en['detail.opening']).waitFor({ state: 'detached' });
    }
    await page.getByRole('option', { name: 'Brand refresh' }).click();
    await page.getByRole('grid').waitFor();
    await look(running, 'package');
    await page.getByRole('option', { name: 'confidential' }).click();
    await page.getByLabel(en['detail.passwordField']).waitFor();
    await look(running, 'package-password');
    await visit(page, 'Control+2', en['sent.title']);
    await page.getByRole('option').first().click();
    await heading(page, en['detail.receipts']).waitFor();
    await look(running, 'sent');
    await visit(page, 'Control+4', en['briefcase.title']);
    await page.getByRole('option').first().click();
    await page.getByRole('grid').waitFor();
    await look(running, 'briefcase');
    await visit(page, 'Control+3', en['outbox.title']);
    await look(running, 'outbox');
    await visit(page, 'Control+5', en['people.title']);
    await page.getByRole('option', { name: 'Miriam Okafor' }).click();
    await heading(page, 'Miriam Okafor').waitFor();
    await look(running, 'people');
    await visit(page, 'Control+6', en['history.title']);
    await page.getByText('Entry 0').waitFor();
    await look(running, 'history');
    await visit(page, 'Control+,', en['settings.title']);
    await heading(page, en['settings.about']).waitFor();
    await look(running, 'settings');
    await over(running, 'Control+k', 'palette');
    await over(running, 'Control+/', 'shortcuts');
    await over(running, 'Control+i', 'invite');
    await over(running, 'Control+n', 'compose');
    expect(running.complaints).toEqual([]);
  });

  it('can be driven by the keyboard alone, from the first door to a sent package', async () => {
    const running = await startApp();
    const { page } = running;
    await heading(page, en['firstRun.title']).waitFor();
    await tabTo(page, new RegExp(en['firstRun.demo']));
    await page.keyboard.press('Enter');
    const password = page.getByLabel(en['password.label'], { exact: true });
    await password.waitFor({ timeout: 60_000 });
    await hasFocus(password);
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().waitFor({ timeout: LONG_MS });

    // From the filter into the list, to a sender by the first letters of the name, open.
    await page.keyboard.press('Control+f');
    await page.keyboard.press('ArrowDown');
    await hasFocus(page.getByRole('listbox', { name: en['inbox.title'] }));
    await page.keyboard.type('Yuki');
    await page.keyboard.press('Enter');
    await heading(page, 'Brand refresh: logos and photos').waitFor();
    // Into the files: all of them, then none.
    await page.getByRole('grid').waitFor();
    await tabTo(page, /Name.*Size/);
    await page.keyboard.press('Control+a');
    await page.getByText('8 of 8 selected').or(page.getByText('7 of 7 selected')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Save \d/ }).waitFor({ state: 'detached' });

    // A new package through the palette.
    await runCommand(page, 'new pack', en['action.compose']);
    const sheet = page.getByRole('dialog', { name: en['compose.title'] });
    await hasFocus(sheet.getByRole('combobox', { name: en['compose.to'] }));
    await page.keyboard.type('yuk');
    await page.getByRole('option', { name: 'yuki.tanabe@' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await sheet.getByRole('row', { name: 'Yuki Tanabe' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Not one click.');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('“By keyboard” is on the hub').waitFor({ timeout: LONG_MS });

    await visit(page, 'Control+2', en['sent.title']);
    await page.getByRole('option', { name: 'By keyboard' }).waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByLabel(en['password.label'], { exact: true }).waitFor({ timeout: LONG_MS });
    expect(running.complaints).toEqual([]);
  });

  it('found an organisation by the keyboard alone, in German, with the preset that was chosen', async () => {
    const folder = await temporaryFolder();
    const hub = join(folder, 'hub');
    await mkdir(hub);
    const running = await startApp(join(folder, 'data'));
    const { page } = running;
    await heading(page, en['firstRun.title']).waitFor();
    await demand<'settings.set'>(page, 'settingsSet', { language: 'de' });
    await heading(page, german('firstRun.title')).waitFor();
    await tabTo(page, new RegExp(german('firstRun.create')));
    await page.keyboard.press('Enter');
    await heading(page, german('create.title')).waitFor();
    await hasFocus(page.getByLabel(german('create.organisation'), { exact: true }));
    for (const text of ['Müller & Söhne', 'Jörg Müller', 'joerg@mueller.example']) {
      await page.keyboard.type(text);
      if (!text.includes('@')) await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await heading(page, german('create.presetTitle')).waitFor();
    await look(running, 'create-preset-german');
    await tabTo(page, new RegExp(german('create.compare')));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: german('create.compareTitle') }).waitFor();
    await look(running, 'create-compare-german');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // Back into the cards, to the last one, and on.
    await hasFocus(page.getByRole('button', { name: german('create.compare') }));
    await page.keyboard.press('Shift+Tab');
    await hasFocus(page.getByRole('radiogroup'));
    await page.keyboard.press('ArrowUp');
    const chosen = page.getByRole('radio', { name: new RegExp(`^${german('presetName.couchdrop')}`) });
    await expect.poll(() => chosen.isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await heading(page, german('create.hubTitle')).waitFor();
    await hasFocus(page.getByRole('button', { name: german('create.hubChoose') }));
    await running.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, hub);
    await page.keyboard.press('Enter');
    await page.getByText(german('create.hubChosen')).waitFor();
    await tabTo(page, new RegExp(`${german('create.next')}$`));
    await page.keyboard.press('Enter');
    await heading(page, german('create.passwordTitle')).waitFor();
    await page.getByLabel(german('password.label'), { exact: true }).focus();
    await page.keyboard.type('ein ganz anderes Passwort');
    await page.getByLabel(german('password.again'), { exact: true }).focus();
    await page.keyboard.type('ein ganz anderes Passwort');
    await page.keyboard.press('Enter');
    const consent = page.getByText(german('keychain.consent'));
    await consent
      .or(heading(page, german('inbox.title')))
      .first()
      .waitFor({ timeout: LONG_MS });
    if (await consent.isVisible()) {
      const box = page.getByRole('checkbox', { name: german('keychain.consent') });
      for (let step = 0; step < 10 && (await box.and(page.locator(':focus')).count()) === 0; step += 1) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
      await tabTo(page, new RegExp(`${german('create.submit')}$`));
      await page.keyboard.press('Enter');
    }
    await heading(page, german('inbox.title')).waitFor({ timeout: LONG_MS });
    const { preset, name } = await demand<'admin.organisation'>(page, 'adminOrganisation', {});
    expect([preset, name]).toEqual(['couchdrop', 'Müller & Söhne']);
    expect(running.complaints).toEqual([]);
  });

  it('takes a package back within its seconds: nothing has left, and the draft is as it was', async () => {
    const running = await startApp();
    const { page } = running;
    await openDemo(running);
    const sheet = await compose(page);
    await page.keyboard.type('yuk');
    await page.getByRole('option', { name: 'yuki.tanabe@' }).click();
    await sheet.getByLabel(en['compose.subject'], { exact: true }).fill('Too early');
    await sheet.getByLabel(en['compose.message'], { exact: true }).fill('Wait.');
    await button(page, en['compose.send']).click();
    await button(page, en['action.undo']).click();
    await sheet.waitFor();
    expect(await sheet.getByLabel(en['compose.subject'], { exact: true }).inputValue()).toBe('Too early');
    await page.keyboard.press('Escape');
    await button(page, en['compose.discard']).click();
    await visit(page, 'Control+3', en['outbox.title']);
    await page.getByText(en['outbox.empty']).waitFor();
  });

  it('says that nobody matches when something is typed, not when everybody has been chosen', async () => {
    const running = await startApp();
    const { page } = running;
    await openDemo(running);
    const sheet = await compose(page);
    // The options of the inbox behind the sheet are options too.
    const person = page.getByRole('option', { name: '@harbour.example' });
    await page.keyboard.press('ArrowDown');
    await person.first().waitFor();
    const people = await person.count();
    for (let chosen = 1; chosen <= people; chosen += 1) {
      await person.first().click();
      await expect.poll(() => sheet.getByRole('row').count()).toBe(chosen);
      await page.keyboard.press('ArrowDown');
    }
    expect(people).toBeGreaterThan(2);
    expect(await page.getByText(en['compose.toNone']).count()).toBe(0);
    await page.keyboard.type('yuk');
    await page.getByText(en['compose.toAlready']).waitFor();
    await page.keyboard.type('zzz');
    await page.getByText(en['compose.toNone']).waitFor();
  });

  it('puts what failed above all else, and says why, when a file turned into a link before it was sent', async () => {
    const running = await startApp();
    const { page } = running;
    await openDemo(running);
    const file = join(await temporaryFolder(), 'gone.txt');
    await writeFile(file, 'for a moment');
    await answerOpenDialog(running.app, [file]);
    const sheet = await compose(page);
    await page.keyboard.type('yuk');
    await page.getByRole('option', { name: 'yuki.tanabe@' }).click();
    await sheet.getByLabel(en['compose.subject'], { exact: true }).fill('Without its file');
    await button(page, en['compose.addFiles']).click();
    await sheet.getByText('gone.txt').waitFor();
    await rm(file);
    await symlink(join(file, '..'), file);
    await button(page, en['compose.send']).click();
    // On a machine so slow that its seconds are over it is sent all the same.
    await button(page, en['tray.sendNow'])
      .click({ timeout: 10_000 })
      .catch(() => {});
    const notice = page.getByRole('region', { name: en['toast.region'] }).getByRole('listitem');
    await notice.getByRole('button', { name: en['action.retry'] }).waitFor();
    // The reason has the notice's width, not what the button leaves of it. Measured at one moment: the notice slides in.
    const [text, action] = await Promise.all([
      notice.getByText(en['error.draft.source'].slice(0, 20)).elementHandle(),
      notice.getByRole('button', { name: en['action.retry'] }).elementHandle(),
    ]);
    const between = await page.evaluate(
      ([upper, lower]) =>
        (lower?.getBoundingClientRect().top ?? 0) - (upper?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY),
      [text, action] as const,
    );
    expect(between).toBeGreaterThanOrEqual(0);
    await look(running, 'toast');
    await visit(page, 'Control+3', en['outbox.title']);
    const stopped = page.getByRole('region', { name: en['outbox.stopped'] });
    await stopped.getByText('Without its file').waitFor();
    expect(await heading(page, en['outbox.active']).count()).toBe(0);
    await look(running, 'outbox-stopped');
  });

  it('speaks German, fits more on the page, and keeps both, when the settings say so', async () => {
    const folder = join(await temporaryFolder(), 'data');
    const first = await startApp(folder);
    await openDemo(first);
    await visit(first.page, 'Control+,', en['settings.title']);
    await first.page.getByText(en['settings.densityCompact'], { exact: true }).click();
    await first.page.getByRole('button', { name: en['settings.language'] }).click();
    await first.page.getByRole('option', { name: en['language.de'] }).click();
    await heading(first.page, german('settings.title')).waitFor();
    await look(first, 'settings-german');
    await visit(first.page, 'Control+1', german('inbox.title'));
    await look(first, 'inbox-german');
    expect(first.complaints).toEqual([]);
    await first.close();
    const second = await startApp(folder);
    await second.page.getByRole('button', { name: german('unlock.submit'), exact: true }).waitFor();
    expect(await second.page.evaluate(() => document.documentElement.dataset.density)).toBe('compact');
    expect(await second.page.evaluate(() => document.documentElement.lang)).toBe('de');
  });

  it('shows where the focus is and what is chosen in high contrast', async () => {
    const running = await startApp();
    const { page } = running;
    await openDemo(running);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.getByRole('option').first().click();
    const chosen = page.getByRole('option').first();
    await expect.poll(() => chosen.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await page.keyboard.press('Control+f');
    await page.keyboard.press('Shift+Tab');
    const focus = () =>
      page.evaluate(() => {
        const style = document.activeElement ? getComputedStyle(document.activeElement) : null;
        return { style: style?.outlineStyle, width: style?.outlineWidth };
      });
    await expect.poll(focus).toEqual({ style: 'solid', width: '2px' });
  });
});

/** Drags files from outside over the middle of the window and lets go, as a file manager does. */
async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
  await session.detach();
}

describe('files dropped on the window', () => {
  it('open a new package that holds them, and go straight into the briefcase when that is on screen', async () => {
    const running = await startApp();
    const { page } = running;
    await openDemo(running);
    const folder = await temporaryFolder();
    const file = join(folder, 'Plan.txt');
    await writeFile(file, 'a plan');
    await dropFiles(page, [file]);
    const sheet = page.getByRole('dialog', { name: en['compose.title'] });
    await sheet.getByText('Plan.txt').waitFor();
    await page.keyboard.press('Escape');
    await button(page, en['compose.discard']).click();
    await sheet.waitFor({ state: 'detached' });
    await visit(page, 'Control+4', en['briefcase.title']);
    await dropFiles(page, [file]);
    await page.getByRole('option', { name: 'Plan.txt' }).waitFor({ timeout: LONG_MS });
    await page.getByText('“Plan.txt” is on the hub').waitFor({ timeout: LONG_MS });
    expect(running.complaints).toEqual([]);
  });
});
