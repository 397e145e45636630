import { writeFileSync } from 'node:fs';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import { sealBilling } from '../../../src-main/organisation/billing/billing-codec.ts';
import { hex, utf8 } from '../../../src-shared/base/bytes.ts';
import { type BillingRecordId, type OrganisationId, randomId } from '../../../src-shared/base/ids.ts';
import { type BillingObject, billingKey, recordText } from '../../../src-shared/protocol/billing-record.ts';
import type { BillingVectors } from './schema.ts';

/* Writes billing.json with fresh keys. Run once a version: what it wrote stays, so that later readers are held to it. */

const crypto = await createCrypto();
const organisation = hex(crypto.random(32)) as OrganisationId;
const random = { bytes: (length: number) => crypto.random(length) };
const record = randomId<BillingRecordId>(random);
const [epoch, secret] = [3, crypto.random(32)];

function vector(kind: BillingObject, content: Uint8Array): BillingVectors['objects']['record'] {
  const object = sealBilling(crypto, { organisation, record, kind }, epoch, secret, content);
  return {
    name: billingKey(kind, record),
    hash: hex(crypto.hash(object)),
    object: hex(object),
    content: hex(content),
  };
}

const bytes = utf8('%PDF-1.7 an invoice');
const invoice = vector('invoice', bytes);
const text = recordText({
  v: 1,
  date: '2030-12-31',
  description: 'Licences für 2031',
  supplier: 'Example Software GmbH',
  number: '2030-17',
  amount: -119_05,
  currency: 'EUR',
  licences: 25,
  replaces: randomId<BillingRecordId>(random),
  invoice: { name: 'invoice.pdf', size: bytes.length, hash: invoice.hash },
});
const vectors: BillingVectors = {
  organisation,
  epoch,
  secret: hex(secret),
  record,
  objects: { record: vector('record', text), invoice },
};
writeFileSync(new URL('./billing.json', import.meta.url), `${JSON.stringify(vectors, null, 1)}\n`);
