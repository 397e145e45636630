import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { de } from '../../assets/locales/de.ts';
import { en, type MessageKey } from '../../assets/locales/en.ts';
import { type Params, render } from '../../src-shared/text/translate.ts';
import { LONG_MS, openDemoAsOwner, runCommand } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { inspect } from './support/inspect.ts';
import { THEMES } from './support/look.ts';
import { row } from './support/rows.ts';

const SOMEBODY = '0'.repeat(25);
const LANGUAGES = { en, de } as const;
/** Colours are the same in every language. */
const THEMES_OF = { en: THEMES, de: ['light'] } as const;
/** Milliseconds; thirty pages are looked through, one after another. */
const PATIENCE = { timeout: 600_000 };

/** Something in every list, so that no view is looked at empty alone. */
const LIVELY: readonly object[] = [
  {
    type: 'group.create',
    group: 'sales',
    name: 'Vertriebsaußendienst Norddeutschland',
    scope: true,
    permissions: { 'pkg.briefcase': 'deny', 'user.invite': 'allow' },
  },
  { type: 'contact.add', contact: `${SOMEBODY}1`, name: 'Ingrid Vale', email: 'ingrid.vale@lighthouse.example' },
  { type: 'contact.edit', contact: `${SOMEBODY}1`, pgp: 'requested' },
  { type: 'threshold.set', danger: 'approval.weaken', governors: 2 },
  { type: 'setting.set', key: 'approval.required', value: 'selected' },
  { type: 'setting.set', key: 'users.lockAfterDays', value: 90 },
];

