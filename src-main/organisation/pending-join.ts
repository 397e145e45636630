import { z } from 'zod';
import { fromHex, hex, utf8 } from '../../src-shared/base/bytes.ts';
import { fromBase64Url, toBase64Url } from '../../src-shared/base/encoding.ts';
import type { InviteId, OrganisationId } from '../../src-shared/base/ids.ts';
import { nameSchema } from '../../src-shared/policy/model/fields.ts';
import { encodeSignedText } from '../../src-shared/protocol/frame.ts';
import { parseJson } from '../../src-shared/protocol/json.ts';
import { hexSchema, idSchema } from '../../src-shared/protocol/schema.ts';
import { type OpenedBundle, parseSigned } from './invitation-codec.ts';

/** A join that was begun: the vault holds it beside the new keys until the newcomer's entry is in the log. */
export interface PendingJoin {
  readonly invitation: InviteId;
  /** A secret; whoever decodes it zeroes it. */
  readonly code: Uint8Array;
  readonly name: string;
  readonly opened: OpenedBundle;
}

const schema = z.strictObject({
  invitation: idSchema<InviteId>(),
  code: hexSchema(32),
  name: nameSchema,
  bundle: z.string(),
});

export function encodePendingJoin(pending: {
  readonly invitation: InviteId;
  readonly code: Uint8Array;
  readonly name: string;
  readonly text: Uint8Array;
  readonly signature: Uint8Array;
}): Uint8Array {
  const { invitation, code, name } = pending;
  return utf8(JSON.stringify({ invitation, code: hex(code), name, bundle: toBase64Url(encodeSignedText(pending)) }));
}

export function decodePendingJoin(data: Uint8Array, organisation: OrganisationId): PendingJoin | null {
  const parsed = schema.safeParse(parseJson(data));
  if (!parsed.success) return null;
  const code = fromHex(parsed.data.code);
  const bundle = fromBase64Url(parsed.data.bundle);
  const opened = bundle === null ? null : parseSigned(bundle, organisation);
  if (code === null || opened === null || !opened.ok) return null;
  return { invitation: parsed.data.invitation, code, name: parsed.data.name, opened: opened.value };
}
