import { en } from '../../assets/locales/en.ts';
import type { PresetKey } from '../../src-shared/policy/presets/preset-outlines.ts';
import { type PersonWindow, willChoose } from './window.ts';

/*
 * What a person does in the window, by the names that a screen reader would read out. The texts come from the English
 * catalogue, so that a changed word does not break a flow and a lost label does.
 */

/** A window as far as a flow needs it: only those that answer system dialogs need the process behind it. */
type View = Pick<PersonWindow, 'page'>;

const LONG_MS = 30_000;
/** A transfer of a gigabyte on a slow, busy disk. */
export const TRANSFER_MS = 10 * 60_000;

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A message of the catalogue as a pattern: placeholders stand for anything. */
const pattern = (message: string): RegExp =>
  new RegExp(
    `^${message
      .split(/\{\w+\}/)
      .map(escaped)
      .join('.*')}$`,
  );

async function button({ page }: View, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}

async function fill({ page }: View, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().fill(value);
}

/** Where no keychain answers, Sealpost asks whether the password alone shall do; the person agrees. */
async function consentIfAsked({ page }: View, submit: () => Promise<void>): Promise<void> {
  const consent = page.getByText(en['keychain.consent']);
  const inside = page.getByRole('navigation', { name: en['nav.label'] });
  await consent.or(inside).first().waitFor({ timeout: LONG_MS });
  if (!(await consent.isVisible())) return;
  await consent.click();
  await submit();
}

export async function seesInbox({ page }: View): Promise<void> {
  await page.getByRole('heading', { name: en['inbox.title'], level: 1 }).waitFor({ timeout: LONG_MS });
}

/** First run: a new organisation on a hub folder; ends in the owner's inbox. */
export async function createOrganisation(
  window: PersonWindow,
  organisation: string,
  owner: Person,
  hub: string,
  preset: PresetKey = 'sealpost',
): Promise<void> {
  await window.page.getByRole('button', { name: new RegExp(`^${escaped(en['firstRun.create'])}`) }).click();
  await fill(window, en['create.organisation'], organisation);
  await fill(window, en['create.name'], owner.name);
  await fill(window, en['create.email'], owner.email);
  await button(window, en['create.next']);
  await window.page
    .getByRole('radiogroup', { name: en['create.preset'] })
    .getByText(en[`presetName.${preset}`], { exact: true })
    .click();
  await button(window, en['create.next']);
  await willChoose(window, [hub]);
  await button(window, en['create.hubChoose']);
  await window.page.getByText(en['create.hubChosen']).waitFor();
  await button(window, en['create.next']);
  await fill(window, en['password.label'], owner.password);
  await fill(window, en['password.again'], owner.password);
  const submit = (): Promise<void> => button(window, en['create.submit']);
  await submit();
  await consentIfAsked(window, submit);
  await seesInbox(window);
}

/** @returns the link that the invited person is to be sent. */
export async function invite(window: View, person: Person): Promise<string> {
  const { page } = window;
  await goTo(window, en['nav.people']);
  await button(window, en['people.invite']);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(en['invite.name'], { exact: true }).fill(person.name);
  await dialog.getByLabel(en['invite.email'], { exact: true }).fill(person.email);
  await dialog.getByRole('button', { name: en['invite.submit'] }).click();
  const link = page.getByRole('textbox', { name: en['invite.link'] });
  await link.waitFor({ timeout: LONG_MS });
  const text = (await link.textContent()) ?? '';
  await page.keyboard.press('Escape');
  return text.trim();
}

/** First run: joins with a link; ends in the newcomer's inbox. */
export async function join(window: View, link: string, person: Person): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: new RegExp(`^${escaped(en['firstRun.join'])}`) }).click();
  await fill(window, en['join.link'], link);
  await button(window, en['join.inspect']);
  await fill(window, en['password.label'], person.password);
  await fill(window, en['password.again'], person.password);
  const submit = (): Promise<void> => page.getByRole('button', { name: pattern(en['join.submit']) }).click();
  await submit();
  await consentIfAsked(window, submit);
  await seesInbox(window);
}

export async function goTo({ page }: View, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: en['nav.label'] })
    .getByRole('button', { name: new RegExp(`^${escaped(place)}`) })
    .click();
}

export interface Parcel {
  readonly to: readonly string[];
  readonly subject: string;
  readonly message: string;
  /** Folders to add. */
  readonly folders: readonly string[];
}

/** Composes and sends; resolves when the hub has all of it. */
export async function send(window: PersonWindow, parcel: Parcel): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: en['action.compose'] }).first().click();
  const sheet = page.getByRole('dialog');
  for (const name of parcel.to) {
    const to = sheet.getByRole('combobox', { name: en['compose.to'] });
    await to.fill(name);
    await to.press('ArrowDown');
    await to.press('Enter');
    await to.press('Tab');
    await sheet.getByRole('row', { name: new RegExp(escaped(name)) }).waitFor();
  }
  await sheet.getByLabel(en['compose.subject'], { exact: true }).fill(parcel.subject);
  await sheet.getByRole('textbox', { name: new RegExp(`^${en['compose.message']}`) }).fill(parcel.message);
  for (const folder of parcel.folders) {
    await willChoose(window, [folder]);
    await sheet.getByRole('button', { name: en['compose.addFolder'] }).click();
    await sheet
      .getByRole('button', { name: pattern(en['compose.removeItem']) })
      .last()
      .waitFor();
  }
  await sheet.getByRole('button', { name: en['compose.send'], exact: true }).click();
  await goTo(window, en['nav.sent']);
  await row(window, en['sent.title'], parcel.subject).waitFor({ timeout: TRANSFER_MS });
}

function row({ page }: View, list: string, subject: string) {
  return page
    .getByRole('grid', { name: list })
    .or(page.getByRole('listbox', { name: list }))
    .getByText(subject)
    .first();
}

/** Waits for the package in the inbox and opens it. */
export async function openFromInbox(window: View, subject: string): Promise<void> {
  await goTo(window, en['nav.inbox']);
  const found = row(window, en['inbox.title'], subject);
  await found.waitFor({ timeout: TRANSFER_MS });
  await found.click();
  await window.page.getByRole('heading', { name: subject, level: 2 }).waitFor({ timeout: LONG_MS });
}

/** Saves everything of the open package into a folder; resolves with how its transfer ended, as it is shown. */
export async function saveAll(window: PersonWindow, subject: string, folder: string): Promise<'saved' | 'stopped'> {
  const { page } = window;
  await willChoose(window, [folder]);
  await page.getByRole('button', { name: en['files.saveAll'] }).click();
  await goTo(window, en['nav.outbox']);
  const transfer = page.getByRole('main').getByRole('listitem').filter({ hasText: subject });
  const saved = transfer.getByText(en['transfer.doneSave']);
  const stopped = transfer.getByRole('button', { name: en['transfer.retry'] });
  await saved.or(stopped).first().waitFor({ timeout: TRANSFER_MS });
  return (await saved.count()) > 0 ? 'saved' : 'stopped';
}
