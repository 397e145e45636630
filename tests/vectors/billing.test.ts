import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCrypto } from '../../src-main/crypto/crypto.ts';
import { openBilling } from '../../src-main/organisation/billing/billing-codec.ts';
import { fromHex, hex } from '../../src-shared/base/bytes.ts';
import type { BillingRecordId, OrganisationId } from '../../src-shared/base/ids.ts';
import { billingKey, parseRecord, recordText } from '../../src-shared/protocol/billing-record.ts';
import { billingVectorsSchema } from './billing/schema.ts';

/* What version 1 has written, every later version reads (made by tests/vectors/billing/make.ts, once). */

const file = new URL('./billing/billing.json', import.meta.url);
const vectors = billingVectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const crypto = await createCrypto();
const bytes = (text: string): Uint8Array => {
  const decoded = fromHex(text);
  if (decoded === null) throw new Error('not hex');
  return decoded;
};
const secret = bytes(vectors.secret);
const [organisation, record] = [vectors.organisation as OrganisationId, vectors.record as BillingRecordId];

describe.each(['record', 'invoice'] as const)('the %s of version 1', (kind) => {
  const { name, hash, object, content } = vectors.objects[kind];
  const open = (stored: Uint8Array, epoch = vectors.epoch) =>
    openBilling(crypto, { organisation, record, kind }, stored, (asked) => (asked === epoch ? secret : null));

  test('lies under its name and hash, and opens with the key of its epoch alone', () => {
    expect(billingKey(kind, record)).toBe(name);
    expect(hex(crypto.hash(bytes(object)))).toBe(hash);
    const opened = open(bytes(object));
    expect(opened.state === 'open' && hex(opened.content)).toBe(content);
    expect(open(bytes(object), vectors.epoch + 1)).toEqual({ state: 'noKey' });
  });

  test('counts with every single byte: changed or cut off, it does not open', () => {
    const whole = bytes(object);
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(open(changed).state).not.toBe('open');
      expect(open(whole.subarray(0, at)).state).not.toBe('open');
    }
  });
});

test('the record of version 1 is read, and written again byte for byte', () => {
  const text = bytes(vectors.objects.record.content);
  const read = parseRecord(text);
  expect(read).toMatchObject({ amount: -119_05, currency: 'EUR', invoice: { hash: vectors.objects.invoice.hash } });
  expect(read === null ? '' : hex(recordText(read))).toBe(hex(text));
});
