import { LABEL } from '../../src-main/crypto/labels.ts';
import type { Crypto } from '../../src-main/crypto/port.ts';
import { encryptEntry, sealEntry, signedParts } from '../../src-main/organisation/entry-codec.ts';
import type { Membership } from '../../src-main/organisation/membership.ts';
import { hex, utf8 } from '../../src-shared/base/bytes.ts';
import { type DeviceId, type InviteId, type MemberId, randomId } from '../../src-shared/base/ids.ts';
import { unwrap } from '../../src-shared/base/result.ts';
import type { Action } from '../../src-shared/policy/action/action.ts';
import { RULES } from '../../src-shared/policy/model/state.ts';
import { encodeSignedText } from '../../src-shared/protocol/frame.ts';
import { encodeEntryPayload, entryKey } from '../../src-shared/protocol/policy-entry.ts';
import { CLASS, ROLE } from './roles.ts';

/*
 * A modified client: it holds real keys and signs whatever it likes, past every check of its own. What it writes must
 * be stopped by the readers.
 */

export interface Forged {
  readonly seq?: number;
  readonly prev?: string;
  readonly at?: number;
  readonly author?: MemberId;
  readonly device?: DeviceId;
  readonly rules?: number;
  readonly epoch?: number;
  /** Signs with this key instead of the device's own. */
  readonly secretKey?: Uint8Array;
}

const directoryOf = (rogue: Membership, epoch = 0) => {
  const key = rogue.directoryKey(0);
  if (key === null) throw new Error('no directory key');
  return { epoch, key };
};

/** The bytes of an entry that follows the rogue's head, except where `forged` says otherwise. */
export function forgeEntry(rogue: Membership, actions: readonly Action[], forged: Forged = {}): Uint8Array {
  const { head, at } = rogue.log.state();
  const payload = {
    seq: forged.seq ?? head.seq + 1,
    prev: forged.prev ?? head.hash,
    at: forged.at ?? Math.max(at, rogue.clock.now()),
    author: forged.author ?? rogue.keyset.memberId,
    device: forged.device ?? rogue.keyset.deviceId,
    rules: forged.rules ?? RULES,
    actions,
  };
  const secretKey = forged.secretKey ?? rogue.keyset.device.secretKey;
  return sealEntry(rogue.crypto, rogue.log.organisation, directoryOf(rogue, forged.epoch), payload, secretKey);
}

/** Any text at all as the payload of the next entry, properly signed and encrypted. */
export function forgeText(rogue: Membership, text: Uint8Array): Uint8Array {
  const { crypto, log, keyset } = rogue;
  const parts = signedParts(log.organisation, text);
  const signed = encodeSignedText({ text, signature: crypto.sign(keyset.device.secretKey, LABEL.policyEntry, parts) });
  return encryptEntry(crypto, log.organisation, directoryOf(rogue), log.state().head.seq + 1, signed);
}

/** Any JSON as the one action of an otherwise proper next entry. */
export function forgeAction(rogue: Membership, action: unknown): Uint8Array {
  const { head, at } = rogue.log.state();
  const payload = {
    seq: head.seq + 1,
    prev: head.hash,
    at,
    author: rogue.keyset.memberId,
    device: rogue.keyset.deviceId,
    rules: RULES,
    actions: [action as Action],
  };
  return forgeText(rogue, encodeEntryPayload(payload));
}

export async function putEntry(rogue: Membership, seq: number, bytes: Uint8Array): Promise<void> {
  unwrap(await rogue.hub.put(entryKey(seq), bytes));
}

/** An invitation of nobody in particular, under a fresh key. */
export function someInvite(
  crypto: Crypto,
  at: number,
  fields: Partial<Extract<Action, { type: 'member.invite' }>> = {},
) {
  const random = { bytes: (length: number) => crypto.random(length) };
  const member = randomId<MemberId>(random);
  return {
    type: 'member.invite',
    member,
    name: 'Mallory',
    email: `${member}@example.org`,
    class: CLASS.internal,
    roles: [ROLE.member],
    invitation: {
      id: randomId<InviteId>(random),
      publicKey: hex(crypto.signingPair().publicKey),
      expiresAt: at + 3_600_000,
    },
    ...fields,
  } as const satisfies Action;
}

export const jsonBytes = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
