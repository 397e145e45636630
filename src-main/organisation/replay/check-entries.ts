import { fromHex } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import { activationOf } from '../../../src-shared/policy/apply/apply.ts';
import { decodeStoredEntry } from '../../../src-shared/protocol/policy-entry.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { CheckedBatch, Crypto, EntryBatch } from '../../crypto/port.ts';
import { isProvenBy } from '../activation.ts';
import { type OpenedEntry, openEntry, signedParts } from '../entry-codec.ts';
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
  const known = reader.read(batch.known);
  const met = new Map<string, string>();
  const keyOf = (id: string) => met.get(id) ?? known.get(id) ?? '';
  const directories = new Map(batch.directoryKeys.map((directory) => [directory.epoch, directory]));
  const organisation = batch.organisation as OrganisationId;
  const found: (Checked | null)[] = [];
  let start = 0;
  for (const end of batch.ends) {
    const stored = batch.bytes.subarray(start, end);
    const directory = directories.get(decodeStoredEntry(stored)?.epoch ?? -1);
    const seq = batch.first + found.length;
    const opened = directory === undefined ? null : openEntry(crypto, organisation, directory, seq, stored);
    found.push(opened?.ok === true ? checkEntry(crypto, organisation, opened.value, keyOf) : null);
    if (opened?.ok === true) remember(met, opened.value);
    start = end;
  }
  return answer(found, met);
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

/** Keys that an entry brings, for those after it. That they are true need not be certain. */
function remember(met: Map<string, string>, { payload }: OpenedEntry): void {
  for (const { id, publicKey } of keysBrought(payload.actions)) met.set(id, publicKey);
}

/** In flat memory, so that it crosses to the main thread without a copy. */
function answer(found: readonly (Checked | null)[], met: ReadonlyMap<string, string>): CheckedBatch {
  const texts = new Uint8Array(found.reduce((sum, checked) => sum + (checked?.opened.text.length ?? 0), 0));
  const textEnds = new Uint32Array(found.length);
  let length = 0;
  for (const [index, checked] of found.entries()) {
    if (checked !== null) texts.set(checked.opened.text, length);
    length += checked?.opened.text.length ?? 0;
    textEnds[index] = length;
  }
  return {
    texts,
    textEnds,
    hashes: found.map((checked) => checked?.opened.hash ?? ''),
    signers: found.map((checked) => checked?.signer ?? ''),
    proofs: found.map((checked) => checked?.proof ?? ''),
    brought: [...met],
  };
}
