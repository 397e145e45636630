import { hex, u32, u64, utf8 } from '../../src-shared/base/bytes.ts';
import type { DeviceId, MemberId, OrganisationId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { RULES } from '../../src-shared/policy/model/state.ts';
import { decodeSignedText, encodeSignedText } from '../../src-shared/protocol/frame.ts';
import {
  decodeStoredEntry,
  type EntryParseError,
  type EntryPayload,
  encodeEntryPayload,
  encodeStoredEntry,
  parseEntryPayload,
} from '../../src-shared/protocol/policy-entry.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';

/** Who signs: a device that speaks for a member. The secret key belongs to the vault; nobody here zeroes it. */
export interface Signer {
  readonly member: MemberId;
  readonly device: DeviceId;
  readonly secretKey: Uint8Array;
}

/** The key that entries of one epoch are encrypted under. */
export interface DirectoryKey {
  readonly epoch: number;
  readonly key: Uint8Array;
}

/** The id's bytes, made once: every entry of a log asks for the same. */
let asked: { readonly organisation: OrganisationId; readonly bytes: Uint8Array } | null = null;

function idBytes(organisation: OrganisationId): Uint8Array {
  if (asked?.organisation !== organisation) asked = { organisation, bytes: utf8(organisation) };
  return asked.bytes;
}

const LABEL_BYTES = utf8(LABEL.policyEntry);

/** What the encryption of the entry at this place is bound to. */
export const under = (organisation: OrganisationId, epoch: number, seq: number) => [
  LABEL_BYTES,
  idBytes(organisation),
  u32(epoch),
  u64(seq),
];

/** What an entry's signature is over: these exact bytes, in this organisation. */
export const signedParts = (organisation: OrganisationId, text: Uint8Array) => [idBytes(organisation), text];

/** Signs the payload and encrypts it: the exact bytes of `log/<seq>`. */
export function sealEntry(
  crypto: Crypto,
  organisation: OrganisationId,
  directory: DirectoryKey,
  payload: EntryPayload,
  secretKey: Uint8Array,
): Uint8Array {
  const text = encodeEntryPayload(payload);
  const signature = crypto.sign(secretKey, LABEL.policyEntry, signedParts(organisation, text));
  return encryptEntry(crypto, organisation, directory, payload.seq, encodeSignedText({ text, signature }));
}

export function encryptEntry(
  crypto: Crypto,
  organisation: OrganisationId,
  { epoch, key }: DirectoryKey,
  seq: number,
  signedText: Uint8Array,
): Uint8Array {
  return encodeStoredEntry({ epoch, sealed: crypto.encrypt(key, signedText, under(organisation, epoch, seq)) });
}

/** Decrypted and of the right shape; neither signature nor right is checked yet. */
export interface OpenedEntry {
  readonly hash: string;
  readonly payload: EntryPayload;
  /** The exact text that `signature` is over. */
  readonly text: Uint8Array;
  readonly signature: Uint8Array;
}

export type EntryOpenError =
  | EntryParseError
  | {
      readonly code:
        | 'entry.frame' // no entry of this version
        | 'entry.key'; // does not open: damaged, of another place, of another organisation, under another key
    };

/** `directory` is the key of the epoch that the state before the entry names; no other is accepted. */
export function openEntry(
  crypto: Crypto,
  organisation: OrganisationId,
  directory: DirectoryKey,
  seq: number,
  stored: Uint8Array,
): Result<OpenedEntry, EntryOpenError> {
  const frame = decodeStoredEntry(stored);
  if (frame === null) return err({ code: 'entry.frame' });
  if (frame.epoch !== directory.epoch) return err({ code: 'entry.key' });
  const opened = crypto.decrypt(directory.key, frame.sealed, under(organisation, frame.epoch, seq));
  if (!opened.ok) return err({ code: 'entry.key' });
  const signed = decodeSignedText(opened.value);
  if (signed === null) return err({ code: 'entry.frame' });
  const payload = parseEntryPayload(signed.text, RULES);
  if (!payload.ok) return payload;
  return ok({ hash: hex(crypto.hash(stored)), payload: payload.value, text: signed.text, signature: signed.signature });
}
