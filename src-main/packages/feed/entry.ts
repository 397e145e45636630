import { fromHex, hex } from '../../../src-shared/base/bytes.ts';
import type { DeviceId, PackageId } from '../../../src-shared/base/ids.ts';
import type { Envelope } from '../../../src-shared/protocol/package-envelope.ts';
import {
  decodeFeedEntry,
  encodeFeedBody,
  encodeFeedEntry,
  type StoredFeedEntry,
} from '../../../src-shared/protocol/package-feed.ts';
import { LABEL } from '../../crypto/labels.ts';
import type { Crypto } from '../../crypto/port.ts';
import { packageIdBytes } from '../../crypto/v1/keys.ts';

/** Where an entry stands, and what it follows. */
export interface FeedPlace {
  readonly seq: number;
  readonly prev: string;
}

function commitment(crypto: Crypto, contentKey: Uint8Array, id: PackageId, headerHash: Uint8Array): string {
  return hex(crypto.derive(contentKey, LABEL.feedCommitment, [packageIdBytes(id), headerHash]));
}

/** The bytes to store for a package at that place of the device's feed. */
export function makeFeedEntry(
  crypto: Crypto,
  device: { readonly id: DeviceId; readonly secretKey: Uint8Array },
  place: FeedPlace,
  sent: { readonly id: PackageId; readonly contentKey: Uint8Array; readonly header: Uint8Array },
): Uint8Array {
  const body = encodeFeedBody({
    v: 1,
    device: device.id,
    ...place,
    commitment: commitment(crypto, sent.contentKey, sent.id, crypto.hash(sent.header)),
  });
  return encodeFeedEntry(body, hex(crypto.sign(device.secretKey, LABEL.feed, [body])));
}

/** An entry that this device signed; null for anything else. */
export function readFeedEntry(crypto: Crypto, bytes: Uint8Array, devicePublicKey: Uint8Array): StoredFeedEntry | null {
  const stored = decodeFeedEntry(bytes);
  const signature = stored === null ? null : fromHex(stored.signature);
  if (stored === null || signature === null) return null;
  return crypto.verify(devicePublicKey, signature, LABEL.feed, [stored.body]) ? stored : null;
}

/** Is this the entry that the envelope names, signed by the sender's device, for this very header? */
export function feedEntryMatches(
  crypto: Crypto,
  bytes: Uint8Array,
  devicePublicKey: Uint8Array,
  envelope: Envelope,
  contentKey: Uint8Array,
  header: Uint8Array,
): boolean {
  const stored = readFeedEntry(crypto, bytes, devicePublicKey);
  return (
    stored !== null &&
    stored.entry.device === envelope.sender.device &&
    stored.entry.seq === envelope.feed.seq &&
    stored.entry.prev === envelope.feed.prev &&
    stored.entry.commitment === commitment(crypto, contentKey, envelope.id, crypto.hash(header))
  );
}
