import { fromHex, utf8 } from '../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../src-shared/base/ids.ts';
import type { ActionOf } from '../../src-shared/policy/action/action.ts';
import type { Member } from '../../src-shared/policy/model/entities.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto, SigningPair } from '../crypto/port.ts';
import { isCertified } from './device-certificate.ts';

export type Activation = Omit<ActionOf<'member.activate'>, 'proof'>;

const parts = (organisation: OrganisationId, activation: Activation) => [
  utf8(organisation),
  utf8(activation.member),
  utf8(activation.invitation),
  utf8(activation.name),
  utf8(activation.signing),
  utf8(activation.sealing),
  utf8(activation.mailbox),
  utf8(activation.device),
  utf8(activation.devicePublicKey),
  utf8(activation.certificate),
];

/** The signing pair that follows from an invitation's code; its public half is in the log. The caller zeroes the secret. */
export function invitationPair(crypto: Crypto, code: Uint8Array, organisation: OrganisationId): SigningPair {
  const seed = crypto.derive(code, LABEL.invitationSigning, [utf8(organisation)]);
  try {
    return crypto.signingPair(seed);
  } finally {
    seed.fill(0);
  }
}

/** Whoever holds the code says: these are the keys of the person who was invited. */
export function proveActivation(
  crypto: Crypto,
  invitation: SigningPair,
  organisation: OrganisationId,
  activation: Activation,
): Uint8Array {
  return crypto.sign(invitation.secretKey, LABEL.activation, parts(organisation, activation));
}

/** Is the activation proven by the code of the invitation that the state before it holds for this member? */
export function isProven(
  crypto: Crypto,
  organisation: OrganisationId,
  invited: Member | undefined,
  activation: ActionOf<'member.activate'>,
): boolean {
  return isProvenBy(crypto, organisation, invited?.invitation?.publicKey ?? '', activation);
}

/**
 * Does the code's proof cover all of it, does the member key that it brings certify the device that it brings, and can
 * anything be sealed to it? A member whom nobody can seal to would keep everyone from sending to a group with them.
 *
 * @param publicKey of the invitation, hex; empty when there is none.
 */
export function isProvenBy(
  crypto: Crypto,
  organisation: OrganisationId,
  publicKey: string,
  activation: ActionOf<'member.activate'>,
): boolean {
  const invitationKey = fromHex(publicKey);
  const proof = fromHex(activation.proof);
  if (invitationKey === null || invitationKey.length === 0 || proof === null) return false;
  return (
    crypto.verify(invitationKey, proof, LABEL.activation, parts(organisation, activation)) &&
    crypto.isSealingKey(fromHex(activation.sealing) ?? new Uint8Array()) &&
    isCertified(crypto, activation)
  );
}
