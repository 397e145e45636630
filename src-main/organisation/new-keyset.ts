import { hex } from '../../src-shared/base/bytes.ts';
import { type DeviceId, type MailboxId, type MemberId, randomId } from '../../src-shared/base/ids.ts';
import type { Crypto } from '../crypto/port.ts';
import type { Keyset } from '../vault/keyset-store.ts';
import { certifyDevice } from './device-certificate.ts';

/** Keys of a member, not yet of an organisation. */
export type NewKeyset = Omit<Keyset, 'organisation' | 'hubLocation'>;

/** Fresh keys for a member and their first device. */
export function newKeyset(crypto: Crypto, memberId: MemberId): NewKeyset {
  const random = { bytes: (length: number) => crypto.random(length) };
  return {
    memberId,
    deviceId: randomId<DeviceId>(random),
    mailbox: randomId<MailboxId>(random),
    signing: crypto.signingPair(),
    sealing: crypto.sealingPair(),
    device: crypto.signingPair(),
  };
}

/** What the log says of a keyset: public halves, and the member's word for the device; all hex. */
export function publicPart(crypto: Crypto, keyset: NewKeyset) {
  const { memberId: member, deviceId: device, mailbox } = keyset;
  const devicePublicKey = keyset.device.publicKey;
  return {
    member,
    signing: hex(keyset.signing.publicKey),
    sealing: hex(keyset.sealing.publicKey),
    mailbox,
    device,
    devicePublicKey: hex(devicePublicKey),
    certificate: hex(certifyDevice(crypto, keyset.signing.secretKey, { member, device, devicePublicKey })),
  };
}
