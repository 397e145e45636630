import { hex, zero } from '../../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';
import { COPY_BYTES, copyRange, keyObjectKey } from '../../../src-shared/protocol/organisation-key.ts';
import { isOfOneObject } from '../../hub/of-one-object.ts';
import type { HubError } from '../../hub/port.ts';
import type { Custodian } from './custodian.ts';
import { fetchHead } from './fetch-key.ts';
import { isHolder } from './holders.ts';
import { copyTag, openCopy, placeOf } from './key-object.ts';
import { namedCopies } from './named-copies.ts';
import { publicHalf } from './rotate.ts';

/**
 * Is it proven that whoever made the newest audit or recovery key kept it from this holder, who had the right to it at that
 * time? The object that the log names has no copy for them, or one of another key than the log names.
 *
 * SECURITY: S26. One holder could otherwise seal everything from then on to a key of their own, or of nobody's. What a hub
 * withholds or damages proves nothing: it would have keys made without end.
 */
export async function isKeptFromMe(
  custodian: Custodian,
  kind: Exclude<KeyKind, 'directory'>,
): Promise<Result<boolean, HubError>> {
  const { crypto, hub, log, me, organisation, sealing, store } = custodian;
  const key = log.state().keys[kind];
  const copies = namedCopies(custodian, kind);
  if (key === null || copies === null || store.get(kind, key.epoch) !== null) return ok(false);
  if (!wasHolder(custodian, kind, key.setBy - 1)) return ok(false);
  const fetched = await fetchHead(custodian, kind, key.epoch, copies);
  if (!fetched.ok) return fetched;
  if (fetched.value === null) return ok(false);
  const { head, size, hash } = fetched.value;
  const place = placeOf(head, copyTag(crypto, head.salt, sealing.publicKey));
  const row = head.index[place];
  if (row === undefined) return ok(true);
  const range = copyRange(size, place);
  const got = await hub.get(keyObjectKey(kind, key.epoch, hash), { maxBytes: range.length, range });
  if (!got.ok) return isOfOneObject(got.error) ? ok(false) : got;
  const copy = got.value;
  if (copy === null || copy.length !== COPY_BYTES || hex(crypto.hash(copy)) !== hex(row.hash)) return ok(false);
  const secret = openCopy(crypto, { organisation, kind, epoch: key.epoch }, head.salt, sealing, copy);
  if (secret === null) return ok(true);
  const other = publicHalf(crypto, secret) !== key.publicKey;
  zero(secret);
  return ok(other);

  function wasHolder({ log: past }: Custodian, of: typeof kind, seq: number): boolean {
    // A copy that began with a snapshot may not reach back so far.
    if (past.history(seq + 1, 1)[0]?.seq !== seq) return false;
    const state = past.stateAt(seq);
    const self = state.members.get(me);
    return self !== undefined && isHolder(state, self, of);
  }
}
