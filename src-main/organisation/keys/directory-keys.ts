import { equalBytes, zero } from '../../../src-shared/base/bytes.ts';
import type { OrganisationId } from '../../../src-shared/base/ids.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { KeyObjectName } from '../../../src-shared/protocol/organisation-key.ts';
import type { SealingPair } from '../../crypto/port.ts';
import type { HubError } from '../../hub/port.ts';
import { type FetchPorts, fetchCopy, fetchHead, listKeys } from './fetch-key.ts';
import { openPrevious } from './key-object.ts';
import type { KeyStore } from './key-store.ts';

export interface DirectoryPorts extends FetchPorts {
  readonly organisation: OrganisationId;
  readonly store: KeyStore;
  readonly sealing: SealingPair;
}

/** Objects of one epoch that are looked at: whoever can write to the hub can put any number there. */
const OBJECTS_PER_EPOCH = 8;

/**
 * The directory key of the next epoch, for somebody who reads the log and holds the one before: their copy in the object
 * that the log names, or, for who was away or shut out at that time, a copy in a later one, and back from there.
 *
 * @param copies hash of the object's head, as the entry that rotated the key says.
 * @returns whether the key is in the vault now.
 */
export async function obtainDirectoryKey(
  ports: DirectoryPorts,
  epoch: number,
  copies: string,
): Promise<Result<boolean, HubError>> {
  const { store, organisation, sealing } = ports;
  if (store.get('directory', epoch) !== null) return ok(true);
  const mine = store.candidate('directory', epoch, copies);
  if (mine !== null) {
    store.save('directory', epoch, mine);
    store.dropCandidates('directory', epoch);
    zero(mine);
    return ok(true);
  }
  const fetched = await fetchHead(ports, 'directory', epoch, copies);
  if (!fetched.ok) return fetched;
  if (fetched.value !== null) {
    const secret = await fetchCopy(ports, { organisation, kind: 'directory', epoch }, fetched.value, sealing);
    if (!secret.ok) return secret;
    if (secret.value !== null) {
      store.save('directory', epoch, secret.value);
      store.dropCandidates('directory', epoch);
      zero(secret.value);
      return ok(true);
    }
  }
  return fromLater(ports, epoch);
}

/** From the newest epoch on that somebody sealed a copy of to this member, down to the one that is asked for. */
async function fromLater(ports: DirectoryPorts, epoch: number): Promise<Result<boolean, HubError>> {
  const { store, organisation, sealing } = ports;
  const held = store.get('directory', epoch - 1);
  const listed = await listKeys(ports.hub, 'directory', epoch);
  if (!listed.ok || held === null) return listed.ok ? ok(false) : listed;
  const objects = objectsByEpoch(listed.value);
  for (const later of [...objects.keys()].sort((a, b) => b - a)) {
    for (const copies of objects.get(later) ?? []) {
      const fetched = await fetchHead(ports, 'directory', later, copies);
      if (!fetched.ok) return fetched;
      if (fetched.value === null) continue;
      const name = { organisation, kind: 'directory', epoch: later } as const;
      const secret = await fetchCopy(ports, name, fetched.value, sealing);
      if (!secret.ok) return secret;
      if (secret.value === null) continue;
      const walked = await walkBack(ports, later, secret.value, epoch - 1, objects);
      if (!walked.ok) return walked;
      // SECURITY: S25. Only who held the key that we hold can have made a way back to it.
      const found = walked.value?.get(epoch - 1);
      if (walked.value === null || found === undefined || !equalBytes(found, held)) continue;
      for (const [each, key] of walked.value) if (each >= epoch) store.save('directory', each, key);
      return ok(true);
    }
  }
  return ok(false);
}

/** All keys from `epoch` down to `to`; null when the way ends before. */
async function walkBack(
  ports: DirectoryPorts,
  epoch: number,
  secret: Uint8Array,
  to: number,
  objects: ReadonlyMap<number, readonly string[]>,
): Promise<Result<ReadonlyMap<number, Uint8Array> | null, HubError>> {
  const keys = new Map([[epoch, secret]]);
  for (let at = epoch; at > to; at -= 1) {
    const name = { organisation: ports.organisation, kind: 'directory', epoch: at } as const;
    let before: Uint8Array | null = null;
    for (const copies of objects.get(at) ?? []) {
      const fetched = await fetchHead(ports, 'directory', at, copies);
      if (!fetched.ok) return fetched;
      const current = keys.get(at);
      if (fetched.value !== null && current !== undefined) {
        before = openPrevious(ports.crypto, name, current, fetched.value.head);
      }
      if (before !== null) break;
    }
    if (before === null) return ok(null);
    keys.set(at - 1, before);
  }
  return ok(keys);
}

/**
 * For a newcomer, whom an invitation brought the newest key: all that come before it, so that they can read the log from
 * its beginning. What is wrong with them shows as soon as an entry does not open.
 *
 * @returns whether they are in the vault now, down to one that was there already or to key 0.
 */
export async function obtainOlderKeys(
  ports: Omit<DirectoryPorts, 'sealing'>,
  epoch: number,
): Promise<Result<boolean, HubError>> {
  const { store } = ports;
  const newest = store.get('directory', epoch);
  if (newest === null) return ok(false);
  let held = epoch - 1;
  while (held > 0 && store.get('directory', held) === null) held -= 1;
  const known = held < 0 ? newest : store.get('directory', held);
  if (epoch === 0 || (held === epoch - 1 && known !== null)) return ok(true);
  const listed = await listKeys(ports.hub, 'directory', 1);
  if (!listed.ok) return listed;
  const sealing = { publicKey: new Uint8Array(), secretKey: new Uint8Array() };
  const walked = await walkBack({ ...ports, sealing }, epoch, newest, held, objectsByEpoch(listed.value));
  if (!walked.ok) return walked;
  const found = walked.value?.get(held);
  if (walked.value === null || found === undefined) return ok(false);
  // SECURITY: S25. Where the way leads to a key that is held already, it must be that key.
  if (known !== null && !equalBytes(found, known)) return ok(false);
  for (const [each, key] of walked.value) if (each < epoch) store.save('directory', each, key);
  return ok(true);
}

function objectsByEpoch(names: readonly KeyObjectName[]): ReadonlyMap<number, readonly string[]> {
  const objects = new Map<number, string[]>();
  for (const { epoch, copies, tag } of names) {
    const known = objects.get(epoch) ?? [];
    if (tag === null && known.length < OBJECTS_PER_EPOCH) objects.set(epoch, [...known, copies]);
  }
  return objects;
}
