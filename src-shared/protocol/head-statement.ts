import { z } from 'zod';
import { concat, u32, utf8 } from '../base/bytes.ts';
import type { DeviceId, MemberId } from '../base/ids.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, readU32, SEALING_OVERHEAD } from './frame.ts';
import { parseJson } from './json.ts';
import { HASH, hexSchema, idSchema, SIGNATURE, timeSchema } from './schema.ts';

/*
 * `heads/<member>`: the newest entry of the policy log that a member's client has accepted, signed by its device:
 *
 *   "SPHS" | version 1 | epoch of the directory key (u32) | encrypted signed text (see frame.ts)
 */

export const HEAD_STATEMENT_VERSION = 1;
const MAGIC = 'SPHS';
const HEADER = FRAME_HEADER + 4;
export const HEAD_STATEMENT_MAX = 4096;
const HEAD_STATEMENT_MIN = HEADER + SEALING_OVERHEAD + 4 + SIGNATURE;

export const headStatementKey = (member: MemberId): string => `heads/${member}`;

const statementSchema = z.strictObject({
  v: z.literal(HEAD_STATEMENT_VERSION),
  member: idSchema<MemberId>(),
  device: idSchema<DeviceId>(),
  head: z.strictObject({ seq: z.number().int().min(0).max(9_999_999_999), hash: hexSchema(HASH) }),
  at: timeSchema,
});
export type HeadStatement = Omit<z.output<typeof statementSchema>, 'v'>;

export const encodeHeadStatement = ({ member, device, head, at }: HeadStatement): Uint8Array =>
  utf8(JSON.stringify({ v: HEAD_STATEMENT_VERSION, member, device, head, at }));

export function parseHeadStatement(text: Uint8Array): HeadStatement | null {
  const parsed = statementSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { v: _, ...statement } = parsed.data;
  return statement;
}

export function encodeStoredStatement(epoch: number, sealed: Uint8Array): Uint8Array {
  return concat([frameHeader(MAGIC, HEAD_STATEMENT_VERSION), u32(epoch), sealed]);
}

/** @returns null when this is no statement of this version. */
export function decodeStoredStatement(
  bytes: Uint8Array,
): { readonly epoch: number; readonly sealed: Uint8Array } | null {
  if (bytes.length < HEAD_STATEMENT_MIN || bytes.length > HEAD_STATEMENT_MAX) return null;
  const epoch = readU32(bytes, FRAME_HEADER);
  if (epoch === null || !hasFrameHeader(bytes, MAGIC, HEAD_STATEMENT_VERSION)) return null;
  return { epoch, sealed: bytes.subarray(HEADER) };
}
