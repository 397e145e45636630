import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { en } from '../../assets/locales/en.ts';
import { ensureBuilt } from '../../tools/build/ensure-built.ts';
import { goTo, join as joinWith, openFromInbox, seesInbox } from '../../tools/demo/flows.ts';
import type { BuiltPackage } from '../../tools/package/build-package.ts';
import { ensurePackaged } from '../../tools/package/ensure-packaged.ts';
import { launchPackagedApp } from '../../tools/package/packaged-app.ts';
import { type CliOptions, type CliRun, cli } from '../support/cli.ts';
import { ROLE } from '../support/roles.ts';
import { row } from './support/rows.ts';
import { IN_ENGLISH, temporaryFolder } from './support/running-app.ts';

/*
 * The packaged program and the command line, two people over one folder. The package's fuses keep every tool out of its
 * main process, so nothing in it is replaced: what its person does is typed and clicked, and no system dialog is used.
 */

const KOFI = { name: 'Kofi Mensah', email: 'kofi@acme.example', password: 'a quite different password' };
const PACKAGE_PASSWORD = 'lighthouse';
const LONG_MS = 60_000;

let built: BuiltPackage;

beforeAll(async () => {
  await ensureBuilt(['cli'], true);
  built = await ensurePackaged();
});

/** A command of Ada's that must succeed. */
type Ada = (args: readonly string[], options?: CliOptions) => Promise<CliRun>;

function adaIn(folder: string): Ada {
  return async (args, options) => {
    const run = await cli([...args, '--json', '--data-dir', join(folder, 'ada')], options);
    expect([run.code, run.stderr, run.json]).toEqual([0, '', expect.objectContaining({ ok: true })]);
    return run;
  };
}

/** Starts the package, and collects what its page complains about from its very first line on. */
async function startPackaged(userData: string): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const app = await launchPackagedApp({ executable: built.executable, userData, env: IN_ENGLISH });
  const { page } = app;
  onTestFinished(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    if (failed) await page.screenshot({ path: join('out', 'e2e', 'package-exchange.png') }).catch(() => {});
    await app.close();
  });
  page.setDefaultTimeout(LONG_MS);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  // The tool came when the page was there already.
  await page.reload();
  return { page, complaints };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

async function typePackagePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel(en['detail.passwordField'], { exact: true }).fill(password);
  await button(page, en['detail.passwordSubmit']).click();
}

async function sendMessage(page: Page, to: string, subject: string, message: string): Promise<void> {
  await button(page, en['action.compose']).click();
  const sheet = page.getByRole('dialog', { name: en['compose.title'] });
  const field = sheet.getByRole('combobox', { name: en['compose.to'] });
  await field.fill(to);
  await page.getByRole('option', { name: to }).last().waitFor();
  await field.press('ArrowDown');
  await field.press('Enter');
  await sheet.getByRole('row', { name: to }).waitFor();
  await field.press('Tab');
  await sheet.getByLabel(en['compose.subject'], { exact: true }).fill(subject);
  await sheet.getByLabel(en['compose.message'], { exact: true }).fill(message);
  await sheet.getByRole('button', { name: en['compose.send'], exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
  // It leaves when the seconds to take it back are over.
  await page.getByText(en['toast.sent'].replace('{subject}', subject)).waitFor();
}

async function lock(page: Page): Promise<void> {
  const reloaded = page.waitForEvent('load');
  await button(page, en['action.lock']).click();
  await reloaded;
  await page.getByRole('heading', { name: en['unlock.title'].replace('{name}', KOFI.name) }).waitFor();
}

async function unlock(page: Page, password: string): Promise<void> {
  await page.getByLabel(en['password.label'], { exact: true }).first().fill(password);
  await button(page, en['unlock.submit']).click();
}

describe('the packaged app and the command line', () => {
  it('exchange packages both ways, locked and unlocked, with no complaint from the page', async () => {
    const folder = await temporaryFolder();
    const hub = join(folder, 'hub');
    const plans = join(folder, 'Plans');
    await mkdir(hub);
    await mkdir(join(plans, 'Größe'), { recursive: true });
    await writeFile(join(plans, 'Größe', 'data.bin'), Buffer.alloc(100_000, 7));
    await writeFile(join(plans, 'notes.txt'), 'twelve bytes');
    const ada = adaIn(folder);
    const founder = ['--organisation', 'Acme', '--name', 'Ada Lovelace', '--email', 'ada@acme.example'];
    await ada(['create-organisation', ...founder, '--hub', hub, '--allow-password-only']);
    const invited = await ada(['invite', '--name', KOFI.name, '--email', KOFI.email]);

    const window = await startPackaged(join(folder, 'kofi'));
    const { page, complaints } = window;
    await joinWith(window, String(invited.json.link), KOFI);
    expect((await ada(['people'])).json.people).toMatchObject([
      { name: 'Ada Lovelace', role: { id: ROLE.owner } },
      { name: KOFI.name, role: { id: ROLE.member }, status: 'active' },
    ]);

    await ada(['send', '--to', KOFI.email, '--subject', 'The plans', '--message', 'As agreed.', plans]);
    await openFromInbox(window, 'The plans');
    await page.getByText('As agreed.', { exact: true }).waitFor();
    const files = page.getByRole('grid', { name: en['files.label'] });
    for (const name of ['data.bin', 'notes.txt']) await files.getByRole('row', { name }).waitFor();
    await button(page, en['detail.verified']).click();
    await page.getByText(en['detail.verifiedDetail'].replaceAll('{name}', 'Ada Lovelace')).waitFor();
    await page.keyboard.press('Escape');

    const secret = ['send', '--to', KOFI.email, '--subject', 'The secret', '--message', 'Behind the second door.'];
    await ada([...secret, '--package-password-fd', '3'], { descriptors: [PACKAGE_PASSWORD] });
    await openFromInbox(window, 'The secret');
    await typePackagePassword(page, 'lightship');
    await page.getByText(en['error.package.wrongPassword']).waitFor();
    expect(await page.getByText('Behind the second door.').count()).toBe(0);
    await typePackagePassword(page, PACKAGE_PASSWORD);
    await page.getByText('Behind the second door.', { exact: true }).waitFor();

    await sendMessage(page, 'Ada Lovelace', 'Re: The plans', 'They fit.');
    const [arrived] = (await ada(['inbox'])).json.packages as { readonly id: string }[];
    expect(arrived).toMatchObject({ subject: 'Re: The plans', fromName: KOFI.name, unread: true, refused: null });
    expect((await ada(['open', String(arrived?.id)])).json).toMatchObject({ message: 'They fit.', files: [] });

    await lock(page);
    await unlock(page, 'not the password');
    await page.getByText(en['error.vault.wrongPassword']).waitFor();
    await unlock(page, KOFI.password);
    await seesInbox(window);
    // What a package's password opened is closed again with the vault.
    await openFromInbox(window, 'The secret');
    await page.getByLabel(en['detail.passwordField'], { exact: true }).waitFor();
    await goTo(window, en['nav.sent']);
    await row(page, en['sent.title'], 'Re: The plans').waitFor();
    expect(complaints).toEqual([]);
  });
});
