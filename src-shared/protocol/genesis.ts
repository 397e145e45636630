import { z } from 'zod';
import { utf8 } from '../base/bytes.ts';
import { fromBase64Url, toBase64Url } from '../base/encoding.ts';
import type { DeviceId, MailboxId, MemberId } from '../base/ids.ts';
import { emailSchema, nameSchema } from '../policy/model/fields.ts';
import { presetSchema } from '../policy/presets/preset.ts';
import { parseJson } from './json.ts';
import { HASH, hexSchema, idSchema, SEALING_KEY, SIGNATURE, SIGNING_KEY, timeSchema } from './schema.ts';

/*
 * `org.json`: the first object of a hub, and entry 0 of the policy log. A JSON document whose `payload` is base64url of
 * the exact text that `signature` is over; the organisation's id is the BLAKE3 hash of the whole document. Names and
 * addresses are in `sealed`, under the first directory key: the hub reads public keys, ids and a time.
 */

export const GENESIS_KEY = 'org.json';
export const GENESIS_MAX = 256 * 1024;
export const GENESIS_VERSION = 1;

const documentSchema = z.strictObject({
  format: z.literal('sealpost organisation'),
  version: z.literal(GENESIS_VERSION),
  payload: z.string().max(GENESIS_MAX),
  signature: hexSchema(SIGNATURE),
});

const payloadSchema = z.strictObject({
  v: z.literal(GENESIS_VERSION),
  rules: z.number().int().min(1),
  nonce: hexSchema(HASH),
  at: timeSchema,
  owner: z.strictObject({
    member: idSchema<MemberId>(),
    signing: hexSchema(SIGNING_KEY),
    sealing: hexSchema(SEALING_KEY),
    device: idSchema<DeviceId>(),
    devicePublicKey: hexSchema(SIGNING_KEY),
    certificate: hexSchema(SIGNATURE),
  }),
  /** base64url of `sealedSchema`'s text, encrypted. */
  sealed: z.string().max(GENESIS_MAX),
});

const sealedSchema = z.strictObject({
  name: nameSchema,
  preset: presetSchema,
  owner: z.strictObject({ name: nameSchema, email: emailSchema, mailbox: idSchema<MailboxId>() }),
});

export type GenesisPayload = z.output<typeof payloadSchema>;
export type GenesisSealed = z.output<typeof sealedSchema>;

export interface GenesisDocument {
  /** The exact text that was signed. */
  readonly text: Uint8Array;
  readonly signature: string;
  readonly payload: GenesisPayload;
}

export function encodeGenesis(text: Uint8Array, signature: string): Uint8Array {
  const document = {
    format: 'sealpost organisation',
    version: GENESIS_VERSION,
    payload: toBase64Url(text),
    signature,
  } satisfies z.input<typeof documentSchema>;
  return utf8(`${JSON.stringify(document)}\n`);
}

/** @returns null when this is no genesis of this version. Nothing in it is verified yet. */
export function parseGenesis(stored: Uint8Array): GenesisDocument | null {
  if (stored.length > GENESIS_MAX) return null;
  const document = documentSchema.safeParse(parseJson(stored));
  if (!document.success) return null;
  const text = fromBase64Url(document.data.payload);
  if (text === null) return null;
  const payload = payloadSchema.safeParse(parseJson(text));
  return payload.success ? { text, signature: document.data.signature, payload: payload.data } : null;
}

export const encodeGenesisPayload = (payload: z.input<typeof payloadSchema>): Uint8Array =>
  utf8(JSON.stringify(payload));
export const encodeGenesisSealed = (sealed: z.input<typeof sealedSchema>): Uint8Array => utf8(JSON.stringify(sealed));

export function parseGenesisSealed(text: Uint8Array): GenesisSealed | null {
  const sealed = sealedSchema.safeParse(parseJson(text));
  return sealed.success ? sealed.data : null;
}
