import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOrganisation } from '../../tools/demo/flows.ts';
import { announced, apply, button, heading, LONG_MS, runCommand, text } from './support/administration.ts';
import { demand } from './support/bridge.ts';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs.ts';
import { startApp, temporaryFolder } from './support/running-app.ts';

const DANA = { name: 'Dana Ruiz', email: 'dana@acme.example', password: 'correct horse battery staple' };
const MANY = 50;
const PEOPLE = {
  search: '',
  states: [],
  role: null,
  group: null,
  class: null,
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 100,
} as const;

describe('many people at once', () => {
  it(`says what is wrong with each row of a file, invites the other ${MANY}, and changes them in one entry`, async () => {
    const folder = await temporaryFolder();
    const hub = join(folder, 'hub');
    await mkdir(hub);
    const dana = await startApp(join(folder, 'dana'));
    const { page } = dana;
    await createOrganisation(dana, 'Acme', DANA, hub);
    await demand<'admin.change'>(page, 'adminChange', {
      changes: [
        { type: 'group.create', group: 'sales', name: 'Sales', scope: false, permissions: { 'pkg.briefcase': 'deny' } },
      ],
    });

    const good = Array.from({ length: MANY }, (_, at) => `Person ${at},person${at}@acme.example,member`);
    const bad = [
      'Nobody,not an address,member',
      'King,king@acme.example,king',
      'Again,person0@acme.example,member',
      'Dana,dana@acme.example,member',
      'Owner,owner@acme.example,owner',
    ];
    const file = join(folder, 'people.csv');
    await writeFile(file, ['name,email,roles', ...good, ...bad].join('\n'));
    await runCommand(page, 'import people', text('action.importPeople'));
    const dialog = page.getByRole('dialog', { name: text('import.title') });
    await answerOpenDialog(dana.app, [file]);
    await button(dialog, 'import.choose').click();
    await dialog.getByText('50 people can be invited. 5 rows cannot.').waitFor({ timeout: LONG_MS });
    const reasons: string[] = [];
    for (const name of ['Nobody', 'King', 'Again', 'Dana', 'Owner']) {
      const line = dialog.getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) });
      expect(await line.getByText(text('import.invites')).count(), name).toBe(0);
      reasons.push((await line.getByRole('cell').last().textContent()) ?? '');
    }
    expect(reasons).not.toContain('');
    expect(reasons).not.toContain(text('import.problemUnknown'));
    const links = join(folder, 'links.csv');
    await answerSaveDialog(dana.app, links);
    await dialog.getByRole('button', { name: `Invite ${MANY} people…` }).click();
    await announced(page, `${MANY} people are invited`);
    expect((await readFile(links, 'utf8')).match(/sealpost:\/\/join\//g)).toHaveLength(MANY);

    await page.keyboard.press('Control+5');
    await heading(page, 'people.title').waitFor();
    const head = async () => (await demand<'admin.organisation'>(page, 'adminOrganisation', {})).head.seq;
    const before = await head();
    await page.getByRole('listbox', { name: text('people.label') }).focus();
    await page.keyboard.press('Control+a');
    await page.getByText(`${MANY + 1} people chosen`).waitFor({ timeout: LONG_MS });
    await button(page, 'adminPeople.bulkAssign').click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('radiogroup', { name: 'Sales' }).getByText(text('adminPeople.add')).click();
    await sheet.getByRole('radiogroup', { name: 'Guest' }).getByText(text('adminPeople.add')).click();
    await sheet.getByRole('radiogroup', { name: 'Member' }).getByText(text('adminPeople.take')).click();
    await sheet
      .getByRole('status')
      .filter({ hasText: /Changes \d+ people/ })
      .waitFor();
    await button(sheet, 'adminPeople.review').click();
    await apply(page);
    await announced(page, /Confirmed by the hub as entry \d+/);
    expect(await head()).toBe(before + 1);
    const { rows } = await demand<'admin.people'>(page, 'adminPeople', { ...PEOPLE, states: ['invited'] });
    expect(rows).toHaveLength(MANY);
    for (const row of rows) expect(row).toMatchObject({ roles: ['guest'], groups: ['sales'] });
    expect(dana.complaints).toEqual([]);
  });
});
