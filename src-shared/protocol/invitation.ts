import { z } from 'zod';
import { concat, fromHex, hex, u32, utf8 } from '../base/bytes.ts';
import { fromBase64Url, toBase64Url } from '../base/encoding.ts';
import type { DeviceId, InviteId, MemberId } from '../base/ids.ts';
import { emailSchema, nameSchema, roleSchema } from '../policy/model/fields.ts';
import { isWelcome } from '../text/welcome.ts';
import { crc32 } from './crc32.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, SEALING_OVERHEAD } from './frame.ts';
import { hubLocationSchema } from './hub-location.ts';
import { parseJson } from './json.ts';
import { HASH, hexSchema, idSchema, organisationIdSchema, SIGNATURE, timeSchema } from './schema.ts';

/*
 * An invitation is two things. The *link* goes from person to person: where the hub is, which organisation, and a code.
 * The *bundle* lies on the hub at `invites/<id>`, encrypted under a key derived from the code:
 *
 *   "SPIN" | version 1 | encrypted signed text (see frame.ts)
 */

export const INVITATION_VERSION = 1;
/** 256 bits: nobody types it, and no search, a quantum one included, finds it. */
export const CODE_BYTES = 32;
export const BUNDLE_MAX = 64 * 1024;
const LINK_MAX = 10_000;
const LINK_PREFIX = 'sealpost://join/';
const MAGIC = 'SPIN';
const BUNDLE_MIN = FRAME_HEADER + SEALING_OVERHEAD + 4 + SIGNATURE;
const CHECK_BYTES = 4;

export const bundleKey = (invitation: InviteId): string => `invites/${invitation}`;

export function encodeStoredBundle(sealed: Uint8Array): Uint8Array {
  return concat([frameHeader(MAGIC, INVITATION_VERSION), sealed]);
}

/** @returns the ciphertext; null when this is no bundle of this version. */
export function decodeStoredBundle(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < BUNDLE_MIN || bytes.length > BUNDLE_MAX) return null;
  return hasFrameHeader(bytes, MAGIC, INVITATION_VERSION) ? bytes.subarray(FRAME_HEADER) : null;
}

const bundleSchema = z.strictObject({
  v: z.literal(INVITATION_VERSION),
  organisation: organisationIdSchema,
  organisationName: nameSchema,
  inviter: idSchema<MemberId>(),
  inviterName: nameSchema,
  /** Device whose signature the bundle carries. */
  device: idSchema<DeviceId>(),
  member: idSchema<MemberId>(),
  name: nameSchema,
  email: emailSchema,
  roles: z
    .array(z.strictObject({ id: roleSchema, name: nameSchema }))
    .min(1)
    .max(16),
  expiresAt: timeSchema,
  directory: z.strictObject({ epoch: z.number().int().min(0).max(0xffff_ffff), key: hexSchema(32) }),
  /** The entry that made this invitation: the newcomer accepts no log in which another stands there. */
  head: z.strictObject({ seq: z.number().int().min(1).max(9_999_999_999), hash: hexSchema(HASH) }),
  /** The organisation's own words to the newcomer; left out where there are none, as in bundles from before there were any. */
  welcome: z.string().refine(isWelcome).optional(),
});
export type InvitationBundle = z.output<typeof bundleSchema>;

export const encodeBundle = (bundle: Omit<InvitationBundle, 'v'>): Uint8Array =>
  utf8(JSON.stringify({ v: INVITATION_VERSION, ...bundle }));

export function parseBundle(text: Uint8Array): InvitationBundle | null {
  const bundle = bundleSchema.safeParse(parseJson(text));
  return bundle.success ? bundle.data : null;
}

const linkSchema = z.strictObject({
  v: z.literal(INVITATION_VERSION),
  hub: hubLocationSchema,
  organisation: organisationIdSchema,
  invitation: idSchema<InviteId>(),
  code: hexSchema(CODE_BYTES),
});

export interface InvitationLink {
  readonly hub: z.output<typeof hubLocationSchema>;
  readonly organisation: z.output<typeof organisationIdSchema>;
  readonly invitation: InviteId;
  /** A secret; whoever holds the link zeroes it when done. */
  readonly code: Uint8Array;
}

/** `sealpost://join/` and base64url of JSON with a CRC-32 of it, which catches what was cut off or mistyped. */
export function formatLink(link: InvitationLink): string {
  const { hub, organisation, invitation, code } = link;
  const text = utf8(JSON.stringify({ v: INVITATION_VERSION, hub, organisation, invitation, code: hex(code) }));
  return `${LINK_PREFIX}${toBase64Url(concat([text, u32(crc32(text))]))}`;
}

/** What an invitation file (`.sealpost`) holds. */
export function formatInvitationFile(link: string): Uint8Array {
  return utf8(`${JSON.stringify({ format: 'sealpost invitation', version: INVITATION_VERSION, link }, null, 2)}\n`);
}

const fileSchema = z.strictObject({
  format: z.literal('sealpost invitation'),
  version: z.literal(INVITATION_VERSION),
  link: z.string().max(LINK_MAX),
});

export const INVITATION_FILE_MAX = 64 * 1024;

/** @returns the link's text; null when this is no invitation file. */
export function parseInvitationFile(bytes: Uint8Array): string | null {
  if (bytes.length > INVITATION_FILE_MAX) return null;
  const file = fileSchema.safeParse(parseJson(bytes));
  return file.success ? file.data.link : null;
}

/**
 * Takes the link with or without `sealpost://join/`, broken over lines as mail programs do, or the text of an invitation
 * file.
 *
 * @returns null when it is none, or damaged.
 */
export function parseLink(text: string): InvitationLink | null {
  if (text.length > INVITATION_FILE_MAX) return null;
  const link = text.trimStart().startsWith('{') ? parseInvitationFile(utf8(text)) : text;
  if (link === null) return null;
  const compact = link.replace(/\s+/g, '');
  if (compact.length > LINK_MAX) return null;
  const bytes = fromBase64Url(compact.startsWith(LINK_PREFIX) ? compact.slice(LINK_PREFIX.length) : compact);
  if (bytes === null || bytes.length <= CHECK_BYTES) return null;
  const body = bytes.subarray(0, -CHECK_BYTES);
  if (hex(bytes.subarray(-CHECK_BYTES)) !== hex(u32(crc32(body)))) return null;
  const parsed = linkSchema.safeParse(parseJson(body));
  const code = parsed.success ? fromHex(parsed.data.code) : null;
  if (!parsed.success || code === null) return null;
  const { hub, organisation, invitation } = parsed.data;
  return { hub, organisation, invitation, code };
}
