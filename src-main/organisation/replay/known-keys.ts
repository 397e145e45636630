import { fromHex, fromUtf8, hex } from '../../../src-shared/base/bytes.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KnownKeys } from '../../crypto/port.ts';

/*
 * Which public key belongs to which id, in memory that all threads share: how many have a place (int32) in the first 64
 * bytes, then records of 64 bytes each, the id's 26 characters, 2 of padding, whether the record is whole (int32), the key's
 * 32 bytes. Records are only ever added, by whoever meets a key first, so a thread reads each one once. The memory grows
 * where it lies, so that batches which are under way know of later keys.
 */

const RECORD = 64;
const ID = 26;
const WHOLE_AT = 28;
const KEY_AT = 32;
const KEY = 32;
const FIRST_RECORDS = 1_024;
/** 64 MiB. Of keys beyond these nothing is told: their entries are verified by the main thread, which takes longer. */
const RECORDS_MOST = 1_048_576;

const place = (record: number): number => (record + 1) * RECORD;
const roomOf = (records: SharedArrayBuffer): number => records.byteLength / RECORD - 1;
const wholeFlag = (record: number): number => (place(record) + WHOLE_AT) / Int32Array.BYTES_PER_ELEMENT;

function append(records: SharedArrayBuffer, id: string, key: Uint8Array): void {
  const record = Atomics.add(new Int32Array(records), 0, 1);
  if (record >= RECORDS_MOST) return;
  while (record >= roomOf(records)) grow(records);
  const bytes = new Uint8Array(records, place(record), RECORD);
  for (let index = 0; index < ID; index += 1) bytes[index] = id.charCodeAt(index);
  bytes.set(key, KEY_AT);
  Atomics.store(new Int32Array(records), wholeFlag(record), 1);
}

function grow(records: SharedArrayBuffer): void {
  try {
    records.grow(Math.min(place(2 * roomOf(records)), place(RECORDS_MOST)));
  } catch (error) {
    // Another thread has made it larger than that meanwhile.
    if (!(error instanceof RangeError)) throw error;
  }
}

/** @returns null unless the id has 26 characters and the key, in hex, 32 bytes. */
function keyFor(id: string, publicKey: string): Uint8Array | null {
  const key = fromHex(publicKey);
  return id.length === ID && key?.length === KEY ? key : null;
}

/** The main thread's side. */
export class KeyTable {
  readonly #known: KnownKeys;

  /** @param session tells this table from any other of the process. */
  constructor(session: string) {
    const records = new SharedArrayBuffer(place(FIRST_RECORDS), { maxByteLength: place(RECORDS_MOST) });
    this.#known = { session, records };
  }

  /** @param id of 26 characters. @param publicKey 32 bytes, hex. Whatever else they are, nothing is told. */
  add(id: string, publicKey: string): void {
    const key = keyFor(id, publicKey);
    if (key !== null) append(this.#known.records, id, key);
  }

  tell(): KnownKeys {
    return this.#known;
  }
}

/** A thread's side: what it has read of one session, and met in it. An id keeps its first key. */
export class KeyReader {
  #session = '';
  #read = 0;
  readonly #keys = new Map<string, string>();

  /** @returns keys as hex, by id. */
  read({ session, records }: KnownKeys): ReadonlyMap<string, string> {
    if (session !== this.#session) {
      this.#session = session;
      this.#read = 0;
      this.#keys.clear();
    }
    const numbers = new Int32Array(records);
    const count = Math.min(Atomics.load(numbers, 0), roomOf(records));
    // What lies behind a record that is being written, or was by a thread that ended meanwhile, is looked at again.
    let unread = count;
    for (let record = this.#read; record < count; record += 1) {
      if (Atomics.load(numbers, wholeFlag(record)) === 1) this.#take(records, record);
      else unread = Math.min(unread, record);
    }
    this.#read = unread;
    return this.#keys;
  }

  #take(records: SharedArrayBuffer, record: number): void {
    const id = fromUtf8(Uint8Array.from(new Uint8Array(records, place(record), ID)));
    if (!this.#keys.has(id)) this.#keys.set(id, hex(new Uint8Array(records, place(record) + KEY_AT, KEY)));
  }

  /** Tells the other threads, and itself, unless the key was known. Of the session that was read last. */
  add({ records }: KnownKeys, id: string, publicKey: string): void {
    const key = keyFor(id, publicKey);
    if (key === null || this.#keys.has(id)) return;
    this.#keys.set(id, publicKey);
    append(records, id, key);
  }
}

interface Known {
  readonly id: string;
  readonly publicKey: string;
}

/** Keys that later entries may be signed or proven by, of a state. */
export function* keysOf(state: PolicyState): Generator<Known> {
  for (const { id, publicKey } of state.devices.values()) yield { id, publicKey };
  for (const { invitation } of state.members.values()) if (invitation !== null) yield invitation;
}

/** The same of an entry's actions. */
export function* keysBrought(actions: readonly Action[]): Generator<Known> {
  for (const action of actions) {
    switch (action.type) {
      case 'member.activate':
        yield { id: action.device, publicKey: action.devicePublicKey };
        break;
      case 'device.add':
        yield { id: action.device, publicKey: action.publicKey };
        break;
      case 'member.invite':
      case 'member.reinvite':
        yield action.invitation;
        break;
      default:
    }
  }
}
