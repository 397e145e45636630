import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { en } from '../../assets/locales/en.ts';
import { createOrganisation, goTo, join as joinWith } from '../../tools/demo/flows.ts';
import { mailServer, type TestMailServer } from '../support/mail-server.ts';
import { runCommand } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs.ts';
import { look } from './support/look.ts';
import { type RunningApp, startApp, temporaryFolder } from './support/running-app.ts';

const DANA = { name: 'Dana Ruiz', email: 'dana@acme.example', password: 'correct horse battery staple' };
const BOB = { name: 'Bob Marsh', email: 'bob@acme.example', password: 'a quite different password' };
const WELCOME = 'Good that you are here!\n\nQuestions? Ask <b>Dana</b>, or come to room 12.';
const LONG_MS = 30_000;

const pictures = process.env.PICTURES === undefined ? null : join('out', 'pictures', 'mail');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true }).first();

async function setUpMail({ page }: RunningApp, server: TestMailServer): Promise<void> {
  const dialog = page.getByRole('dialog', { name: en['mail.dialogTitle'] });
  await dialog.getByText(en['mail.security.none'], { exact: true }).click();
  await field(page, en['mail.host']).fill('localhost');
  await field(page, en['mail.port']).fill(String(server.port));
  await dialog.getByRole('button', { name: en['mail.save'] }).click();
  await dialog.waitFor({ state: 'detached', timeout: LONG_MS });
}

/** The text of the letter's first part, out of quoted-printable or base64 (RFC 2045). */
function textOf(message: string): string {
  // By the boundary that the letter names: a line of a link, wrapped, may begin with two dashes as well.
  const boundary = /boundary="([^"]+)"/.exec(message)?.[1] ?? '';
  const part = message.split(`\r\n--${boundary}`).find((each) => /^Content-Type: text\/plain/im.test(each)) ?? '';
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

async function founded(): Promise<{ readonly folder: string; readonly dana: RunningApp }> {
  const folder = await temporaryFolder();
  const hub = join(folder, 'hub');
  await mkdir(hub);
  const dana = await startApp(join(folder, 'dana'));
  await createOrganisation(dana, 'Acme', DANA, hub);
  return { folder, dana };
}

describe('invitations by e-mail', () => {
  it('go from the window to the mail server, and the newcomer joins with the link in the mail and is greeted', async () => {
    const server = await mailServer('none');
    const { folder, dana } = await founded();
    const { page } = dana;

    await goTo(dana, en['nav.adminSettings']);
    await button(page, en['mail.setUp']).click();
    await page.getByRole('dialog', { name: en['mail.dialogTitle'] }).waitFor();
    await look(dana, pictures, 'server');
    await setUpMail(dana, server);
    await button(page, en['mail.test']).click();
    await page.getByText(`Handed to localhost for ${DANA.email}.`).waitFor({ timeout: LONG_MS });
    expect(server.taken[0]?.to).toEqual([DANA.email]);
    await page.getByText(`Handed to localhost for ${DANA.email}.`).scrollIntoViewIfNeeded();
    await look(dana, pictures, 'card');

    await page.keyboard.press('Control+i');
    await field(page, en['invite.name']).fill(BOB.name);
    await field(page, en['invite.email']).fill(BOB.email);
    await field(page, en['welcome.field']).fill(WELCOME);
    await look(dana, pictures, 'invite');
    await button(page, en['invite.submit']).click();
    await button(page, en['mail.send']).click({ timeout: LONG_MS });
    await page.getByText(`Handed to localhost for ${BOB.email}.`).waitFor({ timeout: LONG_MS });
    await look(dana, pictures, 'sent');
    const letter = server.taken[1];
    expect(letter?.to).toEqual([BOB.email]);
    const text = textOf(letter?.message ?? '');
    expect(text).toContain('Questions? Ask <b>Dana</b>, or come to room 12.');
    const link = /sealpost:\/\/join\/\S+/.exec(text)?.[0] ?? '';

    const bob = await startApp(join(folder, 'bob'));
    await joinWith(bob, link, BOB);
    await bob.page.getByRole('heading', { name: 'Welcome to Acme' }).waitFor({ timeout: LONG_MS });
    await bob.page.getByText('Questions? Ask <b>Dana</b>, or come to room 12.').waitFor();
    await look(bob, pictures, 'welcome');
    await button(bob.page, en['welcome.dismiss']).click();
    await bob.page.getByRole('heading', { name: 'Welcome to Acme' }).waitFor({ state: 'detached' });
    await bob.page.reload();
    await bob.page.getByRole('heading', { name: en['inbox.title'], level: 1 }).waitFor({ timeout: LONG_MS });
    expect(await demand<'welcome.greeting'>(bob.page, 'welcomeGreeting', {})).toBe(null);
    await expect.poll(() => bob.page.getByRole('heading', { name: 'Welcome to Acme' }).count()).toBe(0);

    // The words of last time are there already for the next one.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+i');
    await field(page, en['welcome.field']).waitFor();
    await expect.poll(() => field(page, en['welcome.field']).inputValue()).toBe(WELCOME);
    expect(dana.complaints).toEqual([]);
    expect(bob.complaints).toEqual([]);
  });

  it('go to everybody of a file, one by one; what failed stays, says why, and is sent again', async () => {
    const server = await mailServer('none');
    const { folder, dana } = await founded();
    const { page } = dana;
    await goTo(dana, en['nav.adminSettings']);
    await button(page, en['mail.setUp']).click();
    await setUpMail(dana, server);

    const file = join(folder, 'people.csv');
    const rows = ['Ada Moss,ada@acme.example', 'Gus Grey,greylist@acme.example', 'Nan Lost,bounce@acme.example'];
    await writeFile(file, ['name,email', ...rows, ''].join('\n'));
    await goTo(dana, en['nav.people']);
    await runCommand(page, 'import people', en['action.importPeople']);
    await answerOpenDialog(dana.app, [file]);
    await button(page, en['import.choose']).click();
    await page.getByText(en['mail.many'], { exact: true }).click({ timeout: LONG_MS });
    await look(dana, pictures, 'import');
    const links = join(folder, 'links.csv');
    await answerSaveDialog(dana.app, links);
    await button(page, 'Invite 3 people…').click();
    const dialog = page.getByRole('dialog', { name: en['mail.manyTitle'] });
    await dialog.getByText('2 not sent').waitFor({ timeout: LONG_MS });
    expect(await readFile(links, 'utf8')).toContain('greylist@acme.example,sealpost://join/');
    await dialog.getByText('The server said: “451 4.7.1 Greylisted, try again later”').waitFor();
    await look(dana, pictures, 'mailing');
    await button(page, 'Send 2 again').click();
    await dialog.getByText('2 handed to localhost').waitFor({ timeout: LONG_MS });
    await dialog.getByText('1 not sent').waitFor({ timeout: LONG_MS });
    await dialog.getByText('The server said: “550 5.1.1 No such user here”').waitFor();
    expect(server.taken.map(({ to }) => to[0])).toEqual(['ada@acme.example', 'greylist@acme.example']);
    expect(dana.complaints).toEqual([]);
  });
});
