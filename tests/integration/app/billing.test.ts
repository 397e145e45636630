import { describe, expect, it } from 'vitest';
import type { FieldsInput } from '../../../src-main/app/billing/billing.ts';
import type { MemberSession } from '../../../src-main/app/port.ts';
import { fromUtf8, utf8 } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import { coreBench, founded, joined } from '../../support/core.ts';

const FIELDS: FieldsInput = {
  date: '2030-03-01',
  description: 'Licences',
  supplier: 'Sealpost GmbH',
  number: 'R-1',
  amount: 119_05,
  currency: 'EUR',
  licences: 10,
  replaces: null,
};
const EVERYTHING = { search: '', sort: 'date', voided: true, descending: true, offset: 0, limit: 100 } as const;
const LICENCES = { search: '', sort: 'name', descending: false, offset: 0, limit: 100 } as const;

async function team() {
  const bench = await coreBench();
  const dana = await founded(bench, bench.core('dana'));
  const bob = await joined(dana, bench.core('bob'), 'Bob Marsh');
  return { dana, bob };
}

const ask = async (bob: MemberSession) =>
  unwrap(await bob.admin.change([{ type: 'privilege.request', permission: 'billing.view' }]));

async function answer(dana: MemberSession, bob: MemberSession, granted: boolean): Promise<void> {
  await dana.sync();
  const member = bob.member().id;
  unwrap(await dana.admin.change([{ type: 'privilege.answer', member, permission: 'billing.view', granted }]));
  await dana.sync();
  await bob.sync();
}

const found = async (session: MemberSession, query: object = {}) =>
  unwrap(await session.billing.records({ ...EVERYTHING, ...query }));

