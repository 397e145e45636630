import { z } from 'zod';
import { fromBase64Url, toBase64Url } from '../base/encoding.ts';
import { decodeJson, encodeJson } from './package-codec.ts';
import { deviceIdSchema, hashSchema } from './package-envelope.ts';

/** An entry is a few hundred bytes. */
export const FEED_ENTRY_BYTES = 4096;
/** What the first entry of a feed follows. */
export const FEED_START = '0'.repeat(64);

/**
 * One place in the chain of everything a device sent. It commits to a package without naming it: only who can open the
 * package can tell which one is meant. Whoever later pins a device at a place binds what came before, and refuses what
 * comes after.
 */
const entrySchema = z.strictObject({
  v: z.literal(1),
  device: deviceIdSchema,
  seq: z.number().int().min(1).max(9_999_999_999),
  /** BLAKE3 of the stored entry before this one. */
  prev: hashSchema,
  /** Derived from the content key, over package id and hash of the header. */
  commitment: hashSchema,
});
export type FeedEntry = z.infer<typeof entrySchema>;

const storedSchema = z.strictObject({
  v: z.literal(1),
  /** base64url. */
  body: z.string().max(FEED_ENTRY_BYTES),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

export const encodeFeedBody = (entry: FeedEntry): Uint8Array => encodeJson(entry);

export function encodeFeedEntry(body: Uint8Array, signature: string): Uint8Array {
  return encodeJson({ v: 1, body: toBase64Url(body), signature });
}

export interface StoredFeedEntry {
  readonly entry: FeedEntry;
  readonly body: Uint8Array;
  /** Hex, by the device, over the body. */
  readonly signature: string;
}

/** @returns null when the bytes are not an entry of this version. */
export function decodeFeedEntry(bytes: Uint8Array): StoredFeedEntry | null {
  const stored = decodeJson(bytes, FEED_ENTRY_BYTES, storedSchema);
  const body = stored === null ? null : fromBase64Url(stored.body);
  const entry = body === null ? null : decodeJson(body, FEED_ENTRY_BYTES, entrySchema);
  return stored === null || body === null || entry === null ? null : { entry, body, signature: stored.signature };
}
