import { concat, equalBytes, u32, utf8 } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { LABEL } from '../labels.ts';
import { type Crypto, SIGNATURE_BYTES } from '../port.ts';
import { BLOB, maxSealedBlobSize } from './blob.ts';
import {
  BLOB_OVERHEAD_BYTES,
  FORMAT_VERSION,
  MAX_WRAPS,
  PACKAGE_ID_BYTES,
  SALT_BYTES,
  WRAP_BYTES,
} from './constants.ts';
import type { FormatError } from './error.ts';
import { checkWraps } from './wraps.ts';

const MAGIC = utf8('SPKG');

/** Where each field begins, in bytes; numbers are unsigned, 32 bits, big-endian. */
const OFFSET = {
  magic: 0,
  version: 4,
  packageId: 8,
  salt: 24,
  wrapCount: 56,
  envelopeSize: 60,
  wraps: 64,
} as const;

/** The largest stored header: the bound to fetch it with. */
export const MAX_HEADER_BYTES =
  OFFSET.wraps + MAX_WRAPS * WRAP_BYTES + maxSealedBlobSize(BLOB.envelope) + SIGNATURE_BYTES;

export interface HeaderParts {
  readonly packageId: Uint8Array; // 16 bytes
  readonly salt: Uint8Array; // 32 bytes
  readonly wraps: Uint8Array; // `encodeWraps`
  readonly envelope: Uint8Array; // `sealBlob`
}

/** Views into the stored bytes. Nothing of it is authentic until `verifyHeader` says so. */
export interface Header extends HeaderParts {
  readonly wrapCount: number;
  /** What the signature covers: everything before it, exactly as stored. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** @param secretKey of the sender's device: 64 bytes. */
export function encodeHeader(crypto: Crypto, secretKey: Uint8Array, parts: HeaderParts): Uint8Array {
  const { packageId, salt, wraps, envelope } = parts;
  if (packageId.length !== PACKAGE_ID_BYTES || salt.length !== SALT_BYTES) throw new RangeError('header field');
  const wrapCount = wraps.length / WRAP_BYTES;
  const signed = concat([
    MAGIC,
    u32(FORMAT_VERSION),
    packageId,
    salt,
    u32(wrapCount),
    u32(envelope.length),
    wraps,
    envelope,
  ]);
  return concat([signed, crypto.sign(secretKey, LABEL.packageHeader, [packageId, signed])]);
}

/** Form only: magic, version, bounds, exact length, order of wraps. Allocates nothing. */
export function decodeHeader(bytes: Uint8Array): Result<Header, FormatError> {
  const malformed = (detail: string) => err({ code: 'format.malformed', detail } as const);
  if (bytes.length < OFFSET.wraps + WRAP_BYTES + BLOB_OVERHEAD_BYTES + SIGNATURE_BYTES) return malformed('header size');
  if (!equalBytes(bytes.subarray(OFFSET.magic, OFFSET.version), MAGIC)) return malformed('header magic');
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = numbers.getUint32(OFFSET.version);
  if (version !== FORMAT_VERSION) return err({ code: 'format.version', detail: `header ${version}` });
  const wrapCount = numbers.getUint32(OFFSET.wrapCount);
  if (wrapCount < 1) return malformed('wraps');
  if (wrapCount > MAX_WRAPS) return err({ code: 'format.tooLarge', detail: 'wraps' });
  const envelopeSize = numbers.getUint32(OFFSET.envelopeSize);
  if (envelopeSize > maxSealedBlobSize(BLOB.envelope)) return err({ code: 'format.tooLarge', detail: 'envelope' });
  const envelopeOffset = OFFSET.wraps + wrapCount * WRAP_BYTES;
  const signatureOffset = envelopeOffset + envelopeSize;
  // INVARIANT: every byte belongs to a field; nothing may follow.
  if (bytes.length !== signatureOffset + SIGNATURE_BYTES) return malformed('header size');
  const wraps = bytes.subarray(OFFSET.wraps, envelopeOffset);
  const checked = checkWraps(wraps);
  if (!checked.ok) return checked;
  return ok({
    packageId: bytes.subarray(OFFSET.packageId, OFFSET.salt),
    salt: bytes.subarray(OFFSET.salt, OFFSET.wrapCount),
    wrapCount,
    wraps,
    envelope: bytes.subarray(envelopeOffset, signatureOffset),
    signed: bytes.subarray(0, signatureOffset),
    signature: bytes.subarray(signatureOffset),
  });
}

/**
 * Is this the header of that package, signed by that device?
 *
 * @param packageId of the hub key it was fetched under: a header copied to another package is refused.
 * @param devicePublicKey of the device that the opened envelope names.
 */
export function verifyHeader(
  crypto: Crypto,
  header: Header,
  packageId: Uint8Array,
  devicePublicKey: Uint8Array,
): Result<void, FormatError> {
  if (!equalBytes(header.packageId, packageId)) return err({ code: 'format.refused', detail: 'package id' });
  const valid = crypto.verify(devicePublicKey, header.signature, LABEL.packageHeader, [packageId, header.signed]);
  return valid ? ok() : err({ code: 'format.refused', detail: 'header signature' });
}
