import { z } from 'zod';
import { concat, u32, utf8 } from '../base/bytes.ts';
import type { DeviceId, MemberId, OrganisationId } from '../base/ids.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, readU32 } from './frame.ts';
import { parseJson } from './json.ts';
import { hexSchema, idSchema, organisationIdSchema, SIGNATURE } from './schema.ts';

/*
 * `recovery/<member>/<10 digits>`: what a member's client leaves for the help desk, sealed to the organisation's recovery
 * key and signed by the member's device:
 *
 *   "SPRE" | version 1 | epoch of the recovery key (u32) | sealed signed text (see frame.ts)
 *
 * What it holds opens the member's vault only together with the vault's own file, which is on their machine.
 */

export const ESCROW_VERSION = 1;
const MAGIC = 'SPRE';
const HEADER = FRAME_HEADER + 4;
export const ESCROW_MAX = 4096;
/** What sealing to a public key adds, and the smallest signed text. */
const SEALED_MIN = 1136 + 4 + SIGNATURE;
const DIGITS = 10;
export const ESCROW_NUMBER_MAX = 9_999_999_999;

export const escrowPrefix = (member: MemberId): string => `recovery/${member}/`;
export const escrowKey = (member: MemberId, number: number): string =>
  `${escrowPrefix(member)}${String(number).padStart(DIGITS, '0')}`;

/** Number of an escrow by its key; null for anything else. */
export function parseEscrowKey(member: MemberId, key: string): number | null {
  const prefix = escrowPrefix(member);
  const digits = key.startsWith(prefix) ? key.slice(prefix.length) : '';
  return /^[0-9]{10}$/.test(digits) ? Number(digits) : null;
}

const escrowSchema = z.strictObject({
  v: z.literal(ESCROW_VERSION),
  organisation: organisationIdSchema,
  member: idSchema<MemberId>(),
  device: idSchema<DeviceId>(),
  number: z.int().min(1).max(ESCROW_NUMBER_MAX),
  epoch: z.int().min(1).max(0xffff_ffff),
  /** Id of the vault, and check value of its reset slot: the secret is that slot's. */
  vault: z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/),
  check: hexSchema(32),
  secret: hexSchema(20),
});
export interface Escrow extends Omit<z.output<typeof escrowSchema>, 'v' | 'organisation'> {
  readonly organisation: OrganisationId;
}

export const encodeEscrow = ({
  organisation,
  member,
  device,
  number,
  epoch,
  vault,
  check,
  secret,
}: Escrow): Uint8Array =>
  utf8(JSON.stringify({ v: ESCROW_VERSION, organisation, member, device, number, epoch, vault, check, secret }));

export function parseEscrow(text: Uint8Array): Escrow | null {
  const parsed = escrowSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { v: _, ...escrow } = parsed.data;
  return escrow;
}

export function encodeStoredEscrow(epoch: number, sealed: Uint8Array): Uint8Array {
  return concat([frameHeader(MAGIC, ESCROW_VERSION), u32(epoch), sealed]);
}

/** @returns null when this is no escrow of this version. */
export function decodeStoredEscrow(bytes: Uint8Array): { readonly epoch: number; readonly sealed: Uint8Array } | null {
  if (bytes.length < HEADER + SEALED_MIN || bytes.length > ESCROW_MAX) return null;
  const epoch = readU32(bytes, FRAME_HEADER);
  if (epoch === null || !hasFrameHeader(bytes, MAGIC, ESCROW_VERSION)) return null;
  return { epoch, sealed: bytes.subarray(HEADER) };
}
