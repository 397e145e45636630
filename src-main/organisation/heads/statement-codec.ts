import { fromHex, u32, utf8 } from '../../../src-shared/base/bytes.ts';
import type { MemberId, OrganisationId } from '../../../src-shared/base/ids.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { decodeSignedText, encodeSignedText } from '../../../src-shared/protocol/frame.ts';
import {
  decodeStoredStatement,
  encodeHeadStatement,
  encodeStoredStatement,
  type HeadStatement,
  parseHeadStatement,
} from '../../../src-shared/protocol/head-statement.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';

interface Directory {
  readonly epoch: number;
  readonly key: Uint8Array;
}

const under = (organisation: OrganisationId, epoch: number, member: MemberId) => [
  utf8(LABEL.headStatement),
  utf8(organisation),
  u32(epoch),
  utf8(member),
];
const signedParts = (organisation: OrganisationId, text: Uint8Array) => [utf8(organisation), text];

/** The exact bytes of `heads/<member>`. */
export function sealHeadStatement(
  crypto: Crypto,
  organisation: OrganisationId,
  { epoch, key }: Directory,
  statement: HeadStatement,
  deviceKey: Uint8Array,
): Uint8Array {
  const text = encodeHeadStatement(statement);
  const signature = crypto.sign(deviceKey, LABEL.headStatement, signedParts(organisation, text));
  const signed = encodeSignedText({ text, signature });
  return encodeStoredStatement(epoch, crypto.encrypt(key, signed, under(organisation, epoch, statement.member)));
}

/** What that member's device says; null for anything else. @param directoryKey null when we do not hold that epoch */
export function openHeadStatement(
  crypto: Crypto,
  state: PolicyState,
  directoryKey: (epoch: number) => Uint8Array | null,
  member: MemberId,
  stored: Uint8Array,
): HeadStatement | null {
  const frame = decodeStoredStatement(stored);
  const key = frame === null ? null : directoryKey(frame.epoch);
  if (frame === null || key === null) return null;
  const opened = crypto.decrypt(key, frame.sealed, under(state.organisation, frame.epoch, member));
  const signed = opened.ok ? decodeSignedText(opened.value) : null;
  const statement = signed === null ? null : parseHeadStatement(signed.text);
  if (signed === null || statement === null || statement.member !== member) return null;
  const device = state.devices.get(statement.device);
  const publicKey = device?.member === member && !device.revoked ? fromHex(device.publicKey) : null;
  if (publicKey === null) return null;
  const parts = signedParts(state.organisation, signed.text);
  return crypto.verify(publicKey, signed.signature, LABEL.headStatement, parts) ? statement : null;
}
