import { fromHex, fromUtf8, hex } from '../../../src-shared/base/bytes.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KnownKeys } from '../../crypto/port.ts';

/*
 * Which public key belongs to which id, in memory that all threads share: how many have a place (int32) in the first 64
 * bytes, then records of 64 bytes each, the id's 26 characters, 2 of padding, whether the record is whole (int32), the key's
 * 32 bytes. Records are only ever added, by whoever meets a key first, so a thread reads each one once.
 */

const RECORD = 64;
const ID = 26;
const WHOLE_AT = 28;
const KEY_AT = 32;
const KEY = 32;
const FIRST_RECORDS = 1_024;

const place = (record: number): number => (record + 1) * RECORD;
const roomOf = (records: SharedArrayBuffer): number => records.byteLength / RECORD - 1;
const wholeFlag = (record: number): number => (place(record) + WHOLE_AT) / Int32Array.BYTES_PER_ELEMENT;

/** @returns false when there is no room. */
function append(records: SharedArrayBuffer, id: string, key: Uint8Array): boolean {
  const numbers = new Int32Array(records);
  const record = Atomics.add(numbers, 0, 1);
  if (place(record + 1) > records.byteLength) return false;
  const bytes = new Uint8Array(records, place(record), RECORD);
  for (let index = 0; index < ID; index += 1) bytes[index] = id.charCodeAt(index);
  bytes.set(key, KEY_AT);
  Atomics.store(numbers, wholeFlag(record), 1);
  return true;
}

/** How many can be read: up to the first that somebody is still writing. */
function countWhole(records: SharedArrayBuffer, from: number): number {
  const numbers = new Int32Array(records);
  const count = Math.min(Atomics.load(numbers, 0), roomOf(records));
  let whole = from;
  while (whole < count && Atomics.load(numbers, wholeFlag(whole)) === 1) whole += 1;
  return whole;
}

function idAt(records: SharedArrayBuffer, record: number): string {
  return fromUtf8(Uint8Array.from(new Uint8Array(records, place(record), ID)));
}

/** @returns null unless the id has 26 characters and the key, in hex, 32 bytes. */
function keyFor(id: string, publicKey: string): Uint8Array | null {
  const key = fromHex(publicKey);
  return id.length === ID && key?.length === KEY ? key : null;
}

/** The main thread's side. */
export class KeyTable {
  readonly #session: string;
  #grown = 0;
  readonly #ids = new Set<string>();
  #read = 0;
  #records = new SharedArrayBuffer(place(FIRST_RECORDS));

  /** @param session tells this table from any other of the process. */
  constructor(session: string) {
    this.#session = session;
  }

  /** @param id of 26 characters. @param publicKey 32 bytes, hex. Whatever else they are, nothing is told. */
  add(id: string, publicKey: string): void {
    const key = keyFor(id, publicKey);
    this.#catchUp();
    if (key === null || this.#ids.has(id)) return;
    if (append(this.#records, id, key)) return;
    this.#grow();
    append(this.#records, id, key);
  }

  /** What threads have added. */
  #catchUp(): void {
    const whole = countWhole(this.#records, this.#read);
    for (; this.#read < whole; this.#read += 1) this.#ids.add(idAt(this.#records, this.#read));
  }

  /** A longer copy of what is whole; what has been handed out grows no more, and threads begin anew. */
  #grow(): void {
    const old = this.#records;
    const flags = new Int32Array(old);
    this.#records = new SharedArrayBuffer(place(2 * roomOf(old)));
    this.#ids.clear();
    for (let record = 0; record < roomOf(old); record += 1) {
      const id = idAt(old, record);
      if (Atomics.load(flags, wholeFlag(record)) !== 1 || this.#ids.has(id)) continue;
      append(this.#records, id, new Uint8Array(old, place(record) + KEY_AT, KEY));
      this.#ids.add(id);
    }
    this.#read = this.#ids.size;
    this.#grown += 1;
  }

  tell(): KnownKeys {
    return { session: `${this.#session} ${this.#grown}`, records: this.#records };
  }
}

/** A thread's side: what it has read of one session, and met in it. */
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
    const whole = countWhole(records, this.#read);
    for (; this.#read < whole; this.#read += 1) {
      const id = idAt(records, this.#read);
      const key = new Uint8Array(records, place(this.#read) + KEY_AT, KEY);
      if (!this.#keys.has(id)) this.#keys.set(id, hex(key));
    }
    return this.#keys;
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
