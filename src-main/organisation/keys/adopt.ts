import { zero } from '../../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { KeyKind } from '../../../src-shared/protocol/organisation-key.ts';
import type { HubError } from '../../hub/port.ts';
import { fetchOrRestore } from './copies.ts';
import type { Custodian } from './custodian.ts';
import { type FetchedHead, fetchCopy, fetchHead, listKeys } from './fetch-key.ts';
import { isHolder } from './holders.ts';
import { openPrevious } from './key-object.ts';
import { namedCopies } from './named-copies.ts';
import { publicHalf } from './rotate.ts';

/**
 * Takes the newest audit or recovery key into the vault when this member should have it, and the older ones, which open
 * what was sealed before. What is fetched counts when it leads to the public half in the log.
 *
 * @returns the object of the newest key, for whoever goes on with it; null: none, or not to be had yet
 */
export async function adoptKey(
  custodian: Custodian,
  kind: Exclude<KeyKind, 'directory'>,
): Promise<Result<FetchedHead | null, HubError>> {
  const { crypto, store, organisation, me, sealing } = custodian;
  const state = custodian.log.state();
  const key = state.keys[kind];
  const self = state.members.get(me);
  const copies = namedCopies(custodian, kind);
  if (key === null || copies === null || self === undefined || !isHolder(state, self, kind)) return ok(null);
  const fetched = await fetchOrRestore(custodian, kind, key.epoch, copies);
  if (!fetched.ok || fetched.value === null) return fetched;
  const known = store.get(kind, key.epoch);
  if (known !== null && publicHalf(crypto, known) === key.publicKey) return fetched;
  const name = { organisation, kind, epoch: key.epoch };
  const mine = store.candidate(kind, key.epoch, copies);
  const secret = mine === null ? await fetchCopy(custodian, name, fetched.value, sealing) : ok(mine);
  if (!secret.ok) return secret;
  if (secret.value === null || publicHalf(crypto, secret.value) !== key.publicKey) return ok(null);
  store.save(kind, key.epoch, secret.value);
  store.dropCandidates(kind, key.epoch);
  const older = await adoptOlder(custodian, kind, key.epoch, secret.value, fetched.value);
  zero(secret.value);
  return older.ok ? fetched : older;
}

/** Back as far as the chain goes, or to what is held already. */
async function adoptOlder(
  custodian: Custodian,
  kind: Exclude<KeyKind, 'directory'>,
  newest: number,
  secret: Uint8Array,
  newestHead: FetchedHead,
): Promise<Result<void, HubError>> {
  const { crypto, store, organisation } = custodian;
  let current = Uint8Array.from(secret);
  let head: FetchedHead | null = newestHead;
  const listed = await listKeys(custodian.hub, kind, 1);
  if (!listed.ok) return listed;
  for (let epoch = newest; epoch > 1 && head !== null && store.get(kind, epoch - 1) === null; epoch -= 1) {
    const before = openPrevious(crypto, { organisation, kind, epoch }, current, head.head);
    if (before === null) break;
    store.save(kind, epoch - 1, before);
    zero(current);
    current = Uint8Array.from(before);
    head = null;
    for (const { copies, tag, epoch: each } of listed.value) {
      if (tag !== null || each !== epoch - 1 || head !== null) continue;
      const fetched = await fetchHead(custodian, kind, each, copies);
      if (!fetched.ok) return fetched;
      const name = { organisation, kind, epoch: each };
      const opens = fetched.value !== null && openPrevious(crypto, name, current, fetched.value.head) !== null;
      if (opens) head = fetched.value;
    }
  }
  zero(current);
  return ok();
}
