import { z } from 'zod';
import type { DeviceId, MemberId, PackageId } from '../base/ids.ts';
import { decodeJson, encodeJson } from './package-codec.ts';
import { PACKAGE_LIMITS } from './package-limits.ts';
import { PASSWORD_BOUNDS } from './password-bounds.ts';
import { HASH, hexSchema, idSchema } from './schema.ts';

export const memberIdSchema = idSchema<MemberId>();
export const deviceIdSchema = idSchema<DeviceId>();
export const packageIdSchema = idSchema<PackageId>();
export const hashSchema = hexSchema(HASH);
/** Milliseconds since 1970-01-01 UTC, before the year 10000. */
export const timeSchema = z.number().int().min(0).max(253_402_300_799_999);
export const headSchema = z.strictObject({ seq: z.number().int().min(0).max(9_999_999_999), hash: hashSchema });

/** SECURITY: S22. What the derivation would refuse, the envelope may not name: a package that nobody could open. */
export const passwordSchema = z.strictObject({
  algorithm: z.literal('argon2id13'),
  passes: z.number().int().min(PASSWORD_BOUNDS.passes.min).max(PASSWORD_BOUNDS.passes.max),
  memoryKiB: z.number().int().min(PASSWORD_BOUNDS.memoryKiB.min).max(PASSWORD_BOUNDS.memoryKiB.max),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
});

/** Place of the package in its sender's device feed, and the hash of the entry before it. */
export const feedPlaceSchema = z.strictObject({
  seq: z.number().int().min(1).max(9_999_999_999),
  prev: hashSchema,
});

/**
 * Who sent what to whom, and the hashes of everything else. Encrypted under the content key; the sender's device signs
 * it, so that a fellow recipient, who holds the same keys, cannot change what it names.
 */
export const envelopeSchema = z
  .strictObject({
    v: z.literal(1),
    id: packageIdSchema,
    sender: z.strictObject({ member: memberIdSchema, device: deviceIdSchema }),
    recipients: z.array(memberIdSchema).min(1).max(PACKAGE_LIMITS.recipients),
    subject: z.string().max(PACKAGE_LIMITS.subject),
    sentAt: timeSchema,
    expiresAt: timeSchema.nullable(),
    head: headSchema,
    options: z.strictObject({}),
    password: passwordSchema.nullable(),
    hashes: z.strictObject({
      /** BLAKE3 of the stored contents. */
      contents: hashSchema,
      /** BLAKE3 of the stored list of segment hashes. */
      segments: hashSchema,
    }),
    sizes: z.strictObject({
      /** Stored bytes of the contents. */
      contents: z.number().int().min(1).max(PACKAGE_LIMITS.sealedContentsBytes),
      segments: z.number().int().min(0).max(PACKAGE_LIMITS.segments),
      /** Plaintext of all files. */
      total: z.number().int().min(0).max(PACKAGE_LIMITS.packageBytes),
      /** Rows of the file table: files and folders. */
      entries: z.number().int().min(0).max(PACKAGE_LIMITS.files),
      /** Those of them that are files: what people are told. */
      files: z.number().int().min(0).max(PACKAGE_LIMITS.files),
    }),
    feed: feedPlaceSchema,
  })
  .refine((envelope) => new Set(envelope.recipients).size === envelope.recipients.length)
  .refine((envelope) => envelope.sizes.files <= envelope.sizes.entries)
  .refine((envelope) => envelope.sizes.segments === Math.ceil(envelope.sizes.total / PACKAGE_LIMITS.segmentBytes));

export type Envelope = z.infer<typeof envelopeSchema>;

export const encodeEnvelope = (envelope: Envelope): Uint8Array => encodeJson(envelope);

/** @returns null when the bytes are not an envelope of this version within its bounds. */
export function decodeEnvelope(bytes: Uint8Array): Envelope | null {
  return decodeJson(bytes, PACKAGE_LIMITS.envelopeBytes, envelopeSchema);
}
