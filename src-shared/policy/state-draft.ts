import type { DeviceId, MemberId } from '../base/ids.ts';
import type { Device, Member, PolicyHead, PolicyState } from './model.ts';

/** A map that may be changed here, and is copied first when somebody outside holds it. */
class OwnedMap<K, V> {
  #map: Map<K, V>;
  #shared = true;

  constructor(map: ReadonlyMap<K, V>) {
    this.#map = map as Map<K, V>;
  }

  get view(): ReadonlyMap<K, V> {
    return this.#map;
  }

  /** @returns what takes the change back. */
  set(key: K, value: V): () => void {
    if (this.#shared) {
      this.#map = new Map(this.#map);
      this.#shared = false;
    }
    const before = this.#map.get(key);
    this.#map.set(key, value);
    return before === undefined ? () => this.#map.delete(key) : () => this.#map.set(key, before);
  }

  share(): ReadonlyMap<K, V> {
    this.#shared = true;
    return this.#map;
  }
}

/**
 * A policy state under replay: many entries change one copy of its maps, instead of each copying 10,000 members. To its
 * readers it is a `PolicyState`, valid until the next change; `freeze` gives one that never changes.
 *
 * INVARIANT: `attempt` leaves everything as it was when its work says no (property 30).
 */
export class StateDraft implements PolicyState {
  #base: PolicyState;
  readonly #members: OwnedMap<MemberId, Member>;
  readonly #devices: OwnedMap<DeviceId, Device>;
  readonly #taken: OwnedMap<string, MemberId>;
  #undo: (() => void)[] = [];

  constructor(state: PolicyState) {
    this.#base = state;
    this.#members = new OwnedMap(state.members);
    this.#devices = new OwnedMap(state.devices);
    this.#taken = new OwnedMap(state.taken);
  }

  get organisation() {
    return this.#base.organisation;
  }
  get name() {
    return this.#base.name;
  }
  get owner() {
    return this.#base.owner;
  }
  get rules() {
    return this.#base.rules;
  }
  get head() {
    return this.#base.head;
  }
  get at() {
    return this.#base.at;
  }
  get directoryEpoch() {
    return this.#base.directoryEpoch;
  }
  get members() {
    return this.#members.view;
  }
  get devices() {
    return this.#devices.view;
  }
  get taken() {
    return this.#taken.view;
  }

  setMember(member: Member): void {
    this.#undo.push(this.#members.set(member.id, member));
  }

  setDevice(device: Device): void {
    this.#undo.push(this.#devices.set(device.id, device));
  }

  take(claim: string, member: MemberId): void {
    this.#undo.push(this.#taken.set(claim, member));
  }

  advance(head: PolicyHead, at: number): void {
    const before = this.#base;
    this.#base = { ...before, head, at };
    this.#undo.push(() => {
      this.#base = before;
    });
  }

  /** Keeps the changes of `work` when it returns true, takes every one of them back otherwise. */
  attempt(work: () => boolean): boolean {
    this.#undo = [];
    const kept = work();
    if (!kept) for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
    return kept;
  }

  freeze(): PolicyState {
    return {
      ...this.#base,
      members: this.#members.share(),
      devices: this.#devices.share(),
      taken: this.#taken.share(),
    };
  }
}
