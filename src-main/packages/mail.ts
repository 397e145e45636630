import { concat, hex, u64, utf8 } from '../../src-shared/base/bytes.ts';
import { toBase32 } from '../../src-shared/base/encoding.ts';
import type { MemberId, PackageId } from '../../src-shared/base/ids.ts';
import { encodeMail, encodePointer, type Mail, type Pointer } from '../../src-shared/protocol/mail.ts';
import { encodeReceipt, type ReceiptStatement } from '../../src-shared/protocol/receipt.ts';
import { LABEL } from '../crypto/labels.ts';
import type { Crypto } from '../crypto/port.ts';

/** Associated data of everything sealed to a mailbox. */
export const MAIL_ASSOCIATED: readonly Uint8Array[] = [utf8(LABEL.mail)];

const signatureDomain = (kind: Mail['kind']): string => (kind === 'package' ? LABEL.pointer : LABEL.receipt);

function signed(crypto: Crypto, deviceKey: Uint8Array, kind: Mail['kind'], body: Uint8Array): Uint8Array {
  const signature = crypto.sign(deviceKey, signatureDomain(kind), [body]);
  return encodeMail({ kind, body, signature: hex(signature) });
}

/** The bytes to seal to each recipient of a package: the same for all, and the same each time they are made. */
export function pointerMail(crypto: Crypto, deviceKey: Uint8Array, pointer: Pointer): Uint8Array {
  return signed(crypto, deviceKey, 'package', encodePointer(pointer));
}

export function receiptMail(crypto: Crypto, deviceKey: Uint8Array, receipt: ReceiptStatement): Uint8Array {
  return signed(crypto, deviceKey, 'receipt', encodeReceipt(receipt));
}

/** Did this device sign the body of the mail? */
export function mailSignedBy(crypto: Crypto, mail: Mail, signature: Uint8Array, devicePublicKey: Uint8Array): boolean {
  return crypto.verify(devicePublicKey, signature, signatureDomain(mail.kind), [mail.body]);
}

/**
 * Id of the pointer for one recipient: ordered by the time of sending, the rest derived, so that sending it again
 * after a crash meets the first one. Whoever sees the keys of several mailboxes can tell by that time which pointers belong
 * together; as they could by when these appear.
 */
export function pointerId(
  crypto: Crypto,
  contentKey: Uint8Array,
  id: PackageId,
  recipient: MemberId,
  sentAt: number,
): string {
  const rest = crypto.derive(contentKey, LABEL.mailId, [utf8(id), utf8(recipient)]);
  return toBase32(concat([u64(sentAt).subarray(2), rest.subarray(0, 10)]));
}
