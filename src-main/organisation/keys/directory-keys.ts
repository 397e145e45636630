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
    return ok(keepNamed(store, epoch, mine));
  }
  const fetched = await fetchHead(ports, 'directory', epoch, copies);
  if (!fetched.ok) return fetched;
  if (fetched.value !== null) {
    const secret = await fetchCopy(ports, { organisation, kind: 'directory', epoch }, fetched.value, sealing);
    if (!secret.ok) return secret;
    if (secret.value !== null) return ok(keepNamed(store, epoch, secret.value));
  }
  return fromLater(ports, epoch, copies);
}

/** Where another one came meanwhile, that one stays: entries may have been accepted under it. Zeroes the secret. */
function keepNamed(store: KeyStore, epoch: number, secret: Uint8Array): true {
  store.save('directory', epoch, secret);
  store.dropCandidates('directory', epoch);
  zero(secret);
  return true;
}

/**
 * From the newest epoch on that somebody sealed a copy of to this member, down to the one that is asked for. Those after it
 * count once the log names the objects that they open: a key that is held stays for good, and whoever holds the key that
 * we hold can put objects of any later epoch there.
 */
async function fromLater(ports: DirectoryPorts, epoch: number, copies: string): Promise<Result<boolean, HubError>> {
  const { store, organisation, sealing } = ports;
  const held = store.get('directory', epoch - 1);
  const listed = await listKeys(ports.hub, 'directory', epoch);
  if (!listed.ok || held === null) return listed.ok ? ok(false) : listed;
  const objects = new Map([...objectsByEpoch(listed.value), [epoch, [copies]]]);
  for (const later of [...objects.keys()].sort((a, b) => b - a)) {
    for (const each of objects.get(later) ?? []) {
      const fetched = await fetchHead(ports, 'directory', later, each);
      if (!fetched.ok) return fetched;
      if (fetched.value === null) continue;
      const name = { organisation, kind: 'directory', epoch: later } as const;
      const secret = await fetchCopy(ports, name, fetched.value, sealing);
      if (!secret.ok) return secret;
      if (secret.value === null) continue;
      const walked = await walkBack(ports, later, secret.value, epoch - 1, objects);
      if (!walked.ok) return walked;
      // SECURITY: S25. Only who held the key that we hold can have made a way back to it.
      const found = walked.value?.get(epoch - 1)?.key;
      const asked = walked.value?.get(epoch)?.key;
      if (walked.value === null || asked === undefined || found === undefined || !equalBytes(found, held)) continue;
      for (const [at, { key, object }] of walked.value) {
        const isNew = at > epoch && object !== null && store.candidate('directory', at, object) === null;
        if (isNew) store.saveCandidate('directory', at, object, key);
      }
      return ok(keepNamed(store, epoch, asked));
    }
  }
  return ok(false);
}

interface Walked {
  readonly key: Uint8Array;
  /** Hash of the head that it opened; null: of the last one, which opened none. */
  readonly object: string | null;
}

/** All keys from `epoch` down to `to`; null when the way ends before. */
async function walkBack(
  ports: DirectoryPorts,
  epoch: number,
  secret: Uint8Array,
  to: number,
  objects: ReadonlyMap<number, readonly string[]>,
): Promise<Result<ReadonlyMap<number, Walked> | null, HubError>> {
  const walked = new Map<number, Walked>();
  let key = secret;
  for (let at = epoch; at > to; at -= 1) {
    const name = { organisation: ports.organisation, kind: 'directory', epoch: at } as const;
    let before: Uint8Array | null = null;
    for (const copies of objects.get(at) ?? []) {
      const fetched = await fetchHead(ports, 'directory', at, copies);
      if (!fetched.ok) return fetched;
      if (fetched.value === null) continue;
      before = openPrevious(ports.crypto, name, key, fetched.value.head);
      if (before === null) continue;
      walked.set(at, { key, object: fetched.value.hash });
      break;
    }
    if (before === null) return ok(null);
    key = before;
  }
  walked.set(to, { key, object: null });
  return ok(walked);
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
  if (epoch === 0 || store.get('directory', epoch - 1) !== null) return ok(true);
  return takeNewest(ports, epoch, newest);
}

/**
 * That key with all before it, as far back as one that is in the vault; none of them unless they lead to that one.
 *
 * @returns whether they are in the vault now.
 */
export async function takeNewest(
  ports: Omit<DirectoryPorts, 'sealing'>,
  epoch: number,
  newest: Uint8Array,
): Promise<Result<boolean, HubError>> {
  const { store } = ports;
  let held = epoch - 1;
  while (held > 0 && store.get('directory', held) === null) held -= 1;
  const known = store.get('directory', held);
  const listed = await listKeys(ports.hub, 'directory', 1);
  if (!listed.ok) return listed;
  const sealing = { publicKey: new Uint8Array(), secretKey: new Uint8Array() };
  const walked = await walkBack({ ...ports, sealing }, epoch, newest, held, objectsByEpoch(listed.value));
  if (!walked.ok) return walked;
  const found = walked.value?.get(held)?.key;
  if (walked.value === null || found === undefined) return ok(false);
  // SECURITY: S25. Where the way leads to a key that is held already, it must be that key.
  if (known !== null && !equalBytes(found, known)) return ok(false);
  // The oldest first: where the newest is, the others are.
  const oldestFirst = [...walked.value].reverse();
  return ok(oldestFirst.every(([each, { key }]) => store.save('directory', each, key)));
}

function objectsByEpoch(names: readonly KeyObjectName[]): ReadonlyMap<number, readonly string[]> {
  const objects = new Map<number, string[]>();
  for (const { epoch, copies, tag } of names) {
    const known = objects.get(epoch) ?? [];
    if (tag === null && known.length < OBJECTS_PER_EPOCH) objects.set(epoch, [...known, copies]);
  }
  return objects;
}
