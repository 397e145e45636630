import { concat, equalBytes, utf8, zero } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../labels.ts';
import type { Crypto } from '../port.ts';
import { AEAD_NONCE_BYTES } from '../sodium/port.ts';
import { BLOB_OVERHEAD_BYTES, COMMITMENT_BYTES, MAX_CONTENTS_BYTES, MAX_ENVELOPE_BYTES } from './constants.ts';
import type { FormatError } from './error.ts';
import { pad, paddedSize, unpad } from './padding.ts';

/** What a blob is; part of every derivation, so that one cannot stand for the other. */
export const BLOB = {
  envelope: { name: 'envelope', maxBytes: MAX_ENVELOPE_BYTES },
  contents: { name: 'contents', maxBytes: MAX_CONTENTS_BYTES },
} as const;
export type BlobKind = (typeof BLOB)[keyof typeof BLOB];

const COMMITMENT_OFFSET = 0;
const CIPHERTEXT_OFFSET = COMMITMENT_OFFSET + COMMITMENT_BYTES;
const NONCE_END = CIPHERTEXT_OFFSET + AEAD_NONCE_BYTES;

/** The largest stored size of a blob of that kind: the bound to fetch it with. */
export function maxSealedBlobSize({ maxBytes }: BlobKind): number {
  return sealedBlobSize(maxBytes);
}

function sealedBlobSize(contentBytes: number): number {
  return BLOB_OVERHEAD_BYTES + paddedSize(4 + contentBytes);
}

/**
 * SECURITY: XChaCha20-Poly1305 does not commit to its key: someone who chooses two keys can make one ciphertext that
 * opens under both, to different texts, or try many passwords with one ciphertext. BLAKE2b under the key, of the nonce,
 * is collision-resistant in the key: it leads the blob and is compared before anything is decrypted.
 */
function commitment(crypto: Crypto, kind: BlobKind, key: Uint8Array, id: Uint8Array, nonce: Uint8Array): Uint8Array {
  return crypto.derive(key, LABEL.blobCommitment, [utf8(kind.name), id, nonce]);
}

function blobKey(crypto: Crypto, kind: BlobKind, key: Uint8Array, id: Uint8Array): Uint8Array {
  return crypto.derive(key, LABEL.blobKey, [utf8(kind.name), id]);
}

/**
 * `commitment (32) | nonce (24) | XChaCha20-Poly1305 of the padded content`.
 *
 * @param key the content key for an envelope, the root key for contents: 32 bytes.
 * @param packageId the 16 bytes of `packageIdBytes`.
 * @throws RangeError when the content is beyond the kind's bound.
 */
export function sealBlob(
  crypto: Crypto,
  kind: BlobKind,
  key: Uint8Array,
  packageId: Uint8Array,
  content: Uint8Array,
): Uint8Array {
  if (content.length > kind.maxBytes) throw new RangeError(`${kind.name} too large`);
  const ownKey = blobKey(crypto, kind, key, packageId);
  const padded = pad(content);
  try {
    const sealed = crypto.encrypt(ownKey, padded, [utf8(LABEL.blobAssociated), utf8(kind.name), packageId]);
    const nonce = sealed.subarray(0, AEAD_NONCE_BYTES);
    return concat([commitment(crypto, kind, key, packageId, nonce), sealed]);
  } finally {
    zero(ownKey, padded);
  }
}

/**
 * `format.wrongKey` says that the commitment is to another key. When the blob's hash was verified first, as it is for
 * contents, that means a wrong package password and never damage.
 */
export function openBlob(
  crypto: Crypto,
  kind: BlobKind,
  key: Uint8Array,
  packageId: Uint8Array,
  sealed: Uint8Array,
): Result<Uint8Array, FormatError> {
  if (sealed.length > maxSealedBlobSize(kind)) return err({ code: 'format.tooLarge', detail: kind.name });
  if (sealed.length < sealedBlobSize(0)) return err({ code: 'format.malformed', detail: kind.name });
  const nonce = sealed.subarray(CIPHERTEXT_OFFSET, NONCE_END);
  const expected = commitment(crypto, kind, key, packageId, nonce);
  if (!equalBytes(expected, sealed.subarray(COMMITMENT_OFFSET, CIPHERTEXT_OFFSET))) {
    return err({ code: 'format.wrongKey', detail: kind.name });
  }
  const ownKey = blobKey(crypto, kind, key, packageId);
  try {
    const associated = [utf8(LABEL.blobAssociated), utf8(kind.name), packageId];
    const padded = crypto.decrypt(ownKey, sealed.subarray(CIPHERTEXT_OFFSET), associated);
    if (!padded.ok) return err({ code: 'format.refused', detail: kind.name });
    const content = unpad(padded.value);
    if (!content.ok) return content;
    return content.value.length > kind.maxBytes
      ? err({ code: 'format.tooLarge', detail: kind.name })
      : ok(content.value);
  } finally {
    zero(ownKey);
  }
}
