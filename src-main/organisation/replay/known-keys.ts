import { fromHex, fromUtf8, hex } from '../../../src-shared/base/bytes.ts';
import type { Action } from '../../../src-shared/policy/action/action.ts';
import type { PolicyState } from '../../../src-shared/policy/model/state.ts';
import type { KnownKeys } from '../../crypto/port.ts';

/*
 * Which public key belongs to which id, told to the threads in shared memory: their number (int32) in the first 64 bytes,
 * then records of 64 bytes each, the id's 26 characters, 6 of padding, the key's 32 bytes. Records are only ever added, so
 * a thread reads each one once.
 */

const RECORD = 64;
const ID = 26;
const KEY_AT = 32;
const KEY = 32;
const FIRST_RECORDS = 1_024;

const place = (record: number): number => (record + 1) * RECORD;

/** The main thread's side. */
export class KeyTable {
  readonly #session: string;
  readonly #ids = new Set<string>();
  #records = new SharedArrayBuffer(place(FIRST_RECORDS));

  /** @param session tells this table from any other of the process. */
  constructor(session: string) {
    this.#session = session;
  }

  /** @param id of 26 characters. @param publicKey 32 bytes, hex. Whatever else they are, nothing is told. */
  add(id: string, publicKey: string): void {
    const key = fromHex(publicKey);
    if (this.#ids.has(id) || id.length !== ID || key?.length !== KEY) return;
    const at = place(this.#ids.size);
    if (at === this.#records.byteLength) this.#grow();
    const record = new Uint8Array(this.#records, at, RECORD);
    for (let index = 0; index < ID; index += 1) record[index] = id.charCodeAt(index);
    record.set(key, KEY_AT);
    this.#ids.add(id);
    Atomics.store(new Int32Array(this.#records, 0, 1), 0, this.#ids.size);
  }

  /** A longer copy; what has been handed out grows no more. */
  #grow(): void {
    const longer = new SharedArrayBuffer(2 * this.#records.byteLength);
    new Uint8Array(longer).set(new Uint8Array(this.#records));
    this.#records = longer;
  }

  tell(): KnownKeys {
    return { session: this.#session, records: this.#records };
  }
}

/** A thread's side: what it has read of one session. */
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
    const count = Atomics.load(new Int32Array(records, 0, 1), 0);
    for (; this.#read < count; this.#read += 1) {
      const record = Uint8Array.from(new Uint8Array(records, place(this.#read), RECORD));
      this.#keys.set(fromUtf8(record.subarray(0, ID)), hex(record.subarray(KEY_AT)));
    }
    return this.#keys;
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
