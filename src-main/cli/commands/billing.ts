import { open } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { safeName } from '../../../src-shared/base/safe-name.ts';
import type { BillingRow } from '../../../src-shared/ipc/billing-contract.ts';
import { INVOICE_MAX } from '../../../src-shared/protocol/billing-record.ts';
import { minorDigits, parseAmount, plainAmount } from '../../../src-shared/text/amount.ts';
import type { InvoiceFile } from '../../app/billing/billing.ts';
import type { MemberSession } from '../../app/port.ts';
import { readWhole } from '../../system/read-whole.ts';
import { type Answered, type CliError, cliError, plainError } from '../answer.ts';
import { type Command, type CommandContext, openSession, syncSession } from '../context.ts';
import { formatTable, formatTime, printable } from '../format.ts';

/** One question to the core brings as many. */
const PAGE = 500;
const LEAST_LETTERS = 4;

type Work = (session: MemberSession, context: CommandContext) => Answered;

export const billing: Command = async (context) => {
  const [what = '', ...rest] = context.parsed.positionals;
  const task = Object.hasOwn(TASKS, what) ? TASKS[what as keyof typeof TASKS] : undefined;
  if (task === undefined || rest.length !== task.positionals) {
    return err(cliError('cli.usage', '“billing” needs list, add, save RECORD FILE, or void RECORD.'));
  }
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const problem = await syncSession(opened.value);
  const done = await task.work(opened.value, context);
  return done.ok && problem !== null ? ok({ problem, ...done.value }) : done;
};

const TASKS: Readonly<Record<'list' | 'add' | 'save' | 'void', { readonly positionals: number; readonly work: Work }>> =
  {
    list: { positionals: 0, work: list },
    add: { positionals: 0, work: add },
    save: { positionals: 2, work: saveInvoice },
    void: { positionals: 1, work: declareVoid },
  };

async function recordsOf(session: MemberSession, voided: boolean): Promise<Result<readonly BillingRow[], CliError>> {
  const rows: BillingRow[] = [];
  for (;;) {
    const query = { search: '', sort: 'date', voided, descending: true, offset: rows.length, limit: PAGE } as const;
    const page = await session.billing.records(query);
    if (!page.ok) return err(plainError(page.error));
    rows.push(...page.value.rows);
    if (page.value.rows.length < PAGE) return ok(rows);
  }
}

async function list(session: MemberSession, { parsed }: CommandContext): Answered {
  const records = await recordsOf(session, parsed.flag('all'));
  if (!records.ok) return records;
  const rows = records.value.map(({ id, flaw, content, voided }) => {
    if (content === null) return [id, '', flaw ?? '', '', '', '', ''];
    const { date, description, supplier, amount, currency, invoice } = content;
    const sum = `${plainAmount(amount, minorDigits(currency))} ${currency}`;
    return [id, date, description, supplier, sum, invoice?.name ?? '', voided === null ? '' : 'void'];
  });
  const headings = ['RECORD', 'DATE', 'DESCRIPTION', 'SUPPLIER', 'AMOUNT', 'INVOICE', ''];
  return ok({ json: { records: records.value }, lines: formatTable(headings, rows, ['AMOUNT']) });
}

async function add(session: MemberSession, { parsed }: CommandContext): Answered {
  const currency = (parsed.text('currency') ?? '').toUpperCase();
  const amount = parseAmount(parsed.text('amount') ?? '', minorDigits(currency));
  if (amount === null) return err(cliError('cli.usage', '“billing add” needs --amount, such as 119.00.'));
  const licences = parsed.text('licences');
  const invoice = await readInvoice(parsed.text('invoice'));
  if (!invoice.ok) return invoice;
  const replaced = parsed.text('replaces');
  const replaces = replaced === undefined ? ok(null) : await findRecord(session, replaced);
  if (!replaces.ok) return replaces;
  const kept = await session.billing.keep(
    {
      date: parsed.text('date') ?? '',
      description: parsed.text('description') ?? '',
      supplier: parsed.text('supplier') ?? '',
      number: parsed.text('number') ?? '',
      amount,
      currency,
      licences: licences === undefined ? null : Number(licences),
      replaces: replaces.value?.id ?? null,
    },
    invoice.value,
  );
  if (!kept.ok) return err(plainError(kept.error));
  const { record, seq } = kept.value;
  return ok({ json: { record, seq }, lines: [`Kept as ${record}, entry ${seq}.`] });
}

async function readInvoice(file: string | undefined): Promise<Result<InvoiceFile | null, CliError>> {
  if (file === undefined) return ok(null);
  const read = await readWhole(file, INVOICE_MAX);
  if (read.ok) return ok({ name: safeName(path.basename(file)), bytes: read.value });
  return err(read.error.code === 'file.tooLarge' ? cliError('billing.tooLarge') : cliError('cli.file', file));
}

/** By id or its first letters. */
async function findRecord(session: MemberSession, wanted: string): Promise<Result<BillingRow, CliError>> {
  const records = await recordsOf(session, true);
  if (!records.ok) return records;
  const found = records.value.filter(({ id }) => wanted.length >= LEAST_LETTERS && id.startsWith(wanted.toLowerCase()));
  const [only] = found;
  return only !== undefined && found.length === 1 ? ok(only) : err(cliError('billing.unknown'));
}

async function saveInvoice(session: MemberSession, { parsed }: CommandContext): Answered {
  const [, wanted = '', target = ''] = parsed.positionals;
  const found = await findRecord(session, wanted);
  if (!found.ok) return found;
  const invoice = await session.billing.invoice(found.value.id);
  if (!invoice.ok) return err(plainError(invoice.error));
  try {
    const file = await open(target, 'wx', 0o600);
    try {
      await file.writeFile(invoice.value);
    } finally {
      await file.close();
    }
  } catch {
    return err(cliError('cli.file', target));
  }
  const { id } = found.value;
  return ok({
    json: { record: id, file: target, bytes: invoice.value.length },
    lines: [`Saved as ${printable(target)}.`],
  });
}

async function declareVoid(session: MemberSession, { parsed }: CommandContext): Answered {
  const found = await findRecord(session, parsed.positionals[1] ?? '');
  if (!found.ok) return found;
  const made = await session.admin.change([{ type: 'billing.void', record: found.value.id }]);
  if (!made.ok) return err(plainError(made.error));
  const { id } = found.value;
  return ok({ json: { record: id, seq: made.value.seq }, lines: [`${id} is void, by entry ${made.value.seq}.`] });
}

export const licences: Command = async (context) => {
  const opened = await openSession(context);
  if (!opened.ok) return opened;
  const problem = await syncSession(opened.value);
  if (!opened.value.admin.governs()) return err(cliError('policy.denied', 'default'));
  const rows: ReturnType<MemberSession['billing']['licences']>['rows'] = [];
  const query = { search: '', sort: 'name', descending: false, limit: PAGE } as const;
  let page = opened.value.billing.licences({ ...query, offset: 0 });
  for (; page.rows.length > 0; page = opened.value.billing.licences({ ...query, offset: rows.length })) {
    rows.push(...page.rows);
  }
  const { bought, inUse } = page;
  const cells = rows.map(({ name, email, class: id, since }) => [
    name,
    email,
    id,
    since === null ? '' : formatTime(since),
  ]);
  return ok({
    json: { bought, inUse, licences: rows },
    lines: [
      `${inUse} in use${bought === null ? '' : ` of ${bought}`}`,
      '',
      ...formatTable(['NAME', 'E-MAIL', 'CLASS', 'SINCE'], cells),
    ],
    ...(problem !== null && { problem }),
  });
};