describe('billing', () => {
  it('is asked for, declined, asked for again and granted, and each is remembered with who and when', async () => {
    const { dana, bob } = await team();
    expect(bob.billing.requests()).toEqual([]);
    await ask(bob);
    expect(bob.billing.requests()).toMatchObject([{ permission: 'billing.view', answer: null }]);
    await answer(dana, bob, false);
    expect(bob.billing.requests()).toMatchObject([{ answer: { granted: false, by: 'Dana Ruiz' } }]);
    await ask(bob);
    await answer(dana, bob, true);
    expect(bob.billing.requests()).toMatchObject([
      { answer: { granted: true, by: 'Dana Ruiz' } },
      { answer: { granted: false, by: 'Dana Ruiz' } },
    ]);
    // Dana asked for nothing, and sees what the others did.
    expect(dana.billing.requests()).toEqual([]);
    const { entries, next } = dana.billing.history(null, 3);
    expect(entries.map(({ author, actions }) => [author, actions[0]?.text])).toEqual([
      ['Dana Ruiz', 'history.privilege.answer'],
      ['Bob Marsh', 'history.privilege.request'],
      ['Dana Ruiz', 'history.privilege.answer'],
    ]);
    expect(dana.billing.history(next, 3)).toMatchObject({ entries: [{ author: 'Bob Marsh' }], next: null });
  });

  it('finds and sorts records, and shows void ones when asked', async () => {
    const { dana } = await team();
    const { record } = unwrap(await dana.billing.keep(FIELDS, null));
    unwrap(await dana.billing.keep({ ...FIELDS, date: '2030-01-31', amount: 500_00, supplier: 'Ärzte AG' }, null));
    unwrap(await dana.billing.keep({ ...FIELDS, date: '2030-02-01', amount: 7, replaces: record }, null));
    const dates = async (query: object) => (await found(dana, query)).rows.map(({ content }) => content?.date);
    expect(await dates({})).toEqual(['2030-03-01', '2030-02-01', '2030-01-31']);
    expect(await dates({ voided: false })).toEqual(['2030-02-01', '2030-01-31']);
    expect(await dates({ sort: 'amount' })).toEqual(['2030-01-31', '2030-03-01', '2030-02-01']);
    expect(await dates({ search: 'arzte' })).toEqual(['2030-01-31']);
    expect(await dates({ offset: 1, limit: 1 })).toEqual(['2030-02-01']);
    const [first, second] = (await found(dana)).rows;
    expect(first?.voided).toMatchObject({ by: 'Dana Ruiz', replacedBy: second?.id });
  });

  it('refuses a record whose fields are not as they should be, and names the first of them', async () => {
    const { dana } = await team();
    const wrong: readonly (readonly [string, Partial<FieldsInput>])[] = [
      ['date', { date: '2030-02-30' }],
      ['description', { description: '  ' }],
      ['description', { description: 'a\u202eb' }],
      ['amount', { amount: 1.5 }],
      ['currency', { currency: 'euro' }],
      ['licences', { licences: 0 }],
    ];
    for (const [field, fields] of wrong) {
      const kept = await dana.billing.keep({ ...FIELDS, ...fields }, null);
      expect(kept, field).toMatchObject({ ok: false, error: { code: 'billing.invalid', params: { field } } });
    }
    expect((await found(dana)).total).toBe(0);
  });

  it('exports what a spreadsheet does not run: SECURITY CWE-1236', async () => {
    const { dana } = await team();
    unwrap(await dana.billing.keep({ ...FIELDS, description: '=1+1', supplier: '@SUM(A1)' }, null));
    const [head, line] = fromUtf8(unwrap(await dana.billing.csv())).split('\r\n');
    expect(head).toContain('description,supplier,number,amount,currency');
    expect(line).toContain(",counts,2030-03-01,'=1+1,'@SUM(A1),R-1,119.05,EUR,10,");
    expect(fromUtf8(dana.billing.licencesCsv())).toContain('name,email,class,since');
  });

  it('says who uses a licence since when: since they joined, or since their class takes one', async () => {
    const { dana, bob } = await team();
    const { class: id } = bob.member();
    const licensed = dana.log.state().classes.get(id)?.licensed === true;
    if (!licensed) unwrap(await dana.admin.change([{ type: 'class.edit', class: id, licensed: true }]));
    const page = dana.billing.licences(LICENCES);
    expect(page.inUse).toBe(page.total);
    expect(page.rows.map(({ name }) => name)).toContain('Bob Marsh');
    // Two entries may be of one millisecond.
    const typesAt = (at: number | null) =>
      dana.log.history(null, 100).flatMap((entry) => (entry.at === at ? entry.actions.map(({ type }) => type) : []));
    const since = page.rows.find(({ name }) => name === 'Bob Marsh')?.since ?? null;
    expect(typesAt(since)).toContain(licensed ? 'member.activate' : 'class.edit');
    expect(dana.billing.licences({ ...LICENCES, search: 'marsh' }).total).toBe(1);
    const times = (descending: boolean) =>
      dana.billing.licences({ ...LICENCES, sort: 'since', descending }).rows.map((row) => row.since ?? 0);
    expect(times(false)).toEqual(times(false).toSorted((a, b) => a - b));
    expect(times(true)).toEqual(times(false).toReversed());
    const renamed = { type: 'member.edit', member: bob.member().id, name: 'Aaron Marsh' };
    unwrap(await dana.admin.change([renamed]));
    expect(dana.billing.licences(LICENCES).rows[0]?.name).toBe('Aaron Marsh');
  });

  it('is closed again when the right is gone: here, by the key, and in the vault', async () => {
    const { dana, bob } = await team();
    await ask(bob);
    await answer(dana, bob, true);
    const invoice = { name: 'invoice.pdf', bytes: utf8('%PDF-1.7') };
    const { record } = unwrap(await dana.billing.keep(FIELDS, invoice));
    await dana.sync();
    await bob.sync();
    expect((await found(bob)).rows).toMatchObject([{ id: record, content: { invoice: { name: 'invoice.pdf' } } }]);
    expect(unwrap(await bob.billing.invoice(record))).toEqual(invoice.bytes);
    const change = { type: 'member.override', member: bob.member().id, permission: 'billing.view', effect: null };
    unwrap(await dana.admin.change([change]));
    await bob.sync();
    expect(await bob.billing.records(EVERYTHING)).toMatchObject({ error: { code: 'policy.denied' } });
    expect(await bob.billing.invoice(record)).toMatchObject({ error: { code: 'policy.denied' } });
    expect(await bob.billing.csv()).toMatchObject({ error: { code: 'policy.denied' } });
  });
});
