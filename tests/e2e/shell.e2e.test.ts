import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { en } from '../../assets/locales/en.ts';
import { seesInbox } from '../../tools/demo/flows.ts';
import { ask, demand } from './support/bridge.ts';
import { type RunningApp, startApp, temporaryFolder } from './support/running-app.ts';

/** Clicks an item of the application menu by its label, as the person would. */
const choose = (app: ElectronApplication, label: string): Promise<boolean> =>
  app.evaluate(({ Menu }, wanted) => {
    for (const top of Menu.getApplicationMenu()?.items ?? []) {
      const item = top.submenu?.items.find((each) => each.label === wanted);
      if (item === undefined) continue;
      item.click();
      return true;
    }
    return false;
  }, label);

const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

const menuLabels = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items ?? []).map((item) => item.label),
    ]),
  );

/** The demo organisation, with its owner's inbox on the screen. */
async function demo(
  folder?: string,
): Promise<RunningApp & { readonly people: readonly string[]; readonly password: string }> {
  const running = await startApp(folder);
  const { profiles, password } = await demand<'demo.open'>(running.page, 'demoOpen', {});
  await demand<'profile.select'>(running.page, 'profileSelect', { profile: profiles[0]?.id ?? null, newWindow: false });
  await demand<'vault.unlock'>(running.page, 'vaultUnlock', { password });
  await seesInbox(running);
  return { ...running, people: profiles.map(({ id }) => id), password };
}

describe('what surrounds the page', () => {
  it('asks the page for what was chosen in the menu', async () => {
    const { app, page, complaints } = await demo();
    expect(await choose(app, 'New package')).toBe(true);
    await page.getByRole('dialog').getByText(en['compose.title']).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await choose(app, 'Settings…')).toBe(true);
    await page.getByRole('heading', { name: en['settings.title'], level: 1 }).waitFor();
    expect(await choose(app, 'Command palette…')).toBe(true);
    await page.getByPlaceholder(en['palette.placeholder']).waitFor();
    await page.keyboard.press('Escape');
    const reloaded = page.waitForEvent('load');
    expect(await choose(app, 'Lock')).toBe(true);
    await reloaded;
    await page.getByRole('button', { name: en['unlock.submit'], exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('speaks the language that was chosen, menus included', async () => {
    const { app, page } = await startApp();
    expect(await menuLabels(app)).toContain('New package');
    await demand<'settings.set'>(page, 'settingsSet', { language: 'de' });
    await expect.poll(() => menuLabels(app)).toContain('Neues Paket');
    expect(await menuLabels(app)).not.toContain('New package');
  });

  it('S14 locks the profile that a window showed when it shows another, and forgets its page', async () => {
    const { page, people } = await demo();
    await page.evaluate(() => {
      (globalThis as { held?: string }).held = 'a secret';
    });
    const reloaded = page.waitForEvent('load');
    await ask<'profile.select'>(page, 'profileSelect', { profile: people[1] ?? null, newWindow: false }).catch(
      () => {},
    );
    await reloaded;
    expect(await page.evaluate(() => (globalThis as { held?: string }).held)).toBeUndefined();
    const session = await demand<'app.session'>(page, 'appSession', {});
    expect(session).toMatchObject({ state: 'locked', profile: { id: people[1] } });
    await demand<'profile.select'>(page, 'profileSelect', { profile: people[0] ?? null, newWindow: false });
    expect((await demand<'app.session'>(page, 'appSession', {})).state).toBe('locked');
  });

  it('shows each profile in one window: asked for again, that window comes to the front', async () => {
    const { app, page, people, password } = await demo();
    const opened = app.waitForEvent('window');
    await demand<'profile.select'>(page, 'profileSelect', { profile: people[1] ?? null, newWindow: true });
    const second = await opened;
    await second.waitForLoadState('load');
    await demand<'vault.unlock'>(second, 'vaultUnlock', { password });
    await demand<'profile.select'>(page, 'profileSelect', { profile: people[1] ?? null, newWindow: true });
    expect(app.windows()).toHaveLength(2);
    expect((await demand<'session.me'>(page, 'sessionMe', {})).role.id).toBe('owner');
    expect((await demand<'session.me'>(second, 'sessionMe', {})).role.id).toBe('administrator');
    await second.close();
    // The page is gone before its window is.
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const reloaded = page.waitForEvent('load');
    await ask<'profile.select'>(page, 'profileSelect', { profile: people[1] ?? null, newWindow: false }).catch(
      () => {},
    );
    await reloaded;
    await expect.poll(async () => (await demand<'app.session'>(page, 'appSession', {})).state).toBe('locked');
  });

  it('starts with the profile, the place and the settings that it ended with', async () => {
    const folder = join(await temporaryFolder(), 'data');
    const first = await demo(folder);
    await first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1000, height: 700 }),
    );
    await expect.poll(() => boundsOf(first.app)).toMatchObject({ width: 1000, height: 700 });
    await demand<'settings.set'>(first.page, 'settingsSet', { theme: 'dark', lockAfterMinutes: 1 });
    await first.close();
    const again = await startApp(folder);
    await again.page.getByRole('button', { name: en['unlock.submit'], exact: true }).waitFor();
    await expect.poll(() => boundsOf(again.app)).toMatchObject({ width: 1000, height: 700 });
    expect(await again.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    expect(await demand<'settings.get'>(again.page, 'settingsGet', {})).toMatchObject({
      theme: 'dark',
      lockAfterMinutes: 1,
    });
  });

  it('starts with what is given when its settings file is damaged', async () => {
    const folder = join(await temporaryFolder(), 'data');
    await mkdir(folder, { recursive: true });
    for (const content of [
      '{',
      '{"settings":{"theme":"purple"},"bounds":{"none":{"width":"x"}},"lastProfile":"../.."}',
      '[]',
    ]) {
      await writeFile(join(folder, 'settings.json'), content);
      const { page, complaints, close } = await startApp(folder);
      await page.getByText(en['firstRun.title']).waitFor();
      expect((await demand<'settings.get'>(page, 'settingsGet', {})).theme).toBe('system');
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
