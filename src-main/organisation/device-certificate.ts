import { fromHex, utf8 } from '../../src-shared/base/bytes.ts';
import type { DeviceId, MemberId } from '../../src-shared/base/ids.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';

/** What a member's signing key says of a device: it is mine, and speaks for the member of this id. */
export interface Certified {
  readonly member: MemberId;
  readonly device: DeviceId;
  readonly devicePublicKey: Uint8Array;
}

const parts = ({ member, device, devicePublicKey }: Certified) => [utf8(member), utf8(device), devicePublicKey];

export function certifyDevice(crypto: Crypto, memberSecretKey: Uint8Array, certified: Certified): Uint8Array {
  return crypto.sign(memberSecretKey, LABEL.deviceCertificate, parts(certified));
}

/** Keys and certificate as hex, as the log carries them. */
export function isCertified(
  crypto: Crypto,
  claim: {
    readonly member: MemberId;
    readonly signing: string;
    readonly device: DeviceId;
    readonly devicePublicKey: string;
    readonly certificate: string;
  },
): boolean {
  const signing = fromHex(claim.signing);
  const devicePublicKey = fromHex(claim.devicePublicKey);
  const certificate = fromHex(claim.certificate);
  if (signing === null || devicePublicKey === null || certificate === null) return false;
  const { member, device } = claim;
  return crypto.verify(signing, certificate, LABEL.deviceCertificate, parts({ member, device, devicePublicKey }));
}
