import type { BillingRecordId } from '../../../src-shared/base/ids.ts';
import { err, ok } from '../../../src-shared/base/result.ts';
import type { BillingRequest } from '../../../src-shared/ipc/billing-contract.ts';
import type { Request, Response } from '../../../src-shared/ipc/contract.ts';
import { decide } from '../../../src-shared/policy/decide/decide.ts';
import type { BillingRecord } from '../../../src-shared/protocol/billing-record.ts';
import { type Kept, keepRecord } from '../../organisation/billing/keep-record.ts';
import { mayRead, type ReadRecord, readInvoice, readRecords } from '../../organisation/billing/read-records.ts';
import { createRecordStore } from '../../organisation/billing/record-store.ts';
import type { Membership } from '../../organisation/membership.ts';
import type { Citations } from '../admin/citations.ts';
import { refused } from '../admin/refused.ts';
import type { AppResult } from '../error.ts';
import { billingCsv, licencesCsv } from './billing-csv.ts';
import { billingHistory, ownRequests } from './billing-history.ts';
import { billingRows, type RecordsPage, type RecordsQuery, recordsPage } from './billing-rows.ts';
import { createLicences, type LicencesPage, type LicencesQuery } from './licences.ts';
import { parseFields } from './parse-fields.ts';

/** A file that somebody wants to keep as an invoice. */
export interface InvoiceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type FieldsInput = Omit<Request<'billing.keep'>, 'file'>;

/** Billing for one unlocked member. Who may ask is decided at the bridge; who can read, by the billing key. */
export interface Billing {
  records(query: RecordsQuery): AppResult<RecordsPage>;
  keep(fields: FieldsInput, invoice: InvoiceFile | null): AppResult<Kept>;
  /** The name under which an invoice was kept; errors: `billing.unknown`, `billing.noInvoice`, and why it cannot be read. */
  invoiceName(record: string): AppResult<string>;
  invoice(record: string): AppResult<Uint8Array>;
  csv(): AppResult<Uint8Array>;
  history(before: number | null, limit: number): Response<'billing.history'>;
  requests(): readonly BillingRequest[];
  licences(query: LicencesQuery): LicencesPage;
  licencesCsv(): Uint8Array;
  /** Forgets what was read when the right to it is gone. */
  tidy(): void;
}

export interface BillingParts {
  readonly membership: Membership;
  readonly citations: Citations;
  /** After a change of our own. */
  readonly changed: () => Promise<void>;
}

export function createBilling({ membership, citations, changed }: BillingParts): Billing {
  const { log, database, clock, keyset } = membership;
  const licences = createLicences(membership, citations);

  /** Asked here as well as at the bridge: the command line has none, and what was read before lies in the vault. */
  async function readAll(): AppResult<readonly ReadRecord[]> {
    const at = Math.max(clock.now(), log.state().at);
    const { allowed, steps } = decide(log.state(), keyset.memberId, 'billing.view', { at });
    return allowed
      ? readRecords(membership)
      : err({ code: 'policy.denied', detail: steps.at(-1)?.reason ?? 'default' });
  }

  async function find(id: string): AppResult<Pick<ReadRecord, 'entry'> & { readonly content: BillingRecord }> {
    const read = await readAll();
    if (!read.ok) return read;
    const record = read.value.find(({ entry }) => entry.id === id);
    if (record === undefined) return err({ code: 'billing.unknown', detail: '' });
    const { content, entry, flaw } = record;
    if (content === null) return err({ code: `billing.${flaw ?? 'unreadable'}`, detail: '' });
    return ok({ content, entry });
  }

  return {
    async records(query) {
      const read = await readAll();
      return read.ok ? ok(recordsPage(billingRows(read.value, citations), query)) : read;
    },
    async keep(fields, invoice) {
      const parsed = parseFields(fields);
      if (!parsed.ok) return parsed;
      const replaces = fields.replaces as BillingRecordId | null;
      const kept = await keepRecord(membership, { ...parsed.value, replaces, invoice });
      if (!kept.ok) return err(refused(log.state(), kept.error));
      await changed();
      return kept;
    },
    async invoiceName(id) {
      const found = await find(id);
      if (!found.ok) return found;
      const { invoice } = found.value.content;
      return invoice === null ? err({ code: 'billing.noInvoice', detail: '' }) : ok(invoice.name);
    },
    async invoice(id) {
      const found = await find(id);
      return found.ok ? readInvoice(membership, found.value.content, found.value.entry) : found;
    },
    async csv() {
      const read = await readAll();
      return read.ok ? ok(billingCsv(billingRows(read.value, citations))) : read;
    },
    history: (before, limit) => billingHistory(membership, before, limit),
    requests: () => ownRequests(membership),
    licences: licences.page,
    licencesCsv: () => licencesCsv(log.state(), licences.rows()),
    tidy() {
      if (!mayRead(membership)) createRecordStore(database).clear();
    },
  };
}
