import { fromHex, u32, utf8, zero } from '../../../src-shared/base/bytes.ts';
import type { MemberId, OrganisationId } from '../../../src-shared/base/ids.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import { decodeSignedText, encodeSignedText } from '../../../src-shared/protocol/frame.ts';
import {
  decodeStoredEscrow,
  type Escrow,
  encodeEscrow,
  encodeStoredEscrow,
  parseEscrow,
} from '../../../src-shared/protocol/recovery-escrow.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';

/** Where an escrow stands: it opens nowhere else. */
interface Place {
  readonly organisation: OrganisationId;
  readonly member: MemberId;
  readonly number: number;
}

const under = ({ organisation, member, number }: Place, epoch: number): readonly Uint8Array[] => [
  utf8(LABEL.escrowSealed),
  utf8(organisation),
  utf8(member),
  utf8(String(number)),
  u32(epoch),
];
const signedParts = (organisation: OrganisationId, text: Uint8Array) => [utf8(organisation), text];

/**
 * The exact bytes of `recovery/<member>/<number>`.
 * @param recoveryKey public half of the organisation's recovery key of that epoch
 */
export function sealEscrow(crypto: Crypto, recoveryKey: Uint8Array, escrow: Escrow, deviceKey: Uint8Array): Uint8Array {
  const text = encodeEscrow(escrow);
  const signature = crypto.sign(deviceKey, LABEL.escrow, signedParts(escrow.organisation, text));
  const signed = encodeSignedText({ text, signature });
  try {
    return encodeStoredEscrow(escrow.epoch, crypto.sealTo(recoveryKey, signed, under(escrow, escrow.epoch)));
  } finally {
    // SECURITY: S14.
    zero(text, signed);
  }
}

/** `foreign`: sealed to a recovery key that is not held. `damaged`: cut, forged, another member's, or from elsewhere. */
export type OpenedEscrow = Escrow | 'foreign' | 'damaged';

/** @param recoverySecret of an epoch, 32 bytes; null when it is not held */
export function openEscrow(
  crypto: Crypto,
  state: PolicyState,
  recoverySecret: (epoch: number) => Uint8Array | null,
  { member, number }: Pick<Place, 'member' | 'number'>,
  stored: Uint8Array,
): OpenedEscrow {
  const frame = decodeStoredEscrow(stored);
  if (frame === null) return 'damaged';
  const secret = recoverySecret(frame.epoch);
  if (secret === null) return 'foreign';
  const pair = crypto.sealingPair(secret);
  const place = { organisation: state.organisation, member, number };
  const opened = crypto.openSealed(pair, frame.sealed, under(place, frame.epoch));
  zero(pair.secretKey);
  if (!opened.ok) return 'damaged';
  try {
    const signed = decodeSignedText(opened.value);
    const escrow = signed === null ? null : parseEscrow(signed.text);
    if (signed === null || escrow === null) return 'damaged';
    const meant =
      escrow.organisation === state.organisation &&
      escrow.member === member &&
      escrow.number === number &&
      escrow.epoch === frame.epoch;
    // SECURITY: S25. Anybody can seal to the recovery key; only the member's own device signs what is believed.
    const device = state.devices.get(escrow.device);
    const publicKey = device?.member === member && !device.revoked ? fromHex(device.publicKey) : null;
    if (!meant || publicKey === null) return 'damaged';
    const parts = signedParts(state.organisation, signed.text);
    return crypto.verify(publicKey, signed.signature, LABEL.escrow, parts) ? escrow : 'damaged';
  } finally {
    zero(opened.value);
  }
}
