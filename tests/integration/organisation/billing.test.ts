import { describe, expect, test } from 'vitest';
import { keepRecord, type RecordDraft } from '../../../src-main/organisation/billing/keep-record.ts';
import { type ReadRecord, readInvoice, readRecords } from '../../../src-main/organisation/billing/read-records.ts';
import { ROTATION_INTERVAL_MS } from '../../../src-main/organisation/keys/rotation-due.ts';
import type { Membership } from '../../../src-main/organisation/membership.ts';
import { equalBytes } from '../../../src-shared/base/bytes.ts';
import { unwrap } from '../../../src-shared/base/result.ts';
import type { Permission } from '../../../src-shared/policy/model/permissions.ts';
import { billingKey, INVOICE_MAX } from '../../../src-shared/protocol/billing-record.ts';
import { organisationBench } from '../../support/organisation.ts';
import { act, idOf, round } from '../../support/organisation-keys.ts';
import { ROLE } from '../../support/roles.ts';

const INVOICE = new TextEncoder().encode('%PDF-1.7 an invoice');

const draft = (fields: Partial<RecordDraft> = {}): RecordDraft => ({
  date: '2030-01-01',
  description: 'Licences',
  supplier: 'Sealpost GmbH',
  number: 'R-1',
  amount: 119_00,
  currency: 'EUR',
  licences: 10,
  replaces: null,
  invoice: { name: 'invoice.pdf', bytes: INVOICE },
  ...fields,
});

async function office() {
  const bench = await organisationBench();
  const ada = await bench.found();
  await round(ada);
  const bob = await bench.add(ada, 'Bob', ROLE.administrator);
  const cleo = await bench.add(ada, 'Cleo');
  for (const person of [ada, bob, cleo]) await round(person);
  return { bench, ada, bob, cleo };
}

const give = (by: Membership, to: Membership, permission: Permission, effect: 'allow' | null = 'allow') =>
  act(by, { type: 'member.override', member: idOf(to), permission, effect });

/** The one record, read by that member. */
async function only(reader: Membership): Promise<ReadRecord> {
  const [record, ...others] = unwrap(await readRecords(reader));
  if (record === undefined || others.length > 0) throw new Error('not one record');
  return record;
}

async function invoiceOf(reader: Membership): Promise<Uint8Array> {
  const { content, entry } = await only(reader);
  if (content === null) throw new Error('cannot be read');
  return unwrap(await readInvoice(reader, content, entry));
}

describe('the billing history', () => {
  test('makes no key before the first record', async () => {
    const { ada } = await office();
    expect(ada.log.state().keys.billing).toBeNull();
    unwrap(await keepRecord(ada, draft()));
    expect(ada.log.state().keys.billing).toMatchObject({ epoch: 1 });
  });

  test('is read by whoever is granted it later, byte for byte', async () => {
    const { ada, cleo } = await office();
    unwrap(await keepRecord(ada, draft()));
    await give(ada, cleo, 'billing.view');
    await round(cleo);
    const { content, flaw } = await only(cleo);
    expect(flaw).toBeNull();
    expect(content).toMatchObject({ description: 'Licences', amount: 119_00, licences: 10, replaces: null });
    expect(content?.invoice).toMatchObject({ name: 'invoice.pdf', size: INVOICE.length });
    expect(await invoiceOf(cleo)).toEqual(INVOICE);
  });

  test('says nothing in the log but that a record is there', async () => {
    const { ada } = await office();
    const { record } = unwrap(await keepRecord(ada, draft()));
    const [entry] = ada.log.history(null, 1);
    expect(entry?.actions).toEqual([
      { type: 'billing.record', record, hash: ada.log.state().billing.get(record)?.hash },
    ]);
  });

  test('declares a record void in the entry that corrects it, and keeps both', async () => {
    const { ada, bob } = await office();
    const { record } = unwrap(await keepRecord(ada, draft({ amount: 1 })));
    const { seq } = unwrap(await keepRecord(ada, draft({ amount: 2, replaces: record, invoice: null })));
    await give(ada, bob, 'billing.view');
    await round(bob);
    const records = unwrap(await readRecords(bob));
    expect(records.map(({ entry, content }) => [entry.voided, content?.amount, content?.replaces])).toEqual([
      [seq, 1, null],
      [null, 2, record],
    ]);
  });

  test('is kept by another holder to the same key', async () => {
    const { ada, cleo } = await office();
    unwrap(await keepRecord(ada, draft()));
    await give(ada, cleo, 'billing.manage');
    await give(ada, cleo, 'billing.view');
    await round(ada);
    await round(cleo);
    unwrap(await keepRecord(cleo, draft({ number: 'R-2' })));
    expect(cleo.log.state().keys.billing?.epoch).toBe(1);
    await round(ada);
    expect(unwrap(await readRecords(ada)).map(({ content }) => content?.number)).toEqual(['R-1', 'R-2']);
  });

  test('has its key made anew by whoever takes the right from a holder, and every record stays open to the others', async () => {
    const { ada, bob, cleo, bench } = await office();
    unwrap(await keepRecord(ada, draft()));
    for (const person of [bob, cleo]) await give(ada, person, 'billing.view');
    await round(bob);
    bench.clock.time += ROTATION_INTERVAL_MS;
    await give(ada, cleo, 'billing.view', null);
    expect(ada.log.state().keys.billing?.epoch).toBe(2);
    unwrap(await keepRecord(ada, draft({ number: 'R-2' })));
    expect(ada.log.state().keys.billing?.epoch).toBe(2);
    await round(bob);
    expect(unwrap(await readRecords(bob)).map(({ content }) => content?.number)).toEqual(['R-1', 'R-2']);
    await round(cleo);
    expect(cleo.keys.get('billing', 2)).toBeNull();
  });

  test('refuses an invoice of more than 10 MiB, and puts nothing for it', async () => {
    const { bench, ada } = await office();
    const large = { name: 'large.bin', bytes: new Uint8Array(INVOICE_MAX + 1) };
    expect(await keepRecord(ada, draft({ invoice: large }))).toMatchObject({ error: { code: 'billing.tooLarge' } });
    expect(unwrap(await bench.hub.list('billing/', { limit: 10 })).keys).toEqual([]);
    const whole = { name: 'whole.bin', bytes: bench.crypto.random(INVOICE_MAX) };
    unwrap(await keepRecord(ada, draft({ invoice: whole })));
    expect(equalBytes(await invoiceOf(ada), whole.bytes)).toBe(true);
  });

  test('puts nothing for somebody whom the policy refuses', async () => {
    const { bench, ada, cleo } = await office();
    unwrap(await keepRecord(ada, draft()));
    await give(ada, cleo, 'billing.view');
    await round(cleo);
    expect(await keepRecord(cleo, draft())).toMatchObject({ error: { code: 'policy.denied' } });
    expect(unwrap(await bench.hub.list('billing/', { limit: 10 })).keys).toHaveLength(2);
  });

  test('needs the hub once: what was read stays in the vault', async () => {
    const { bench, ada } = await office();
    const { record } = unwrap(await keepRecord(ada, draft()));
    unwrap(await bench.hub.delete(billingKey('record', record)));
    expect((await only(ada)).flaw).toBeNull();
  });
});
