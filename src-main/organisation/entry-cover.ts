import { hex } from '../../src-shared/base/bytes.ts';
import { encodeSignedText } from '../../src-shared/protocol/frame.ts';
import { ENTRY_SEALED_AT, encodeStoredEntry } from '../../src-shared/protocol/policy-entry.ts';
import { SIGNATURE } from '../../src-shared/protocol/schema.ts';
import { AEAD_NONCE_BYTES } from '../crypto/sodium/port.ts';
import { under } from './entry-codec.ts';
import type { EntryRow } from './entry-store.ts';
import type { LogPorts } from './log-ports.ts';

/*
 * What the vault keeps of an entry beside its signed text, so that it need not hold every entry twice:
 *
 *   epoch of the directory key (u32) | nonce (24) | signature (64)
 *
 * With it the exact bytes on the hub are made again, and have to have the entry's hash.
 */

const EPOCH_BYTES = 4;
const OPENING = EPOCH_BYTES + AEAD_NONCE_BYTES;
export const COVER_BYTES = OPENING + SIGNATURE;

/** @param into 92 bytes. */
export function writeCover(into: Uint8Array, stored: Uint8Array, signature: Uint8Array): void {
  into.set(stored.subarray(ENTRY_SEALED_AT - EPOCH_BYTES, ENTRY_SEALED_AT + AEAD_NONCE_BYTES));
  into.set(signature, OPENING);
}

/** The cover at this place, where many lie one after the other. */
export const coverAt = (covers: Uint8Array, index: number): Uint8Array =>
  covers.subarray(index * COVER_BYTES, (index + 1) * COVER_BYTES);

export function coverOf(stored: Uint8Array, signature: Uint8Array): Uint8Array {
  const cover = new Uint8Array(COVER_BYTES);
  writeCover(cover, stored, signature);
  return cover;
}

export type CoverPorts = Pick<LogPorts, 'crypto' | 'organisation' | 'directoryKey'>;

/**
 * The exact bytes on the hub.
 *
 * SECURITY: S25. A nonce is used again for the very text that it was used for, or the hash differs and nothing is given.
 *
 * @throws when the vault contradicts itself: without the key that the entry was accepted under, or with another text.
 */
export function storedBytes({ crypto, organisation, directoryKey }: CoverPorts, row: EntryRow): Uint8Array {
  const { seq, hash, payload, cover, stored } = row;
  if (cover === null) return stored;
  const view = new DataView(cover.buffer, cover.byteOffset, cover.byteLength);
  const epoch = view.getUint32(0);
  const key = directoryKey(epoch);
  if (key === null) throw new Error(`no directory key ${epoch}, which entry ${seq} was accepted under`);
  const nonce = cover.subarray(EPOCH_BYTES, OPENING);
  const text = encodeSignedText({ text: payload, signature: cover.subarray(OPENING) });
  const sealed = crypto.encryptAgain(key, nonce, text, under(organisation, epoch, seq));
  const made = encodeStoredEntry({ epoch, sealed });
  if (hex(crypto.hash(made)) !== hash) throw new Error(`entry ${seq} is not the one that was accepted`);
  return made;
}

/** Of a row's signature; null: of genesis, and of entries kept whole. */
export const signatureIn = ({ cover }: Pick<EntryRow, 'cover'>): Uint8Array | null => cover?.subarray(OPENING) ?? null;
