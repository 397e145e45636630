import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { twoPeople } from '../../support/cli.ts';

test('keeps a record with its invoice, saves it byte for byte, corrects it, and refuses whoever has no right to it', async () => {
  const { folder, as } = await twoPeople();
  const file = path.join(folder, 'invoice.pdf');
  const bytes = Buffer.from('%PDF-1.7 an invoice');
  await writeFile(file, bytes);
  const fields = ['--date', '2030-01-01', '--description', 'Licences', '--amount', '119.05', '--currency', 'eur'];
  const added = await as('ada', ['billing', 'add', ...fields, '--invoice', file, '--json']);
  expect([added.code, added.json]).toMatchObject([0, { ok: true }]);
  const record = String(added.json.record);

  const listed = await as('ada', ['billing', 'list']);
  expect([listed.code, listed.stderr]).toEqual([0, '']);
  expect(listed.stdout).toMatch(/2030-01-01 +Licences +119\.05 EUR +invoice\.pdf/);

  const target = path.join(folder, 'saved.pdf');
  const saved = await as('ada', ['billing', 'save', record.slice(0, 6), target]);
  expect([saved.code, saved.stderr]).toEqual([0, '']);
  expect((await readFile(target)).equals(bytes)).toBe(true);
  // Nothing is overwritten.
  expect((await as('ada', ['billing', 'save', record, target])).code).toBe(1);

  const corrected = await as('ada', ['billing', 'add', ...fields, '--number', 'R-2', '--replaces', record, '--json']);
  expect(corrected.code).toBe(0);
  expect((await as('ada', ['billing', 'list', '--json'])).json.records).toMatchObject([{ content: { number: 'R-2' } }]);
  expect((await as('ada', ['billing', 'list', '--all', '--json'])).json.records).toHaveLength(2);
  const again = await as('ada', ['billing', 'void', record, '--json']);
  expect([again.code, again.json]).toMatchObject([4, { error: { code: 'policy.invalid' } }]);

  for (const args of [['list'], ['save', record, `${target}2`], ['add', ...fields]]) {
    const refused = await as('bob', ['billing', ...args, '--json']);
    expect([refused.code, refused.json]).toMatchObject([4, { ok: false, error: { code: 'policy.denied' } }]);
  }
  const licences = await as('ada', ['licences', '--json']);
  expect([licences.code, licences.json]).toMatchObject([0, { ok: true }]);
  expect((await as('ada', ['billing', 'burn'])).code).toBe(2);
}, 120_000);
