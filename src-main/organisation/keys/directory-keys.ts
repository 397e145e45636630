import { equalBytes, zero } from '../../../src-shared/base/bytes.ts';
import { ok, type Result } from '../../../src-shared/base/result.ts';
import type { SealingPair } from '../../crypto/port.ts';
import type { HubError } from '../../hub/port.ts';
import { fetchCopy, fetchHead, listKeys } from './fetch-key.ts';
import { openPrevious } from './key-object.ts';
import type { KeyStore } from './key-store.ts';
import { objectsByEpoch, type WaysPorts, waysBack } from './ways-back.ts';

export interface DirectoryPorts extends WaysPorts {
  readonly store: KeyStore;
  readonly sealing: SealingPair;
}

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
  if (mine !== null) return ok(keepNamed(store, epoch, mine));
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
export function keepNamed(store: KeyStore, epoch: number, secret: Uint8Array): true {
  store.save('directory', epoch, secret);
  store.dropCandidates('directory', epoch);
  zero(secret);
  return true;
}

/**
 * From the newest epoch on that is held already, or that somebody sealed a copy of to this member, down to the one that is
 * asked for. It counts when it opens the object that the log names, and that one leads to the key that is held. Those after
 * it count once the log names the objects that they open: a key that is held stays for good, and whoever holds the key that
 * we hold can put objects of any later epoch there.
 */
async function fromLater(ports: DirectoryPorts, epoch: number, copies: string): Promise<Result<boolean, HubError>> {
  const { store, organisation, crypto } = ports;
  const name = { organisation, kind: 'directory', epoch } as const;
  const held = store.get('directory', epoch - 1);
  const named = await fetchHead(ports, 'directory', epoch, copies);
  if (!named.ok) return named;
  const head = named.value?.head;
  if (held === null || head === undefined) return ok(false);
  const listed = await listKeys(ports.hub, 'directory', epoch + 1);
  if (!listed.ok) return listed;
  const objects = objectsByEpoch(crypto, listed.value);
  // SECURITY: S25. Only who held the key that we hold can have made a way back to it.
  const isAsked = (key: Uint8Array): boolean => {
    const previous = openPrevious(crypto, name, key, head);
    return previous !== null && equalBytes(previous, held);
  };
  for (const later of [...objects.keys()].sort((a, b) => b - a)) {
    const own = store.get('directory', later);
    const begins = own === null ? await copiesAt(ports, later, objects.get(later) ?? []) : ok([own]);
    if (!begins.ok) return begins;
    for (const secret of begins.value) {
      const ways = await waysBack(ports, { epoch: later, secret }, epoch, objects);
      if (!ways.ok) return ways;
      const asked = ways.value.ends.find(isAsked);
      if (asked === undefined) continue;
      store.saveCandidates('directory', ways.value.steps);
      return ok(keepNamed(store, epoch, asked));
    }
  }
  return ok(false);
}

/** Secrets of that epoch, by whomever, that are sealed to this member. */
async function copiesAt(
  ports: DirectoryPorts,
  epoch: number,
  objects: readonly string[],
): Promise<Result<readonly Uint8Array[], HubError>> {
  const secrets: Uint8Array[] = [];
  const name = { organisation: ports.organisation, kind: 'directory', epoch } as const;
  for (const copies of objects) {
    const fetched = await fetchHead(ports, 'directory', epoch, copies);
    if (!fetched.ok) return fetched;
    if (fetched.value === null) continue;
    const secret = await fetchCopy(ports, name, fetched.value, ports.sealing);
    if (!secret.ok) return secret;
    if (secret.value !== null) secrets.push(secret.value);
  }
  return ok(secrets);
}

type NewcomerPorts = Omit<DirectoryPorts, 'sealing'>;

/**
 * For a newcomer, whom an invitation brought the newest key: key 0, so that they can read the log from its beginning. Those
 * between come into the vault as the log names their objects.
 *
 * @param opensGenesis whether that key is the right one
 * @returns whether key 0 is in the vault now.
 */
export async function obtainFirstKey(
  ports: NewcomerPorts,
  epoch: number,
  opensGenesis: (key: Uint8Array) => boolean,
): Promise<Result<boolean, HubError>> {
  const { store } = ports;
  if (store.get('directory', 0) !== null) return ok(true);
  const newest = store.get('directory', epoch);
  if (newest === null) return ok(false);
  const ways = await backFrom(ports, epoch, newest, 0);
  if (!ways.ok) return ways;
  const first = ways.value.ends.find(opensGenesis);
  if (first === undefined) return ok(false);
  store.saveCandidates('directory', ways.value.steps);
  return ok(store.save('directory', 0, first));
}

/**
 * A key that somebody brings, of a later epoch than those in the vault: with all that lie between it counts once the log
 * names the objects that they open.
 *
 * @returns whether it leads back to the newest one that is held.
 */
export async function considerLater(
  ports: NewcomerPorts,
  epoch: number,
  secret: Uint8Array,
): Promise<Result<boolean, HubError>> {
  const { store } = ports;
  let held = epoch - 1;
  while (held > 0 && store.get('directory', held) === null) held -= 1;
  const known = store.get('directory', held);
  if (known === null) return ok(false);
  const ways = await backFrom(ports, epoch, secret, held);
  if (!ways.ok) return ways;
  // SECURITY: S25. Only who held the key that we hold can have made a way back to it.
  if (!ways.value.ends.some((end) => equalBytes(end, known))) return ok(false);
  store.saveCandidates('directory', ways.value.steps);
  return ok(true);
}

async function backFrom(ports: NewcomerPorts, epoch: number, secret: Uint8Array, to: number) {
  const listed = await listKeys(ports.hub, 'directory', to + 1);
  return listed.ok ? waysBack(ports, { epoch, secret }, to, objectsByEpoch(ports.crypto, listed.value)) : listed;
}
