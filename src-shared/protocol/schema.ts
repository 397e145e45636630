import { z } from 'zod';
import { ID_PATTERN, ORGANISATION_ID_PATTERN, type OrganisationId } from '../base/ids.ts';

/** Building blocks of everything that is stored on a hub or handed to a person. */

/** An id of 26 characters, typed as the kind of id the field holds. */
export function idSchema<Id extends string>() {
  return typed<Id>(z.string().regex(ID_PATTERN));
}

export const organisationIdSchema = typed<OrganisationId>(z.string().regex(ORGANISATION_ID_PATTERN));

/** What the schema lets through is a text of this kind. Without a transform, which would be called for every id of a log. */
export function typed<Text extends string>(schema: z.ZodString) {
  return schema as z.ZodType<string, string> as z.ZodType<Text, string>;
}

/** Exactly `bytes` bytes as lower-case hex. */
export const hexSchema = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

/** Milliseconds since 1970-01-01 UTC, within what a Date can show. */
export const timeSchema = z.number().int().min(0).max(8_640_000_000_000_000);

/** Sizes, in bytes, of what appears as hex: Ed25519 and X-Wing public keys, Ed25519 signatures, BLAKE3 hashes. */
export const SIGNING_KEY = 32;
export const SEALING_KEY = 1216;
export const SIGNATURE = 64;
export const HASH = 32;
