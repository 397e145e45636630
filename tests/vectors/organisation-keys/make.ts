import { writeFileSync } from 'node:fs';
import { createCrypto } from '../../../src-main/crypto/crypto.ts';
import type { SealingPair } from '../../../src-main/crypto/port.ts';
import { copyTag, makeCopy, makeKeyObject, type SealToAll } from '../../../src-main/organisation/keys/key-object.ts';
import { hex } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import {
  addedCopyKey,
  decodeKeyHead,
  encodeAddedCopy,
  keyHeadSize,
  keyObjectKey,
} from '../../../src-shared/protocol/organisation-key.ts';
import type { KeyVectors } from './schema.ts';

/* Writes keys.json with fresh keys. Run once a version: what it wrote stays, so that later readers are held to it. */

const crypto = await createCrypto();
const organisation = hex(crypto.random(32)) as OrganisationId;
const seal: SealToAll = async (recipients, secret, associated, randomness) =>
  recipients.map((publicKey, at) => crypto.sealTo(publicKey, secret, associated, randomness[at]));
const pair = ({ secretKey, publicKey }: SealingPair) => ({ secretKey: hex(secretKey), publicKey: hex(publicKey) });

async function vector(kind: KeyVectors['keys'][number]['kind'], epoch: number, previous: Uint8Array | null) {
  const name = { organisation, kind, epoch };
  const secret = crypto.random(32);
  const holders = [crypto.sealingPair(), crypto.sealingPair()];
  const keys = holders.map(({ publicKey }) => hex(publicKey));
  const object = await makeKeyObject(crypto, seal, name, secret, previous, keys);
  if (object === null) throw new Error('not sealed');
  const head = decodeKeyHead(object.bytes.subarray(0, keyHeadSize(object.bytes) ?? 0));
  if (head === null) throw new Error('no head');
  const late = crypto.sealingPair();
  const copy = makeCopy(crypto, name, secret, head.salt, late.publicKey);
  return {
    kind,
    epoch,
    secret: hex(secret),
    previous: previous === null ? null : hex(previous),
    holders: holders.map(pair),
    name: keyObjectKey(kind, epoch, object.copies),
    copies: object.copies,
    object: hex(object.bytes),
    added: {
      holder: pair(late),
      name: addedCopyKey(kind, epoch, object.copies, copyTag(crypto, head.salt, late.publicKey)),
      object: hex(encodeAddedCopy(copy)),
    },
  };
}

const vectors: KeyVectors = {
  organisation,
  keys: [
    await vector('directory', 1, crypto.random(32)),
    await vector('audit', 1, null),
    await vector('audit', 2, crypto.random(32)),
    await vector('recovery', 3, crypto.random(32)),
  ],
};
writeFileSync(new URL('./keys.json', import.meta.url), `${JSON.stringify(vectors, null, 1)}\n`);
