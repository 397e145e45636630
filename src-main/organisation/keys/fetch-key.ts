import { hex } from '../../../src-shared/base/bytes.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import {
  ADDED_COPY_BYTES,
  addedCopyKey,
  COPY_BYTES,
  copyRange,
  decodeAddedCopy,
  decodeKeyHead,
  HEAD_MAX,
  type KeyHead,
  type KeyKind,
  type KeyObjectName,
  keyHeadSize,
  keyObjectKey,
  keysPrefix,
  parseKeyObjectKey,
} from '../../../src-shared/protocol/organisation-key.ts';
import type { Crypto, SealingPair } from '../../crypto/port.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { Hub, HubError, HubResult } from '../../hub/port.ts';
import { copyTag, type KeyName, openCopy, placeOf } from './key-object.ts';

/** Enough to know how long the head is. */
const FIRST_BYTES = 4096;
const LIST_PAGE = 10_000;
/** Names looked at: whoever can write to the hub can put any number there. */
const NAMES_MAX = 200_000;

export interface FetchPorts {
  readonly hub: Hub;
  readonly crypto: Crypto;
}

export interface FetchedHead {
  readonly head: KeyHead;
  readonly size: number;
  /** Hex. */
  readonly hash: string;
}

/** Part of an object; null: absent, or nothing that could be ours. */
async function part(hub: Hub, key: string, start: number, length: number): HubResult<Uint8Array | null> {
  const got = await hub.get(key, { maxBytes: length, range: { start, length } });
  return got.ok || !isOfOneObject(got.error) ? got : ok(null);
}

/**
 * The head of a key object.
 * @param copies hash that it must have, or its first 16 digits when that is all that is known
 * @returns null: not there, or another one
 */
export async function fetchHead(
  { hub, crypto }: FetchPorts,
  kind: KeyKind,
  epoch: number,
  copies: string,
): HubResult<FetchedHead | null> {
  const key = keyObjectKey(kind, epoch, copies);
  const first = await part(hub, key, 0, FIRST_BYTES);
  if (!first.ok) return first;
  const size = first.value === null ? null : keyHeadSize(first.value);
  if (first.value === null || size === null || size > HEAD_MAX) return ok(null);
  const whole = size <= first.value.length ? ok(first.value.subarray(0, size)) : await part(hub, key, 0, size);
  if (!whole.ok) return whole;
  const head = whole.value === null ? null : decodeKeyHead(whole.value);
  if (whole.value === null || head === null || head.kind !== kind || head.epoch !== epoch) return ok(null);
  const hash = hex(crypto.hash(whole.value));
  return ok(hash.startsWith(copies) ? { head, size, hash } : null);
}

/** This holder's copy, from the object or added to it; null: there is none that opens. */
export async function fetchCopy(
  { hub, crypto }: FetchPorts,
  name: KeyName,
  { head, size, hash }: FetchedHead,
  pair: SealingPair,
): HubResult<Uint8Array | null> {
  const tag = copyTag(crypto, head.salt, pair.publicKey);
  const place = placeOf(head, tag);
  const row = head.index[place];
  if (row !== undefined) {
    const { start, length } = copyRange(size, place);
    const copy = await part(hub, keyObjectKey(name.kind, name.epoch, hash), start, length);
    if (!copy.ok) return copy;
    const meant = copy.value?.length === COPY_BYTES && hex(crypto.hash(copy.value)) === hex(row.hash);
    const opened = meant && copy.value !== null ? openCopy(crypto, name, head.salt, pair, copy.value) : null;
    if (opened !== null) return ok(opened);
  }
  const added = await hub.get(addedCopyKey(name.kind, name.epoch, hash, tag), { maxBytes: ADDED_COPY_BYTES });
  if (!added.ok) return isOfOneObject(added.error) ? ok(null) : added;
  const copy = added.value === null ? null : decodeAddedCopy(added.value);
  return ok(copy === null ? null : openCopy(crypto, name, head.salt, pair, copy));
}

/** What lies on the hub of one kind, from that epoch on. */
export async function listKeys(
  hub: Hub,
  kind: KeyKind,
  from: number,
): Promise<Result<readonly KeyObjectName[], HubError>> {
  const names: KeyObjectName[] = [];
  let after = `${keysPrefix(kind)}${from.toString().padStart(10, '0')}`;
  while (names.length < NAMES_MAX) {
    const page = await hub.list(keysPrefix(kind), { after, limit: LIST_PAGE });
    if (!page.ok) return err(page.error);
    for (const key of page.value.keys) {
      const name = parseKeyObjectKey(kind, key);
      if (name !== null) names.push(name);
    }
    const last = page.value.keys.at(-1);
    if (!page.value.more || last === undefined || last <= after) break;
    after = last;
  }
  return ok(names);
}
