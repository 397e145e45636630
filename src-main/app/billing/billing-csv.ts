import { utf8 } from '../../../src-shared/base/bytes.ts';
import type { ClassId } from '../../../src-shared/base/ids.ts';
import type { BillingRow, LicenceRow } from '../../../src-shared/ipc/billing-contract.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { minorDigits, plainAmount } from '../../../src-shared/text/amount.ts';
import { csvLine } from '../../../src-shared/text/csv.ts';

/** By this, spreadsheets know that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const file = (lines: readonly string[]): Uint8Array => utf8(BYTE_ORDER_MARK + lines.join(''));
const day = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

const COLUMNS = [
  ...['id', 'state', 'date', 'description', 'supplier', 'number', 'amount', 'currency', 'licences', 'invoice'],
  ...['replaces', 'kept by', 'kept at', 'void by', 'void at'],
];

/** All records, void and unreadable ones included: `state` is `counts`, `void`, or why there is no content. */
export function billingCsv(rows: readonly BillingRow[]): Uint8Array {
  return file([csvLine(COLUMNS), ...rows.map((row) => csvLine([...cellsOf(row), ...provenance(row)]))]);
}

function cellsOf({ id, content, flaw, voided }: BillingRow): readonly string[] {
  const state = flaw ?? (voided === null ? 'counts' : 'void');
  if (content === null) return [id, state, '', '', '', '', '', '', '', '', ''];
  const { date, description, supplier, number, amount, currency, licences, invoice, replaces } = content;
  const figures = [plainAmount(amount, minorDigits(currency)), currency, licences === null ? '' : String(licences)];
  return [id, state, date, description, supplier, number, ...figures, invoice?.name ?? '', replaces ?? ''];
}

const provenance = ({ keptBy, keptAt, voided }: BillingRow): readonly string[] => [
  keptBy ?? '',
  day(keptAt),
  voided?.by ?? '',
  day(voided?.at ?? null),
];

/** Who uses a licence, of which class, since when. */
export function licencesCsv({ classes }: Pick<PolicyState, 'classes'>, rows: readonly LicenceRow[]): Uint8Array {
  return file([
    csvLine(['name', 'email', 'class', 'since']),
    ...rows.map(({ name, email, class: id, since }) =>
      csvLine([name, email, classes.get(id as ClassId)?.name ?? id, day(since)]),
    ),
  ]);
}
