import { concat, equalBytes, fromHex, hex, utf8, zero } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import {
  COPY_BYTES,
  compareTags,
  encodeKeyHead,
  type KeyHead,
  type KeyKind,
  keyParts,
  SALT_BYTES,
  TAG_BYTES,
} from '../../../src-shared/protocol/organisation-key.ts';
import { LABEL } from '../../crypto/labels.ts';
import { type Crypto, KEY_BYTES, type SealingPair } from '../../crypto/port.ts';

/** Which key of which organisation. */
export interface KeyName {
  readonly organisation: OrganisationId;
  readonly kind: KeyKind;
  readonly epoch: number;
}

/** Seals one secret to many: `Workers.wrapForAll`, or the same here. */
export type SealToAll = (
  recipients: readonly Uint8Array[],
  secret: Uint8Array,
  associated: readonly Uint8Array[],
  randomness: readonly Uint8Array[],
) => Promise<readonly Uint8Array[] | null>;

const parts = ({ organisation, kind, epoch }: KeyName) => keyParts(organisation, kind, epoch);

/** By what a holder finds their copy; who does not know their sealing key learns nothing from it. */
export function copyTag(crypto: Crypto, salt: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return crypto.derive(salt, LABEL.keyTag, [publicKey]).subarray(0, TAG_BYTES);
}

const associated = (name: KeyName, salt: Uint8Array) => [utf8(LABEL.keyCopy), ...parts(name), salt];

/** From the secret itself, so that every holder can make every copy again and see where it leads. */
const randomnessOf = (crypto: Crypto, name: KeyName, secret: Uint8Array, salt: Uint8Array, publicKey: Uint8Array) =>
  crypto.derive(secret, LABEL.keyRandomness, [...parts(name), salt, publicKey]);

const previousKey = (crypto: Crypto, name: KeyName, secret: Uint8Array) =>
  crypto.derive(secret, LABEL.keyPrevious, parts(name));

/** The key of the epoch before, for those who hold this one. */
export function sealPrevious(crypto: Crypto, name: KeyName, secret: Uint8Array, previous: Uint8Array): Uint8Array {
  const key = previousKey(crypto, name, secret);
  try {
    return crypto.encrypt(key, previous, [utf8(LABEL.keyPrevious), ...parts(name)]);
  } finally {
    zero(key);
  }
}

/** @returns null when the head holds none, or it does not open with this secret. */
export function openPrevious(crypto: Crypto, name: KeyName, secret: Uint8Array, head: KeyHead): Uint8Array | null {
  if (head.previous === null || head.kind !== name.kind || head.epoch !== name.epoch) return null;
  const key = previousKey(crypto, name, secret);
  try {
    const opened = crypto.decrypt(key, head.previous, [utf8(LABEL.keyPrevious), ...parts(name)]);
    return opened.ok && opened.value.length === KEY_BYTES ? opened.value : null;
  } finally {
    zero(key);
  }
}

export interface KeyObject {
  readonly bytes: Uint8Array;
  /** Hash of the head, hex: what the log names. */
  readonly copies: string;
}

/**
 * The object that holds the secret for each of the holders.
 *
 * @param holders sealing keys, hex; each once.
 * @param previous secret of the epoch before; null for the first audit or recovery key.
 * @returns null when the sealing was stopped.
 */
export async function makeKeyObject(
  crypto: Crypto,
  sealToAll: SealToAll,
  name: KeyName,
  secret: Uint8Array,
  previous: Uint8Array | null,
  holders: readonly string[],
): Promise<KeyObject | null> {
  const salt = crypto.random(SALT_BYTES);
  const tagged = holders
    .map((text) => fromHex(text) ?? new Uint8Array())
    .map((publicKey) => ({ publicKey, tag: copyTag(crypto, salt, publicKey) }))
    .sort((a, b) => compareTags(a.tag, b.tag));
  const recipients = tagged.map(({ publicKey }) => publicKey);
  const randomness = recipients.map((publicKey) => randomnessOf(crypto, name, secret, salt, publicKey));
  try {
    const sealed = await sealToAll(recipients, secret, associated(name, salt), randomness);
    if (sealed === null) return null;
    const head = encodeKeyHead({
      kind: name.kind,
      epoch: name.epoch,
      salt,
      previous: previous === null ? null : sealPrevious(crypto, name, secret, previous),
      index: tagged.map(({ tag }, at) => ({ tag, hash: crypto.hash(sealed[at] ?? new Uint8Array()) })),
    });
    return { bytes: concat([head, ...sealed]), copies: hex(crypto.hash(head)) };
  } finally {
    zero(...randomness);
  }
}

/** One more copy, for somebody who became a holder later: the same bytes whoever makes it. */
export function makeCopy(crypto: Crypto, name: KeyName, secret: Uint8Array, salt: Uint8Array, publicKey: Uint8Array) {
  const randomness = randomnessOf(crypto, name, secret, salt, publicKey);
  try {
    return crypto.sealTo(publicKey, secret, associated(name, salt), randomness);
  } finally {
    zero(randomness);
  }
}

/** @returns the secret; null when the copy is not ours, or not of this key. */
export function openCopy(
  crypto: Crypto,
  name: KeyName,
  salt: Uint8Array,
  pair: SealingPair,
  copy: Uint8Array,
): Uint8Array | null {
  if (copy.length !== COPY_BYTES) return null;
  const opened = crypto.openSealed(pair, copy, associated(name, salt));
  if (!opened.ok || opened.value.length !== KEY_BYTES) return null;
  // SECURITY: S26. A copy that its maker did not derive as everybody else does is not one.
  const again = makeCopy(crypto, name, opened.value, salt, pair.publicKey);
  return equalBytes(again, copy) ? opened.value : null;
}

/** Place in the index; -1 when there is no copy for that key. */
export function placeOf(head: KeyHead, tag: Uint8Array): number {
  let low = 0;
  let high = head.index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareTags(head.index[middle]?.tag ?? tag, tag);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return -1;
}
