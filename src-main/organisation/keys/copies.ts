import { fromHex, hex } from '../../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import {
  addedCopyKey,
  encodeAddedCopy,
  type KeyKind,
  keyObjectKey,
} from '../../../src-shared/protocol/organisation-key.ts';
import type { HubError } from '../../hub/port.ts';
import type { Custodian } from './custodian.ts';
import { type FetchedHead, fetchHead, listKeys } from './fetch-key.ts';
import { type Holder, holdersOf } from './holders.ts';
import { copyTag, makeCopy } from './key-object.ts';

/** Who has a copy of the newest key, and who should. */
export interface CopyReport {
  /** Holders for whom there is none. */
  readonly missing: readonly Holder[];
  /** There is a copy for somebody who should not have one, or for nobody that the log knows. */
  readonly foreign: boolean;
}

export async function reportCopies(
  { hub, crypto }: Pick<Custodian, 'hub' | 'crypto'>,
  state: PolicyState,
  kind: KeyKind,
  { head, hash }: FetchedHead,
): Promise<Result<CopyReport, HubError>> {
  const listed = await listKeys(hub, kind, head.epoch);
  if (!listed.ok) return listed;
  const present = new Set(head.index.map(({ tag }) => hex(tag)));
  for (const { epoch, copies, tag } of listed.value) {
    if (tag !== null && epoch === head.epoch && hash.startsWith(copies)) present.add(tag);
  }
  const missing: Holder[] = [];
  for (const holder of holdersOf(state, kind)) {
    const tag = hex(copyTag(crypto, head.salt, fromHex(holder.keyset.sealing) ?? new Uint8Array()));
    if (!present.delete(tag) && needsCopy(state, kind, holder)) missing.push(holder);
  }
  return ok({ missing, foreign: present.size > 0 });
}

/** Whoever joined under the newest directory key was brought it by their invitation. */
function needsCopy(state: PolicyState, kind: KeyKind, { setBy }: Holder): boolean {
  return kind !== 'directory' || setBy.keyset <= state.directorySetBy;
}

/** The object that the log names, given back to a hub that has lost it by the client that made it. */
export async function fetchOrRestore(
  custodian: Custodian,
  kind: KeyKind,
  epoch: number,
  copies: string,
): Promise<Result<FetchedHead | null, HubError>> {
  const fetched = await fetchHead(custodian, kind, epoch, copies);
  if (!fetched.ok || fetched.value !== null) return fetched;
  const object = custodian.store.object(kind, copies);
  if (object === null) return ok(null);
  const put = await custodian.hub.put(keyObjectKey(kind, epoch, copies), object, { durable: 'now' });
  return put.ok ? fetchHead(custodian, kind, epoch, copies) : put;
}

/** Seals the newest key to holders who have no copy. Whoever does it makes the same bytes. */
export async function addCopies(
  { hub, crypto, organisation, store }: Custodian,
  kind: KeyKind,
  { head, hash }: FetchedHead,
  holders: readonly Holder[],
): Promise<Result<void, HubError>> {
  const secret = store.get(kind, head.epoch);
  if (secret === null) return ok();
  const name = { organisation, kind, epoch: head.epoch };
  for (const { keyset } of holders) {
    const publicKey = fromHex(keyset.sealing) ?? new Uint8Array();
    const copy = encodeAddedCopy(makeCopy(crypto, name, secret, head.salt, publicKey));
    const tag = copyTag(crypto, head.salt, publicKey);
    const put = await hub.put(addedCopyKey(kind, head.epoch, hash, tag), copy, { durable: 'now' });
    if (!put.ok) return put;
  }
  return ok();
}
