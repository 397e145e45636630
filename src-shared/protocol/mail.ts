import { z } from 'zod';
import { fromBase64Url, toBase64Url } from '../base/encoding.ts';
import { decodeJson, encodeJson } from './package-codec.ts';
import {
  deviceIdSchema,
  hashSchema,
  headSchema,
  memberIdSchema,
  packageIdSchema,
  timeSchema,
} from './package-envelope.ts';
import { PACKAGE_LIMITS } from './package-limits.ts';

/** What a mailbox holds, sealed to its owner: a statement's exact bytes and its author's signature over them. */
const mailSchema = z.strictObject({
  v: z.literal(1),
  kind: z.enum(['package', 'receipt']),
  /** base64url. */
  body: z.string().max(PACKAGE_LIMITS.mailBytes),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

export interface Mail {
  readonly kind: 'package' | 'receipt';
  readonly body: Uint8Array;
  /** Hex, by the device that the body names. */
  readonly signature: string;
}

export function encodeMail(mail: Mail): Uint8Array {
  return encodeJson({ v: 1, kind: mail.kind, body: toBase64Url(mail.body), signature: mail.signature });
}

/** @returns null when the bytes are not mail of this version. */
export function decodeMail(bytes: Uint8Array): Mail | null {
  const decoded = decodeJson(bytes, PACKAGE_LIMITS.mailBytes, mailSchema);
  const body = decoded === null ? null : fromBase64Url(decoded.body);
  return decoded === null || body === null ? null : { kind: decoded.kind, body, signature: decoded.signature };
}

/**
 * Points at a package. It names the header by its hash, so that a hub cannot put another in its place, and it is
 * signed, so that a hub that fills a mailbox with invented pointers shows the person nothing.
 */
const pointerSchema = z.strictObject({
  v: z.literal(1),
  package: packageIdSchema,
  header: hashSchema,
  sender: memberIdSchema,
  device: deviceIdSchema,
  sentAt: timeSchema,
  head: headSchema,
});

export type Pointer = z.infer<typeof pointerSchema>;

export const encodePointer = (pointer: Pointer): Uint8Array => encodeJson(pointer);

/** @returns null when the bytes are not a pointer of this version. */
export function decodePointer(bytes: Uint8Array): Pointer | null {
  return decodeJson(bytes, PACKAGE_LIMITS.mailBytes, pointerSchema);
}
