import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../assets/locales/en.ts';
import type { Chosen } from '../../src-shared/ipc/files-contract.ts';
import {
  createOrganisation,
  goTo,
  invite,
  join as joinWith,
  openFromInbox,
  saveAll,
  seesInbox,
  send,
} from '../../tools/demo/flows.ts';
import { printedCode } from '../support/pdf-text.ts';
import { ask, demand } from './support/bridge.ts';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs.ts';
import { row } from './support/rows.ts';
import { type RunningApp, startApp, temporaryFolder } from './support/running-app.ts';

const DANA = { name: 'Dana Ruiz', email: 'dana@acme.example', password: 'correct horse battery staple' };
const BOB = { name: 'Bob Marsh', email: 'bob@acme.example', password: 'a quite different password' };

interface Two {
  readonly folder: string;
  readonly dana: RunningApp;
  readonly bob: RunningApp;
}

/** Two people on one machine, each with a window, over one folder hub. */
async function twoPeople(): Promise<Two> {
  const folder = await temporaryFolder();
  const hub = join(folder, 'hub');
  await mkdir(hub);
  const dana = await startApp(join(folder, 'dana'));
  await createOrganisation(dana, 'Acme', DANA, hub);
  const link = await invite(dana, BOB);
  expect(link).toMatch(/^sealpost:\/\/join\//);
  const bob = await startApp(join(folder, 'bob'));
  await joinWith(bob, link, BOB);
  return { folder, dana, bob };
}

const unlock = async ({ page }: RunningApp, password: string): Promise<void> => {
  await page.getByLabel(en['password.label'], { exact: true }).first().fill(password);
  await page.getByRole('button', { name: en['unlock.submit'], exact: true }).click();
};

describe('two people and one hub, in real windows', () => {
  it('exchange a folder that arrives byte by byte, and the sender sees that it was opened', async () => {
    const { folder, dana, bob } = await twoPeople();
    const source = join(folder, 'Plans');
    await mkdir(join(source, 'Größe'), { recursive: true });
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 251));
    await writeFile(join(source, 'Größe', 'data.bin'), bytes);
    await writeFile(join(source, 'empty.txt'), '');
    await writeFile(join(source, '😀.txt'), 'smile');
    await send(dana, { to: [BOB.name], subject: 'The plans', message: 'As agreed.', folders: [source] });

    await openFromInbox(bob, 'The plans');
    await bob.page.getByText('As agreed.').waitFor();
    const target = join(folder, 'saved');
    await mkdir(target);
    expect(await saveAll(bob, 'The plans', target)).toBe('saved');
    expect(await readFile(join(target, 'Plans', 'Größe', 'data.bin'))).toEqual(bytes);
    expect(await readFile(join(target, 'Plans', '😀.txt'), 'utf8')).toBe('smile');
    expect((await readdir(join(target, 'Plans'))).sort()).toEqual(['Größe', 'empty.txt', '😀.txt'].sort());

    await goTo(dana, en['nav.sent']);
    await row(dana.page, en['sent.title'], 'The plans').click();
    await dana.page.getByText(en['detail.receiptSaved']).first().waitFor({ timeout: 30_000 });
    expect(dana.complaints).toEqual([]);
    expect(bob.complaints).toEqual([]);
  });

  it('opens the vault again after kill -9, and says so when the password is wrong', async () => {
    const { folder, dana, bob } = await twoPeople();
    await send(dana, { to: [BOB.name], subject: 'Still here', message: 'Hello', folders: [] });
    await row(bob.page, en['inbox.title'], 'Still here').waitFor({ timeout: 30_000 });
    const ended = new Promise((resolve) => bob.app.process().once('exit', resolve));
    bob.app.process().kill('SIGKILL');
    await ended;
    const again = await startApp(join(folder, 'bob'));
    await unlock(again, 'not the password');
    await again.page.getByText(en['error.vault.wrongPassword']).waitFor();
    await unlock(again, BOB.password);
    await seesInbox(again);
    await row(again.page, en['inbox.title'], 'Still here').waitFor();
    expect(again.complaints).toEqual([]);
  });

  it('keeps what is dropped on the window in the briefcase, where only its owner finds it', async () => {
    const { folder, dana } = await twoPeople();
    const file = join(folder, 'note.txt');
    await writeFile(file, 'for myself');
    await goTo(dana, en['nav.briefcase']);
    await answerOpenDialog(dana.app, [file]);
    await dana.page.getByRole('button', { name: en['briefcase.add'] }).first().click();
    await row(dana.page, en['briefcase.title'], 'note.txt').waitFor({ timeout: 30_000 });
    expect(dana.complaints).toEqual([]);
  });

  it('S8 turns a dropped file into a handle that says its name and size, and no path', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'dropped.txt');
    await writeFile(file, 'twelve bytes');
    const { page } = await startApp();
    await page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'test-drop';
      document.body.append(input);
    });
    await page.setInputFiles('#test-drop', file);
    const answer = await page.evaluate(async () => {
      const input = document.getElementById('test-drop') as HTMLInputElement;
      const { sealpost } = globalThis as unknown as { sealpost: { drop(files: unknown[]): Promise<unknown> } };
      const made = new File(['x'], '/etc/passwd');
      return sealpost.drop([...(input.files ?? []), made, '/etc/passwd', { path: '/etc/passwd' }]);
    });
    const { ok, value } = answer as { ok: boolean; value: Chosen[] };
    expect(ok).toBe(true);
    expect(value).toEqual([{ handle: expect.any(String), name: 'dropped.txt', kind: 'file', size: 12 }]);
    expect(JSON.stringify(answer)).not.toContain(folder);
  });

  it('opens an invitation from a link on the command line, and from a second start', async () => {
    const folder = await temporaryFolder();
    const hub = join(folder, 'hub');
    await mkdir(hub);
    const dana = await startApp(join(folder, 'dana'));
    await createOrganisation(dana, 'Acme', DANA, hub);
    const link = await invite(dana, BOB);
    const bob = await startApp(join(folder, 'bob'), [link]);
    await bob.page.getByRole('button', { name: en['join.askOpen'] }).click({ timeout: 30_000 });
    await bob.page.getByText(en['join.invitedTo']).waitFor({ timeout: 30_000 });
    await bob.page.getByText('Acme', { exact: true }).waitFor();
    await bob.close();

    const carol = await startApp(join(folder, 'carol'));
    await carol.page.getByText(en['firstRun.title']).waitFor();
    const file = join(folder, 'Invitation.sealpost');
    await writeFile(file, link);
    await carol.app.evaluate(
      ({ app }, words) => void app.emit('second-instance', {}, words, '/'),
      ['sealpost', '--flag', file],
    );
    const ask = carol.page.getByRole('button', { name: en['join.askOpen'] });
    await ask.waitFor({ timeout: 30_000 });
    // S21: nothing has been looked at before the person says so.
    expect(await carol.page.getByText(en['join.invitedTo']).count()).toBe(0);
    await carol.page.getByRole('button', { name: en['join.askIgnore'] }).click();
    await carol.page.getByText(en['join.title']).waitFor();
    await carol.app.evaluate(
      ({ app }, words) => void app.emit('second-instance', {}, words, '/'),
      ['sealpost', '--flag', file],
    );
    await ask.click();
    await carol.page.getByText(en['join.invitedTo']).waitFor({ timeout: 30_000 });
  });

  it('saves the recovery kit, renews it, and opens the vault with it when the password is forgotten', async () => {
    const { folder, dana } = await twoPeople();
    const kit = join(folder, 'kit.pdf');
    await answerSaveDialog(dana.app, kit);
    expect(await demand<'vault.saveKit'>(dana.page, 'vaultSaveKit', { password: DANA.password })).toBe(true);
    const first = printedCode(await readFile(kit));
    await answerSaveDialog(dana.app, null);
    expect(await demand<'vault.renewKit'>(dana.page, 'vaultRenewKit', { password: DANA.password })).toBe(false);
    await answerSaveDialog(dana.app, join(folder, 'no such folder', 'kit.pdf'));
    const refused = await ask<'vault.renewKit'>(dana.page, 'vaultRenewKit', { password: DANA.password });
    expect(refused).toMatchObject({ ok: false, error: { code: 'save.target' } });
    await answerSaveDialog(dana.app, kit);
    expect(await demand<'vault.saveKit'>(dana.page, 'vaultSaveKit', { password: DANA.password })).toBe(true);
    expect(printedCode(await readFile(kit))).toBe(first);
    await dana.page.getByRole('navigation').getByText(en['nav.settings'], { exact: true }).click();
    await dana.page.getByRole('button', { name: en['settings.renewKit'] }).click();
    const dialog = dana.page.getByRole('dialog', { name: en['renewKit.title'] });
    await dialog.getByLabel(en['password.label'], { exact: true }).fill(DANA.password);
    await dialog.getByRole('button', { name: en['saveKit.submit'] }).click();
    await dana.page.getByText(en['renewKit.done']).waitFor({ timeout: 30_000 });
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/\.part$/));
    const code = printedCode(await readFile(kit));
    expect(code).not.toBe(first);
    const reloaded = dana.page.waitForEvent('load');
    await dana.page.getByRole('button', { name: en['action.lock'] }).first().click();
    await reloaded;
    await dana.page.getByRole('button', { name: en['unlock.forgot'] }).click();
    await dana.page.getByLabel(en['kit.code'], { exact: true }).fill(code);
    await dana.page.getByLabel(en['kit.newPassword'], { exact: true }).fill('the newest password');
    await dana.page.getByLabel(en['password.again'], { exact: true }).fill('the newest password');
    await dana.page.getByRole('button', { name: en['kit.submit'] }).click();
    const consent = dana.page.getByText(en['keychain.consent']);
    const inside = dana.page.getByRole('navigation', { name: en['nav.label'] });
    await consent.or(inside).first().waitFor({ timeout: 30_000 });
    if (await consent.isVisible()) {
      await consent.click();
      await dana.page.getByRole('button', { name: en['kit.submit'] }).click();
    }
    await seesInbox(dana);
    expect(dana.complaints).toEqual([]);
  });

  it('loads a page that crashed again, with a word about it, and the session goes on', async () => {
    const { app, page, complaints } = await startApp();
    const { profiles, password } = await demand<'demo.open'>(page, 'demoOpen', {});
    await demand<'profile.select'>(page, 'profileSelect', { profile: profiles[0]?.id ?? null, newWindow: false });
    await demand<'vault.unlock'>(page, 'vaultUnlock', { password });
    await page.getByRole('heading', { name: en['inbox.title'], level: 1 }).waitFor();
    // Playwright loses sight of a page that crashed, so the test listens to what main sends it.
    const before = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) throw new Error('no window');
      const sent: unknown[] = [];
      (globalThis as { sent?: unknown[] }).sent = sent;
      const send = contents.send.bind(contents);
      contents.send = (channel, ...payload) => {
        sent.push([channel, ...payload]);
        send(channel, ...payload);
      };
      const process = contents.getOSProcessId();
      contents.forcefullyCrashRenderer();
      return process;
    });
    const sent = () => app.evaluate(() => (globalThis as { sent?: unknown[] }).sent);
    await expect.poll(sent, { timeout: 20_000 }).toContainEqual(['event:command', { name: 'reloaded' }]);
    const after = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return { process: contents?.getOSProcessId(), crashed: contents?.isCrashed(), url: contents?.getURL() };
    });
    expect(after).toEqual({ process: expect.any(Number), crashed: false, url: 'sealpost://app/index.html' });
    expect(after.process).not.toBe(before);
    expect(complaints).toEqual([]);
  });
});
