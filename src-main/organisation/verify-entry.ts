import { fromHex } from '../../src-shared/base/bytes.ts';
import { err, type Result } from '../../src-shared/base/result.ts';
import { activationOf, applyTo, type PolicyEntry, type Refusal } from '../../src-shared/policy/apply.ts';
import type { StateDraft } from '../../src-shared/policy/state-draft.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';
import { isProven } from './activation.ts';
import { type DirectoryKey, type EntryOpenError, type OpenedEntry, openEntry, signedParts } from './entry-codec.ts';

export type EntryRefusal =
  | EntryOpenError
  | Refusal
  | {
      readonly code:
        | 'entry.future' // dated later than `latest`
        | 'entry.signature' // by none of the author's devices
        | 'entry.proof'; // an activation without the invitation's code
    };

/**
 * Accepts the next entry into the draft, or says why not and leaves the draft as it was. The order is that of
 * the protocol: opens, follows the head, certified device, signature, schema, permission.
 */
export function verifyEntry(
  crypto: Crypto,
  draft: StateDraft,
  directory: DirectoryKey,
  stored: Uint8Array,
  latest = Number.MAX_SAFE_INTEGER,
): Result<OpenedEntry, EntryRefusal> {
  const opened = openEntry(crypto, draft.organisation, directory, draft.head.seq + 1, stored);
  if (!opened.ok) return opened;
  const { payload, hash } = opened.value;
  const entry: PolicyEntry = { ...payload, hash };
  // SECURITY: S26. No right is weighed before it is certain who asks.
  const refused = authorshipProblem(crypto, draft, entry, opened.value);
  if (refused !== null) return err({ code: refused });
  if (entry.at > latest) return err({ code: 'entry.future' });
  const applied = applyTo(draft, entry);
  return applied.ok ? opened : applied;
}

function authorshipProblem(
  crypto: Crypto,
  draft: StateDraft,
  entry: PolicyEntry,
  { text, signature }: OpenedEntry,
): 'entry.signature' | 'entry.proof' | null {
  const activation = activationOf(entry);
  const device = draft.devices.get(entry.device);
  const certified = device !== undefined && device.member === entry.author && !device.revoked;
  const publicKey = fromHex(activation?.devicePublicKey ?? (certified ? device.publicKey : ''));
  if (publicKey === null || publicKey.length === 0) return 'entry.signature';
  if (!crypto.verify(publicKey, signature, LABEL.policyEntry, signedParts(draft.organisation, text))) {
    return 'entry.signature';
  }
  if (activation === null) return null;
  return isProven(crypto, draft.organisation, draft.members.get(activation.member), activation) ? null : 'entry.proof';
}

/** One or two words for an alarm and its log line: never a name or an address. */
export function describeRefusal(refusal: EntryRefusal): string {
  return 'detail' in refusal ? `${refusal.code} ${refusal.detail}` : refusal.code;
}
