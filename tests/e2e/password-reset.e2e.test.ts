import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { en } from '../../assets/locales/en.ts';
import { createOrganisation, goTo, invite, join as joinWith } from '../../tools/demo/flows.ts';
import { demand } from './support/bridge.ts';
import { look } from './support/look.ts';
import { row } from './support/rows.ts';
import { type RunningApp, startApp, temporaryFolder } from './support/running-app.ts';

const DANA = { name: 'Dana Ruiz', email: 'dana@acme.example', password: 'correct horse battery staple' };
const BOB = { name: 'Bob Marsh', email: 'bob@acme.example', password: 'a quite different password' };
const NEXT = 'a password of my own';
const LONG_MS = 30_000;

const pictures = process.env.PICTURES === undefined ? null : join('out', 'pictures', 'password-reset');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

/** Both members' clients have told the hub what they have to tell. */
async function syncBoth(...people: readonly RunningApp[]): Promise<void> {
  for (const { page } of people) await demand<'hub.sync'>(page, 'hubSync', {});
}

async function helpDesk() {
  const folder = await temporaryFolder();
  const hub = join(folder, 'hub');
  await mkdir(hub);
  const dana = await startApp(join(folder, 'dana'));
  await createOrganisation(dana, 'Acme', DANA, hub);
  const link = await invite(dana, BOB);
  const bob = await startApp(join(folder, 'bob'));
  await joinWith(bob, link, BOB);
  await syncBoth(dana, bob, dana, bob);
  return { folder, dana, bob };
}

async function openReset(dana: RunningApp): Promise<void> {
  const { page } = dana;
  await goTo(dana, en['nav.people']);
  await row(page, en['people.label'], BOB.name).click();
  await page.getByRole('heading', { name: BOB.name, level: 2, exact: true }).waitFor();
  await page.getByText(en['personState.active'], { exact: true }).last().waitFor({ timeout: LONG_MS });
  await page.getByRole('article').getByRole('button', { name: en['action.more'] }).click();
  await page.getByRole('menuitem', { name: en['adminPeople.reset'] }).click();
  await page.getByRole('dialog', { name: en['resetPassword.title'].replace('{name}', BOB.name) }).waitFor();
}

async function lock({ page }: RunningApp): Promise<void> {
  const reloaded = page.waitForEvent('load');
  await button(page, en['action.lock']).click();
  await reloaded;
}

/** New password twice, and whatever the keychain of this machine wants to hear. */
async function setPassword({ page }: RunningApp): Promise<void> {
  await page.getByLabel(en['kit.newPassword'], { exact: true }).fill(NEXT);
  await page.getByLabel(en['password.again'], { exact: true }).fill(NEXT);
  await button(page, en['kit.submit']).click();
  const consent = page.getByText(en['keychain.consent']);
  const inside = page.getByRole('navigation', { name: en['nav.label'] });
  await consent.or(inside).first().waitFor({ timeout: LONG_MS });
  if (await consent.isVisible()) {
    await consent.click();
    await button(page, en['kit.submit']).click();
  }
  await inside.waitFor({ timeout: LONG_MS });
}

const wasReset = ({ page }: RunningApp) =>
  page.getByText(en['wasReset.by'].replace('{name}', DANA.name).split(',')[0] ?? '');

describe('a forgotten password', () => {
  it('is reset by the help desk, and the member comes back in with the code, and reads who did it', async () => {
    const { dana, bob } = await helpDesk();
    await openReset(dana);
    await look(dana, pictures, 'ask');
    await button(dana.page, en['resetPassword.submit']).click();
    const code = await dana.page.getByRole('textbox', { name: en['resetPassword.code'] }).inputValue();
    expect(code).toMatch(/^RSET(-[0-9A-HJKMNP-TV-Z]{4}){9}$/);
    await look(dana, pictures, 'code');

    await lock(bob);
    await button(bob.page, en['unlock.forgot']).click();
    await bob.page.getByText(en['forgotten.helpDesk'], { exact: true }).click();
    await bob.page.getByLabel(en['helpDesk.given'], { exact: true }).fill(code);
    await look(bob, pictures, 'forgotten');
    await setPassword(bob);
    await wasReset(bob).waitFor({ timeout: LONG_MS });
    await bob.page.getByText(en['wasReset.done']).waitFor({ timeout: LONG_MS });
    await look(bob, pictures, 'was-reset');
    await button(bob.page, en['wasReset.understood']).click();
    await wasReset(bob).waitFor({ state: 'detached', timeout: LONG_MS });
    expect([...dana.complaints, ...bob.complaints]).toEqual([]);
  });

  it('is replaced by the link that the member opens, with the one-time password they were told', async () => {
    const { folder, dana, bob } = await helpDesk();
    await openReset(dana);
    await dana.page.getByText(en['resetPassword.password'], { exact: true }).click();
    await look(dana, pictures, 'ask-password');
    await button(dana.page, en['resetPassword.submit']).click();
    const link = await dana.page.getByRole('textbox', { name: en['resetPassword.link'] }).inputValue();
    const oneTime = await dana.page.getByRole('textbox', { name: en['resetPassword.oneTime'] }).inputValue();
    expect(link).toMatch(/^sealpost:\/\/reset\//);
    await look(dana, pictures, 'link');

    // They had not forgotten: their window says what happened, and asks for another.
    await syncBoth(bob);
    await bob.page.getByText(en['wasReset.choose']).waitFor({ timeout: LONG_MS });
    await look(bob, pictures, 'choose');
    await bob.close();

    const again = await startApp(join(folder, 'bob'), [link]);
    await again.page.getByText(en['helpDesk.opened']).waitFor({ timeout: LONG_MS });
    await again.page.getByLabel(en['helpDesk.oneTime'], { exact: true }).fill(oneTime);
    await look(again, pictures, 'opened');
    await setPassword(again);
    await again.page.getByText(en['wasReset.done']).waitFor({ timeout: LONG_MS });
    expect([...dana.complaints, ...bob.complaints, ...again.complaints]).toEqual([]);
  });
});

describe('a vault under a password alone', () => {
  it('S13 is asked to be bound to a keychain where the organisation wants that, and goes on working', async () => {
    const folder = await temporaryFolder();
    const hub = join(folder, 'hub');
    await mkdir(hub);
    const dana = await startApp(join(folder, 'dana'));
    await createOrganisation(dana, 'Acme', DANA, hub);
    const { keychain } = await demand<'session.me'>(dana.page, 'sessionMe', {});
    const changes = [{ type: 'setting.set', key: 'security.passwordOnly', value: 'refuse' }];
    await demand<'admin.change'>(dana.page, 'adminChange', { changes });
    const wanted = dana.page.getByText(en['bindKeychain.wanted']);
    if (keychain === 'keychain') {
      // This machine has one: there is nothing to ask for.
      expect(await wanted.count()).toBe(0);
      return;
    }
    await wanted.waitFor({ timeout: LONG_MS });
    await button(dana.page, en['bindKeychain.open']).click();
    await dana.page.getByLabel(en['password.label'], { exact: true }).fill(DANA.password);
    await button(dana.page, en['bindKeychain.submit']).click();
    await dana.page.getByText(en['bindKeychain.none']).waitFor({ timeout: LONG_MS });
    await look(dana, pictures, 'bind-keychain');
    await button(dana.page, en['action.cancel']).click();
    await goTo(dana, en['nav.people']);
    expect(dana.complaints).toEqual([]);
  });
});