describe.each(['en', 'de'] as const)('every screen and dialog of the administration (%s)', PATIENCE, (language) => {
  const t = (key: MessageKey, params: Params = {}): string => render(LANGUAGES[language][key], params, language);
  const button = (page: Page | Locator, key: MessageKey, params: Params = {}): Locator =>
    page.getByRole('button', { name: t(key, params), exact: true }).first();
  const view = async (page: Page, nav: MessageKey, title: MessageKey): Promise<void> => {
    await page
      .getByRole('navigation', { name: t('nav.label') })
      .getByRole('button', { name: t(nav), exact: true })
      .click();
    await page.getByRole('heading', { name: t(title), level: 1, exact: true }).waitFor();
  };
  const closeAll = async (page: Page): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.locator('[role="dialog"], [role="alertdialog"]').first().waitFor({ state: 'detached' });
  };
  const command = (page: Page, key: MessageKey): Promise<void> => runCommand(page, t(key), t(key), t('palette.title'));

  async function open() {
    const running = await openDemoAsOwner();
    const { page } = running;
    for (const change of LIVELY) await demand<'admin.change'>(page, 'adminChange', { changes: [change] });
    await demand<'settings.set'>(page, 'settingsSet', { language });
    await page.getByRole('heading', { name: t('inbox.title'), level: 1, exact: true }).waitFor({ timeout: LONG_MS });
    const look = (name: string) => inspect(running, `${language}-${name}`, THEMES_OF[language]);
    /** Looks at what is open over the page, and closes it. */
    const lookOver = async (name: string, shown: Locator): Promise<void> => {
      await shown.first().waitFor({ timeout: LONG_MS });
      await look(name);
      await closeAll(page);
    };
    return { running, page, look, lookOver };
  }

  it('has no accessibility finding in what is made of permissions, and breaks no content policy', async () => {
    const { running, page, look, lookOver } = await open();
    const dialog = page.getByRole('dialog');
    await view(page, 'nav.adminRoles', 'adminRoles.title');
    await page.getByRole('grid').waitFor();
    await look('roles');
    await button(page, 'adminRoles.new').click();
    await lookOver('role-new', dialog);
    await page.getByRole('button', { name: new RegExp(`^${t('roleName.sealpost.member')}`) }).click();
    await lookOver('role', dialog);
    await page.getByRole('button', { name: new RegExp(`^${t('roleName.sealpost.owner')}`) }).click();
    await lookOver('role-locked', dialog);

    await view(page, 'nav.adminGroups', 'adminGroups.title');
    await page.getByText('Vertriebsaußendienst').first().waitFor();
    await look('groups');
    await button(page, 'adminGroups.new').click();
    await lookOver('group-new', dialog);
    await page.getByRole('button', { name: /^Vertriebsaußendienst/ }).click();
    await lookOver('group', dialog);
    await page.getByRole('button', { name: new RegExp(`^${t('className.sealpost.internal')}`) }).click();
    await button(dialog, 'adminRoles.deleteOpen').click();
    await lookOver('class-in-use', dialog.getByRole('alert'));
    await page.getByRole('button', { name: new RegExp(`^${t('className.sealpost.partner')}`) }).click();
    await lookOver('class', dialog);

    await view(page, 'nav.adminWhy', 'adminWhy.title');
    await look('why-nobody');
    await page.getByText('yuki.tanabe@').click();
    await page.getByRole('heading', { name: t('adminWhy.because') }).waitFor();
    await look('why');
    await page
      .getByRole('button', { name: t('history.entry', { seq: 5 }), exact: true })
      .first()
      .click();
    await lookOver('why-entry', button(page, 'history.show'));
    await page
      .getByRole('button', { name: t('adminWhy.try') })
      .or(page.getByRole('button', { name: /^(Try this|Versuchen):/ }))
      .first()
      .click();
    await lookOver('why-preview', page.getByRole('list', { name: t('preview.people') }));
    await page.getByRole('button', { name: t('viewAs.start', { name: 'Yuki Tanabe' }) }).click();
    await page.getByText(t('viewAs.title', { name: 'Yuki Tanabe' })).waitFor();
    await look('view-as');
    await button(page, 'viewAs.stop').click();
    await view(page, 'nav.history', 'history.title');
    await page
      .getByRole('list', { name: t('history.label') })
      .getByRole('listitem')
      .first()
      .waitFor();
    await look('history');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('yuki');
    await lookOver('palette', page.getByRole('option'));
    expect(running.complaints).toEqual([]);
  });

  it('has no accessibility finding in what is set for everybody, and breaks no content policy', async () => {
    const { running, page, look, lookOver } = await open();
    const dialog = page.getByRole('dialog');
    await view(page, 'nav.adminSettings', 'adminSettings.title');
    await page.getByRole('heading', { name: t('adminSettings.preset') }).waitFor();
    await look('settings');
    await button(page, 'adminSettings.changeOf', { setting: t('setting.users.lockAfterDays') }).click();
    await lookOver('setting-number', dialog);
    await button(page, 'adminSettings.templateChange').click();
    await lookOver('template', dialog);
    await button(page, 'adminSettings.switchPreset').click();
    await lookOver('preset', dialog);

    // Weakening takes two governors here: it is proposed.
    await demand<'admin.change'>(page, 'adminChange', {
      changes: [{ type: 'setting.set', key: 'approval.required', value: 'nobody' }],
    });
    await view(page, 'nav.adminSecurity', 'adminSecurity.title');
    const proposal = page.getByRole('article').first();
    await proposal.waitFor({ timeout: LONG_MS });
    await look('security');
    await button(proposal, 'adminSecurity.withdraw').click();
    await lookOver('proposal-withdraw', dialog.getByRole('status'));
    await button(page, 'adminSecurity.transfer').click();
    await dialog.getByText('miriam.okafor@').click();
    await lookOver('transfer', dialog.getByRole('textbox'));
    await button(page, 'adminSecurity.licencesChange').click();
    await lookOver('licences', dialog);
    const { rows } = await demand<'admin.people'>(page, 'adminPeople', {
      search: 'miriam',
      states: [],
      role: null,
      group: null,
      class: null,
      sort: 'name',
      descending: false,
      offset: 0,
      limit: 1,
    });
    await demand<'admin.change'>(page, 'adminChange', {
      changes: [{ type: 'owner.offer', to: rows[0]?.id, keep: 'administrator' }],
    });
    await page.getByText(t('adminSecurity.offered', { name: 'Miriam Okafor' })).waitFor({ timeout: LONG_MS });
    await look('security-offered');

    await view(page, 'nav.adminContacts', 'adminContacts.title');
    await page.getByText('Ingrid Vale').waitFor();
    await look('contacts');
    await button(page, 'adminContacts.editOf', { name: 'Ingrid Vale' }).click();
    await lookOver('contact', dialog);
    await button(page, 'adminContacts.convertOf', { name: 'Ingrid Vale' }).click();
    await lookOver('contact-convert', dialog);
    expect(running.complaints).toEqual([]);
  });

  it('has no accessibility finding in what is done to people, and breaks no content policy', async () => {
    const { running, page, look, lookOver } = await open();
    const dialog = page.getByRole('dialog');
    const menu = async (key: MessageKey): Promise<void> => {
      await page
        .getByRole('article')
        .getByRole('button', { name: t('action.more') })
        .click();
      await page.getByRole('menuitem', { name: t(key) }).click();
    };
    await page.keyboard.press('Control+5');
    await row(page, t('people.label'), 'Yuki Tanabe').click();
    await page.getByRole('heading', { name: 'Yuki Tanabe', level: 2 }).waitFor();
    await look('person');
    await page
      .getByRole('article')
      .getByRole('button', { name: t('action.more') })
      .click();
    await page.getByRole('menu').waitFor();
    await look('person-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: t('adminPeople.permissions') }).click();
    await look('person-permissions');
    await page.getByRole('tab', { name: t('adminPeople.history') }).click();
    await page
      .getByRole('list', { name: t('history.label') })
      .getByRole('listitem')
      .first()
      .waitFor();
    await look('person-history');
    await button(page, 'adminPeople.edit').click();
    await lookOver('person-edit', dialog);
    await menu('adminPeople.lock');
    await lookOver('person-lock', dialog);
    await menu('adminPeople.remove');
    await page.getByRole('alertdialog').getByRole('listitem').first().waitFor({ timeout: LONG_MS });
    await lookOver('person-remove', page.getByRole('alertdialog'));
    await row(page, t('people.label'), 'Léa Fontaine').click();
    await page.getByRole('heading', { name: 'Léa Fontaine', level: 2 }).waitFor();
    await menu('people.resend');
    await lookOver('person-resend', dialog);
    await button(page, 'adminPeople.filters').click();
    await lookOver('people-filters', dialog);
    await page.getByRole('listbox', { name: t('people.label') }).focus();
    await page.keyboard.press('Control+a');
    await page.getByText(t('adminPeople.many', { count: 6 })).waitFor();
    await look('people-many');
    await button(page, 'adminPeople.bulkAssign').click();
    await lookOver('people-bulk', dialog);
    for (const [key, title] of [
      ['action.invite', 'invite.title'],
      ['action.importPeople', 'import.title'],
      ['action.exportPeople', 'export.title'],
    ] as const) {
      await command(page, key);
      await lookOver(key.replace('action.', ''), page.getByRole('dialog', { name: t(title), exact: true }));
    }
    expect(running.complaints).toEqual([]);
  });
});
