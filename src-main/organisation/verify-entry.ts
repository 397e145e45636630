import { fromHex } from '../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import {
  activationOf,
  applyTo,
  newDeviceOf,
  type PolicyEntry,
  type Refusal,
} from '../../src-shared/policy/apply/apply.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import type { StateDraft } from '../../src-shared/policy/model/state-draft.ts';
import type { EntryPayload } from '../../src-shared/protocol/policy-entry.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';
import { isProven } from './activation.ts';
import { isCertified } from './device-certificate.ts';
import { type DirectoryKey, type EntryOpenError, type OpenedEntry, openEntry, signedParts } from './entry-codec.ts';
import { coverOf } from './entry-cover.ts';
import { type CheckedEntry, vouchedFor } from './replay/checked-entry.ts';
import { stateRoot } from './snapshot/state-root.ts';

export type EntryRefusal =
  | EntryOpenError
  | Refusal
  | {
      readonly code:
        | 'entry.future' // dated later than `latest`
        | 'entry.signature' // by none of the author's devices
        | 'entry.proof' // an activation without the invitation's code, a device without its member's word
        | 'entry.root'; // commits to another state than the one before it
    };

/** An entry that was accepted. */
export interface VerifiedEntry {
  readonly hash: string;
  readonly payload: EntryPayload;
  /** The exact text that was signed. */
  readonly text: Uint8Array;
  /** Makes the stored bytes again (see entry-cover.ts). */
  readonly cover: Uint8Array;
}

/**
 * Accepts the next entry into the draft, or says why not and leaves the draft as it was. The order is that of
 * the protocol: opens, follows the head, certified device, signature, schema, permission.
 *
 * @param checked what a thread found of these very bytes. It saves time and changes no answer.
 */
export function verifyEntry(
  crypto: Crypto,
  draft: StateDraft,
  directory: DirectoryKey,
  stored: Uint8Array,
  latest = Number.MAX_SAFE_INTEGER,
  checked: CheckedEntry | null = null,
): Result<VerifiedEntry, EntryRefusal> {
  const vouched = checked === null ? null : vouchedFor(draft, directory, stored, checked);
  const authentic = vouched === null ? openAuthentic(crypto, draft, directory, stored) : ok(vouched);
  if (!authentic.ok) return authentic;
  const { payload, hash } = authentic.value;
  const { seq, prev, at, author, device, actions } = payload;
  const entry: PolicyEntry = { seq, prev, hash, at, author, device, actions };
  if (!areDevicesCertified(crypto, draft, entry)) return err({ code: 'entry.proof' });
  if (entry.at > latest) return err({ code: 'entry.future' });
  if (!isRootTrue(crypto, draft, entry)) return err({ code: 'entry.root' });
  const applied = applyTo(draft, entry);
  return applied.ok ? authentic : applied;
}

/** SECURITY: S26. No right is weighed before it is certain who asks. */
function openAuthentic(
  crypto: Crypto,
  state: PolicyState,
  directory: DirectoryKey,
  stored: Uint8Array,
): Result<VerifiedEntry, EntryRefusal> {
  const opened = openEntry(crypto, state.organisation, directory, state.head.seq + 1, stored);
  if (!opened.ok) return opened;
  const refused = authorshipProblem(crypto, state, opened.value);
  if (refused !== null) return err({ code: refused });
  const { hash, payload, text, signature } = opened.value;
  return ok({ hash, payload, text, cover: coverOf(stored, signature) });
}

function authorshipProblem(
  crypto: Crypto,
  state: PolicyState,
  { payload, text, signature }: OpenedEntry,
): 'entry.signature' | 'entry.proof' | null {
  const activation = activationOf(payload);
  const own = activation?.devicePublicKey ?? newDeviceOf(payload)?.publicKey;
  const device = state.devices.get(payload.device);
  const certified = device !== undefined && device.member === payload.author && !device.revoked;
  const publicKey = fromHex(own ?? (certified ? device.publicKey : ''));
  if (publicKey === null || publicKey.length === 0) return 'entry.signature';
  if (!crypto.verify(publicKey, signature, LABEL.policyEntry, signedParts(state.organisation, text))) {
    return 'entry.signature';
  }
  if (activation === null) return null;
  return isProven(crypto, state.organisation, state.members.get(activation.member), activation) ? null : 'entry.proof';
}

/** A device that a member adds is one that their own signing key speaks for. */
function areDevicesCertified(crypto: Crypto, state: PolicyState, { author, actions }: PolicyEntry): boolean {
  return actions.every((action) => {
    if (action.type !== 'device.add') return true;
    const signing = state.members.get(author)?.keyset?.signing ?? '';
    const { device, publicKey: devicePublicKey, certificate } = action;
    return isCertified(crypto, { member: author, signing, device, devicePublicKey, certificate });
  });
}

/**
 * SECURITY: S25. What newcomers may begin with is what every reader's own state has been compared with. S21: the root is
 * made once, however often an entry names it.
 */
function isRootTrue(crypto: Crypto, state: PolicyState, { actions }: PolicyEntry): boolean {
  if (!actions.some(({ type }) => type === 'state.root')) return true;
  const roots = new Set(actions.flatMap((action) => (action.type === 'state.root' ? [action.root] : [])));
  return roots.size === 1 && roots.has(stateRoot(crypto, state));
}

/** One or two words for an alarm and its log line: never a name or an address. */
export function describeRefusal(refusal: EntryRefusal): string {
  return 'detail' in refusal ? `${refusal.code} ${refusal.detail}` : refusal.code;
}
