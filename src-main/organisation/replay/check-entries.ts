import { fromHex } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import { activationOf } from '../../../src-shared/policy/apply/apply.ts';
import { type EntryPayload, epochOf } from '../../../src-shared/protocol/policy-entry.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { CheckedBatch, Crypto, EntryBatch } from '../../crypto/port.ts';
import { isProvenBy } from '../activation.ts';
import { type OpenedEntry, openEntry, signedParts } from '../entry-codec.ts';
import { COVER_BYTES, coverAt, writeCover } from '../entry-cover.ts';
import { KeyReader, keysBrought } from './known-keys.ts';

/*
 * What a thread does with a batch: everything about an entry that does not depend on the state before it, and signatures
 * by keys that it was told, or met earlier in the batch. Which key that was goes into the answer; whether it is the one
 * that the state names is for the main thread to say (`verifyChecked`). So a wrong hint costs time and nothing else.
 */

const reader = new KeyReader();

interface Checked {
  readonly opened: OpenedEntry;
  readonly signer: string;
  readonly proof: string;
}

export function checkEntries(crypto: Crypto, batch: EntryBatch): CheckedBatch {
  const keys = reader.read(batch.known);
  const keyOf = (id: string) => keys.get(id) ?? '';
  const directories = new Map(batch.directoryKeys.map((directory) => [directory.epoch, directory]));
  const organisation = batch.organisation as OrganisationId;
  const found: (Checked | null)[] = [];
  const waiting: { readonly index: number; readonly opened: OpenedEntry }[] = [];
  let start = 0;
  for (const [index, end] of batch.ends.entries()) {
    const stored = batch.bytes.subarray(start, end);
    start = end;
    const directory = directories.get(epochOf(stored) ?? -1);
    const opened =
      directory === undefined ? null : openEntry(crypto, organisation, directory, batch.first + index, stored);
    found.push(null);
    if (opened?.ok !== true) continue;
    for (const { id, publicKey } of keysBrought(opened.value.payload.actions)) reader.add(batch.known, id, publicKey);
    if (hasKeys(opened.value.payload, keyOf)) found[index] = checkEntry(crypto, organisation, opened.value, keyOf);
    else waiting.push({ index, opened: opened.value });
  }
  // Another thread may have met the key meanwhile, in a batch before this one.
  reader.read(batch.known);
  for (const { index, opened } of waiting) found[index] = checkEntry(crypto, organisation, opened, keyOf);
  return answer(found, batch);
}

/** Is anything known of the key that it is proven, or signed, by? */
function hasKeys(payload: EntryPayload, keyOf: (id: string) => string): boolean {
  return keyOf(activationOf(payload)?.invitation ?? payload.device) !== '';
}

function checkEntry(
  crypto: Crypto,
  organisation: OrganisationId,
  opened: OpenedEntry,
  keyOf: (id: string) => string,
): Checked | null {
  const { payload, text, signature } = opened;
  const activation = activationOf(payload);
  const signer = activation?.devicePublicKey ?? keyOf(payload.device);
  const publicKey = fromHex(signer);
  if (publicKey === null || publicKey.length === 0) return null;
  if (!crypto.verify(publicKey, signature, LABEL.policyEntry, signedParts(organisation, text))) return null;
  const proof = activation === null ? '' : keyOf(activation.invitation);
  if (activation !== null && !isProvenBy(crypto, organisation, proof, activation)) return null;
  return { opened, signer, proof };
}

/** In flat memory, so that it crosses to the main thread without a copy. */
function answer(found: readonly (Checked | null)[], { bytes, ends }: EntryBatch): CheckedBatch {
  const texts = new Uint8Array(found.reduce((sum, checked) => sum + (checked?.opened.text.length ?? 0), 0));
  const textEnds = new Uint32Array(found.length);
  const covers = new Uint8Array(found.length * COVER_BYTES);
  let length = 0;
  for (const [index, checked] of found.entries()) {
    if (checked !== null) {
      const { text, signature } = checked.opened;
      texts.set(text, length);
      length += text.length;
      writeCover(coverAt(covers, index), bytes.subarray(ends[index - 1] ?? 0, ends[index]), signature);
    }
    textEnds[index] = length;
  }
  return {
    texts,
    textEnds,
    covers,
    hashes: found.map((checked) => checked?.opened.hash ?? ''),
    signers: found.map((checked) => checked?.signer ?? ''),
    proofs: found.map((checked) => checked?.proof ?? ''),
  };
}
