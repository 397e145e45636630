import { z } from 'zod';
import { concat, fromHex, hex, u32, utf8 } from '../base/bytes.ts';
import { fromBase64Url, toBase64Url } from '../base/encoding.ts';
import { crc32 } from './crc32.ts';
import { isResetLink, RESET_LINK_PREFIX } from './is-reset-link.ts';
import { parseJson } from './json.ts';
import { PASSWORD_BOUNDS } from './password-bounds.ts';
import { hexSchema } from './schema.ts';

/*
 * What the help desk sends to a member who forgot their password, beside a one-time password that it tells them: the
 * secret of the vault's reset slot, encrypted under Argon2id of that password. It opens nothing without the vault's file.
 */

export const RESET_LINK_VERSION = 1;
/** Characters; what we write is about 700. */
const LINK_MAX = 2000;
const CHECK_BYTES = 4;
const SALT_BYTES = 16;
/** A secret of 20 bytes, nonce and tag. */
const SEALED_BYTES = 60;
/** SECURITY: S22. A link is a stranger's: it may ask for what we write ourselves, and no more. */
export const RESET_LINK_BOUNDS = {
  passes: { min: PASSWORD_BOUNDS.passes.min, max: 3 },
  memoryKiB: { min: PASSWORD_BOUNDS.memoryKiB.min, max: 256 * 1024 },
} as const;

const linkSchema = z.strictObject({
  v: z.literal(RESET_LINK_VERSION),
  vault: z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/),
  check: hexSchema(32),
  passes: z.int().min(RESET_LINK_BOUNDS.passes.min).max(RESET_LINK_BOUNDS.passes.max),
  memoryKiB: z.int().min(RESET_LINK_BOUNDS.memoryKiB.min).max(RESET_LINK_BOUNDS.memoryKiB.max),
  salt: hexSchema(SALT_BYTES),
  sealed: hexSchema(SEALED_BYTES),
});

export interface ResetLink {
  /** Id of the vault, and check value of its reset slot, 64 hexadecimal digits: they say which profile is meant. */
  readonly vault: string;
  readonly check: string;
  /** Of Argon2id. */
  readonly passes: number;
  readonly memoryKiB: number;
  readonly salt: Uint8Array;
  /** The secret under the one-time password. */
  readonly sealed: Uint8Array;
}

/** Base64url of JSON with a CRC-32 of it, which catches what was cut off. */
export function formatResetLink({ salt, sealed, vault, check, passes, memoryKiB }: ResetLink): string {
  const fields = { v: RESET_LINK_VERSION, vault, check, passes, memoryKiB, salt: hex(salt), sealed: hex(sealed) };
  const text = utf8(JSON.stringify(fields));
  return `${RESET_LINK_PREFIX}${toBase64Url(concat([text, u32(crc32(text))]))}`;
}

/** Takes the link broken over lines, as mail programs do. @returns null when it is none, or damaged. */
export function parseResetLink(text: string): ResetLink | null {
  if (text.length > 2 * LINK_MAX || !isResetLink(text)) return null;
  const compact = text.replace(/\s+/g, '');
  if (compact.length > LINK_MAX) return null;
  const bytes = fromBase64Url(compact.slice(RESET_LINK_PREFIX.length));
  if (bytes === null || bytes.length <= CHECK_BYTES) return null;
  const body = bytes.subarray(0, -CHECK_BYTES);
  if (hex(bytes.subarray(-CHECK_BYTES)) !== hex(u32(crc32(body)))) return null;
  const parsed = linkSchema.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const { v: _, salt, sealed, ...rest } = parsed.data;
  const [saltBytes, sealedBytes] = [fromHex(salt), fromHex(sealed)];
  return saltBytes === null || sealedBytes === null ? null : { ...rest, salt: saltBytes, sealed: sealedBytes };
}
