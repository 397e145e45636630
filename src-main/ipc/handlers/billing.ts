import { basename } from 'node:path';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import { safeName } from '../../../src-shared/base/safe-name.ts';
import type { BillingChannel } from '../../../src-shared/ipc/billing-contract.ts';
import type { IpcError } from '../../../src-shared/ipc/contract-fields.ts';
import { INVOICE_MAX } from '../../../src-shared/protocol/billing-record.ts';
import { readWhole } from '../../system/read-whole.ts';
import { writePrivateFile } from '../../system/write-private-file.ts';
import type { Handlers } from '../call.ts';
import type { HandlerContext } from '../context.ts';
import { crossing, refuse } from '../errors.ts';

export function billingHandlers({ desktop }: HandlerContext): Handlers<BillingChannel> {
  return {
    'billing.records': async (query, { session }) => crossing(await session.billing.records(query)),
    'billing.keep': async ({ file, ...fields }, { window, session }) => {
      if (file === null) return crossing(await session.billing.keep(fields, null));
      const path = window.handles.path(file);
      if (path === null) return refuse('files.unknown');
      const read = await readWhole(path, INVOICE_MAX);
      if (!read.ok) return refuse(read.error.code === 'file.tooLarge' ? 'billing.tooLarge' : 'files.unreadable');
      return crossing(await session.billing.keep(fields, { name: safeName(basename(path)), bytes: read.value }));
    },
    'billing.saveInvoice': async ({ record }, { window, session }) => {
      const name = await session.billing.invoiceName(record);
      if (!name.ok) return crossing(name);
      const target = await desktop.chooseTarget(window.id, 'invoice', safeName(name.value));
      if (target === null) return ok(false);
      const invoice = await session.billing.invoice(record);
      return invoice.ok ? save(target, invoice.value) : crossing(invoice);
    },
    'billing.export': async (_request, { window, session }) => {
      const csv = await session.billing.csv();
      if (!csv.ok) return crossing(csv);
      const target = await desktop.chooseTarget(window.id, 'billing');
      return target === null ? ok(false) : save(target, csv.value);
    },
    'billing.history': async ({ before, limit }, { session }) => ok(session.billing.history(before, limit)),
    'billing.requests': async (_request, { session }) => ok([...session.billing.requests()]),
    'billing.licences': async (query, { session }) => ok(session.billing.licences(query)),
    'billing.exportLicences': async (_request, { window, session }) => {
      const target = await desktop.chooseTarget(window.id, 'licences');
      return target === null ? ok(false) : save(target, session.billing.licencesCsv());
    },
  };
}

async function save(target: string, bytes: Uint8Array): Promise<Result<boolean, IpcError>> {
  const written = await writePrivateFile(target, bytes);
  return written.ok ? ok(true) : refuse(written.error.code);
}
