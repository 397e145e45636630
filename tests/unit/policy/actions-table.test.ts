import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { ACTIONS } from '../../../src-shared/policy/action/action.ts';

/*
 * `src-main/organisation/FORMAT.md` is what another implementation goes by: its table of actions is held against the
 * schemas, type by type and field by field, so that neither can go on without the other.
 */

const FORMAT = 'src-main/organisation/FORMAT.md';
const isOptional = (field: z.ZodType): boolean => field.safeParse(undefined).success;

const rows = Object.entries(ACTIONS).map(([type, schema]) => {
  const fields = Object.entries(schema.shape).filter(([name]) => name !== 'type');
  const names = fields.map(([name, field]) => `\`${name}\`${isOptional(field as z.ZodType) ? '?' : ''}`);
  return `| \`${type}\` | ${names.join(', ')} |`.replace('|  |', '| |');
});

test('the table of actions in FORMAT.md has every type with its fields, and no other', () => {
  const text = readFileSync(FORMAT, 'utf8');
  const start = text.indexOf('| type | fields |');
  const table = text.slice(start, text.indexOf('\n\n', start)).split('\n').slice(2);
  expect(table).toEqual(rows);
});
