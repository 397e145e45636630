import { z } from 'zod';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { type BillingFields, billingFields } from '../../../src-shared/protocol/billing-record.ts';
import type { AppError } from '../error.ts';

const schema = z.object(billingFields);
type Field = keyof typeof billingFields;
const TEXTS = ['date', 'description', 'supplier', 'number', 'currency'] as const;

/**
 * What a person wrote, with spaces made plain and single. `billing.invalid` names the first field that is wrong in
 * `params.field`.
 */
export function parseFields(input: Readonly<Record<Field, unknown>>): Result<BillingFields, AppError> {
  const values: Record<string, unknown> = { ...input };
  for (const field of TEXTS) {
    const text = values[field];
    if (typeof text === 'string') values[field] = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) return ok(parsed.data);
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  return err({ code: 'billing.invalid', detail: field, params: { field } });
}
