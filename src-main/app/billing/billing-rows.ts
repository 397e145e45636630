import type { BillingRow } from '../../../src-shared/ipc/billing-contract.ts';
import type { Request, Response } from '../../../src-shared/ipc/contract.ts';
import type { ReadRecord } from '../../organisation/billing/read-records.ts';
import type { Citations } from '../admin/citations.ts';
import { folded } from '../admin/people-index.ts';

export type RecordsQuery = Request<'billing.records'>;
export type RecordsPage = Response<'billing.records'>;

const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export function billingRows(records: readonly ReadRecord[], cite: Citations): readonly BillingRow[] {
  const replacedBy = new Map(
    records.flatMap(({ entry, content }) => (content?.replaces == null ? [] : [[content.replaces, entry.id] as const])),
  );
  return records.map(({ entry, content, flaw }) => {
    const { setBy: keptBy, setAt: keptAt } = cite(entry.setBy);
    return {
      id: entry.id,
      flaw,
      content: content === null ? null : shown(content),
      keptBy,
      keptAt,
      voided:
        entry.voided === null ? null : { ...voidedBy(entry.voided), replacedBy: replacedBy.get(entry.id) ?? null },
    };
  });

  function voidedBy(seq: number) {
    const { setBy: by, setAt: at } = cite(seq);
    return { by, at };
  }
}

function shown({ v: _, invoice, ...fields }: NonNullable<ReadRecord['content']>): NonNullable<BillingRow['content']> {
  return { ...fields, invoice: invoice === null ? null : { name: invoice.name, size: invoice.size } };
}

/** One page. What cannot be read is found by no search, and stands first otherwise: somebody has to look at it. */
export function recordsPage(rows: readonly BillingRow[], query: RecordsQuery): RecordsPage {
  const terms = folded(query.search).split(/\s+/).filter(Boolean);
  const counting = rows.filter(({ voided }) => query.voided || voided === null);
  const found = counting.filter((row) => terms.every((term) => textOf(row).includes(term)));
  const order = ORDERS[query.sort];
  const sign = query.descending ? -1 : 1;
  const whole = found.filter(({ content }) => content !== null).sort((a, b) => sign * (order(a, b) || byKept(a, b)));
  const flawed = found.filter(({ content }) => content === null);
  return {
    total: found.length,
    flawed: counting.filter(({ flaw }) => flaw !== null).length,
    rows: [...flawed, ...whole].slice(query.offset, query.offset + query.limit),
  };
}

function textOf({ content }: BillingRow): string {
  if (content === null) return '';
  const { description, supplier, number, date, currency, invoice } = content;
  return folded([description, supplier, number, date, currency, invoice?.name ?? ''].join('\n'));
}

type Order = (a: BillingRow, b: BillingRow) => number;
const byKept: Order = (a, b) => (a.keptAt ?? 0) - (b.keptAt ?? 0);
const text = (read: (content: NonNullable<BillingRow['content']>) => string): Order => {
  return (a, b) =>
    COLLATOR.compare(a.content === null ? '' : read(a.content), b.content === null ? '' : read(b.content));
};
const ORDERS: Readonly<Record<RecordsQuery['sort'], Order>> = {
  date: text(({ date }) => date),
  supplier: text(({ supplier }) => supplier),
  // Sums of different currencies have no order: each currency is apart.
  amount: (a, b) => text(({ currency }) => currency)(a, b) || (a.content?.amount ?? 0) - (b.content?.amount ?? 0),
  kept: byKept,
};
