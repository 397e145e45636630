import { z } from 'zod';
import { concat, u32, utf8 } from '../base/bytes.ts';
import type { DeviceId, MemberId } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import { type Action, parseAction } from '../policy/action/action.ts';
import { FRAME_HEADER, frameHeader, hasFrameHeader, readU32, SEALING_OVERHEAD } from './frame.ts';
import { parseJson } from './json.ts';
import { plainShape } from './plain-shape.ts';
import { HASH, hexSchema, idSchema, SIGNATURE, timeSchema } from './schema.ts';

/*
 * An entry of the policy log, `log/<10 digits>`:
 *
 *   "SPPE" | version 1 | epoch of the directory key (u32) | encrypted signed text (see frame.ts)
 *
 * The entry's hash is BLAKE3 over these stored bytes.
 */

export const ENTRY_VERSION = 1;
const MAGIC = 'SPPE';
const HEADER = FRAME_HEADER + 4;
/** Where the encrypted part of a stored entry begins, with its nonce; the epoch stands in the four bytes before. */
export const ENTRY_SEALED_AT = HEADER;
/** Of the stored object; an entry that imports 10,000 people is about 3 MiB. */
export const ENTRY_MAX = 4 * 1024 * 1024;
const ENTRY_MIN = HEADER + SEALING_OVERHEAD + 4 + SIGNATURE;
export const ACTIONS_MAX = 20_000;
const SEQ_MAX = 9_999_999_999;

export const LOG_PREFIX = 'log/';

export function entryKey(seq: number): string {
  return `${LOG_PREFIX}${seq.toString().padStart(10, '0')}`;
}

/** @returns null when the key is not one that `entryKey` makes. */
export function seqOfKey(key: string): number | null {
  return /^log\/[0-9]{10}$/.test(key) ? Number(key.slice(LOG_PREFIX.length)) : null;
}

export interface StoredEntry {
  readonly epoch: number;
  readonly sealed: Uint8Array;
}

export function encodeStoredEntry({ epoch, sealed }: StoredEntry): Uint8Array {
  return concat([frameHeader(MAGIC, ENTRY_VERSION), u32(epoch), sealed]);
}

/** @returns null when this is no entry of this version. */
export function decodeStoredEntry(bytes: Uint8Array): StoredEntry | null {
  const epoch = epochOf(bytes);
  return epoch === null ? null : { epoch, sealed: bytes.subarray(HEADER) };
}

/** Epoch of the directory key that a stored entry says it is under. @returns null when this is no entry of this version. */
export function epochOf(bytes: Uint8Array): number | null {
  if (bytes.length < ENTRY_MIN || bytes.length > ENTRY_MAX) return null;
  return hasFrameHeader(bytes, MAGIC, ENTRY_VERSION) ? readU32(bytes, FRAME_HEADER) : null;
}

const payloadSchema = z.strictObject({
  v: z.literal(ENTRY_VERSION),
  seq: z.number().int().min(1).max(SEQ_MAX),
  prev: hexSchema(HASH),
  at: timeSchema,
  author: idSchema<MemberId>(),
  device: idSchema<DeviceId>(),
  rules: z.number().int().min(1),
  actions: z.array(z.unknown()).min(1).max(ACTIONS_MAX),
});

const isPlainPayload = plainShape(payloadSchema);

export interface EntryPayload {
  readonly seq: number;
  readonly prev: string;
  readonly at: number;
  readonly author: MemberId;
  readonly device: DeviceId;
  readonly rules: number;
  readonly actions: readonly Action[];
}

export function encodeEntryPayload(payload: EntryPayload): Uint8Array {
  const { seq, prev, at, author, device, rules, actions } = payload;
  return utf8(JSON.stringify({ v: ENTRY_VERSION, seq, prev, at, author, device, rules, actions }));
}

export type EntryParseError = {
  readonly code: 'entry.malformed' | 'entry.rules' | 'action.unknown' | 'action.malformed';
};

/** `rules`: the version by which this reader judges; another one, or an unknown action, is a typed refusal. */
export function parseEntryPayload(text: Uint8Array, rules: number): Result<EntryPayload, EntryParseError> {
  const value = parseJson(text);
  const parsed = isPlainPayload(value)
    ? (value as z.output<typeof payloadSchema>)
    : payloadSchema.safeParse(value).data;
  if (parsed === undefined) return err({ code: 'entry.malformed' });
  if (parsed.rules !== rules) return err({ code: 'entry.rules' });
  const actions: Action[] = [];
  for (const value of parsed.actions) {
    const action = parseAction(value);
    if (!action.ok) return action;
    actions.push(action.value);
  }
  const { seq, prev, at, author, device } = parsed;
  return ok({ seq, prev, at, author, device, rules, actions });
}
