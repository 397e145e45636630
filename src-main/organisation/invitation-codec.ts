import { hex, utf8, zero } from '../../src-shared/base/bytes.ts';
import type { InviteId, OrganisationId } from '../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../src-shared/base/result.ts';
import { decodeSignedText, encodeSignedText, type SignedText } from '../../src-shared/protocol/frame.ts';
import {
  decodeStoredBundle,
  encodeBundle,
  encodeStoredBundle,
  type InvitationBundle,
  parseBundle,
} from '../../src-shared/protocol/invitation.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';
import { invitationPair } from './activation.ts';

const signedParts = (invitation: InviteId, text: Uint8Array) => [utf8(invitation), text];

function bundleKeyOf(crypto: Crypto, code: Uint8Array, organisation: OrganisationId, invitation: InviteId): Uint8Array {
  return crypto.derive(code, LABEL.invitationKey, [utf8(organisation), utf8(invitation)]);
}

const under = (organisation: OrganisationId, invitation: InviteId) => [
  utf8(LABEL.invitationBundle),
  utf8(organisation),
  utf8(invitation),
];

/** The exact bytes of `invites/<id>`, signed by the inviter's device. */
export function sealBundle(
  crypto: Crypto,
  code: Uint8Array,
  invitation: InviteId,
  bundle: Omit<InvitationBundle, 'v'>,
  deviceSecretKey: Uint8Array,
): Uint8Array {
  const text = encodeBundle(bundle);
  const signature = crypto.sign(deviceSecretKey, LABEL.invitationBundle, signedParts(invitation, text));
  const key = bundleKeyOf(crypto, code, bundle.organisation, invitation);
  const signed = encodeSignedText({ text, signature });
  try {
    return encodeStoredBundle(crypto.encrypt(key, signed, under(bundle.organisation, invitation)));
  } finally {
    zero(key, text, signed);
  }
}

export interface OpenedBundle extends SignedText {
  readonly bundle: InvitationBundle;
}

export type BundleError = { readonly code: 'invitation.malformed' | 'invitation.wrongCode' };

/** Opens a bundle; the inviter's signature can be checked only once the log is there (`isBundleSigned`). */
export function openBundle(
  crypto: Crypto,
  link: { readonly code: Uint8Array; readonly organisation: OrganisationId; readonly invitation: InviteId },
  stored: Uint8Array,
): Result<OpenedBundle, BundleError> {
  const sealed = decodeStoredBundle(stored);
  if (sealed === null) return err({ code: 'invitation.malformed' });
  const key = bundleKeyOf(crypto, link.code, link.organisation, link.invitation);
  try {
    const opened = crypto.decrypt(key, sealed, under(link.organisation, link.invitation));
    if (!opened.ok) return err({ code: 'invitation.wrongCode' });
    return parseSigned(opened.value, link.organisation);
  } finally {
    zero(key);
  }
}

/** The decrypted bundle again, from the vault. */
export function parseSigned(bytes: Uint8Array, organisation: OrganisationId): Result<OpenedBundle, BundleError> {
  const signed = decodeSignedText(bytes);
  const bundle = signed === null ? null : parseBundle(signed.text);
  if (signed === null || bundle === null || bundle.organisation !== organisation) {
    return err({ code: 'invitation.malformed' });
  }
  return ok({ ...signed, bundle });
}

export function isBundleSigned(
  crypto: Crypto,
  devicePublicKey: Uint8Array,
  invitation: InviteId,
  { text, signature }: SignedText,
): boolean {
  return crypto.verify(devicePublicKey, signature, LABEL.invitationBundle, signedParts(invitation, text));
}

/** What the log says of an invitation: the public half that follows from its code, hex. */
export function invitationPublicKey(crypto: Crypto, code: Uint8Array, organisation: OrganisationId): string {
  const pair = invitationPair(crypto, code, organisation);
  zero(pair.secretKey);
  return hex(pair.publicKey);
}
