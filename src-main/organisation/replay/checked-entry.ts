import { fromUtf8 } from '../../../src-shared/base/bytes.ts';
import { activationOf, newDeviceOf } from '../../../src-shared/policy/apply/apply.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { type EntryPayload, epochOf } from '../../../src-shared/protocol/policy-entry.ts';
import type { CheckedBatch } from '../../crypto/port.ts';
import type { DirectoryKey } from '../entry-codec.ts';
import { coverAt } from '../entry-cover.ts';
import type { VerifiedEntry } from '../verify-entry.ts';

/** What a thread says of one entry: it opens at its place, is of the right shape, and is signed and proven by these keys. */
export interface CheckedEntry {
  readonly hash: string;
  /** The exact text that was signed. */
  readonly text: Uint8Array;
  /** Hex. */
  readonly signer: string;
  /** Hex; empty when there was nothing to prove. */
  readonly proof: string;
  /** Makes the stored bytes again (see entry-cover.ts). */
  readonly cover: Uint8Array;
}

/** By place in the batch; null where nothing is said. */
export function checkedEntries({
  hashes,
  texts,
  textEnds,
  signers,
  proofs,
  covers,
}: CheckedBatch): readonly (CheckedEntry | null)[] {
  return hashes.map((hash, index) => {
    const [signer = '', proof = ''] = [signers[index], proofs[index]];
    if (signer === '') return null;
    const cover = coverAt(covers, index);
    return { hash, signer, proof, cover, text: texts.subarray(textEnds[index - 1] ?? 0, textEnds[index]) };
  });
}

/**
 * SECURITY: S26. A thread's word counts where it used the keys that the state before the entry names, under the directory
 * key that it names. For all else, null: then the entry is opened and verified here, and that answer is the one that
 * counts. So whatever a thread is told or says, an entry is accepted, or refused for the same reason, as without it.
 */
export function vouchedFor(
  state: PolicyState,
  directory: DirectoryKey,
  stored: Uint8Array,
  { hash, text, signer, proof, cover }: CheckedEntry,
): VerifiedEntry | null {
  if (epochOf(stored) !== directory.epoch) return null;
  const payload = payloadOf(text);
  const activation = activationOf(payload);
  if (activation !== null) {
    const invitation = state.members.get(activation.member)?.invitation ?? null;
    return invitation?.publicKey === proof && activation.devicePublicKey === signer
      ? { hash, payload, text, cover }
      : null;
  }
  // Whose device that is, only the state can say: nobody could have checked it beforehand.
  if (newDeviceOf(payload) !== null) return null;
  const device = state.devices.get(payload.device);
  const certified = device !== undefined && device.member === payload.author && !device.revoked;
  return certified && device.publicKey === signer ? { hash, payload, text, cover } : null;
}

/** The thread has parsed these very bytes by their schema, which changes nothing of what it lets through. */
function payloadOf(text: Uint8Array): EntryPayload {
  const { seq, prev, at, author, device, rules, actions } = JSON.parse(fromUtf8(text)) as EntryPayload;
  return { seq, prev, at, author, device, rules, actions };
}
