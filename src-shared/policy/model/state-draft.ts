import type { MemberId } from '../../base/ids.ts';
import { DeviceIndex } from './device-index.ts';
import type { Device } from './entities.ts';
import type { PolicyHead, PolicyState } from './state.ts';
import { type KeyIn, type MapField, type Maps, mapsOf, type Scalars, scalarsOf, type ValueIn } from './state-parts.ts';

/** What is kept by its own `id`, and has no index. */
type EntityField = Exclude<MapField, 'taken' | 'devices'>;

/**
 * A policy state under replay: many entries change one copy of its maps, instead of each copying 10,000 members. To its
 * readers it is a `PolicyState`, valid until the next change; `freeze` gives one that never changes.
 *
 * INVARIANT: `attempt` leaves everything as it was when its work says no (property 30).
 */
export class StateDraft implements PolicyState {
  #scalars: Scalars;
  /** Of the scalars what every entry changes: copying all of them for it would take as long as many an action. */
  #place: Pick<PolicyState, 'head' | 'at'>;
  readonly #maps: Maps;
  /** Made when first asked for. */
  #devicesOf: DeviceIndex | null = null;
  #undo: (() => void)[] = [];
  #attempts = 0;

  constructor(state: PolicyState) {
    this.#scalars = scalarsOf(state);
    this.#place = { head: state.head, at: state.at };
    this.#maps = mapsOf(state);
  }

  get organisation() {
    return this.#scalars.organisation;
  }
  get name() {
    return this.#scalars.name;
  }
  get preset() {
    return this.#scalars.preset;
  }
  get owner() {
    return this.#scalars.owner;
  }
  get ownerRole() {
    return this.#scalars.ownerRole;
  }
  get rules() {
    return this.#scalars.rules;
  }
  get head() {
    return this.#place.head;
  }
  get at() {
    return this.#place.at;
  }
  get settings() {
    return this.#scalars.settings;
  }
  get template() {
    return this.#scalars.template;
  }
  get thresholds() {
    return this.#scalars.thresholds;
  }
  get licences() {
    return this.#scalars.licences;
  }
  get licencesInUse() {
    return this.#scalars.licencesInUse;
  }
  get transfer() {
    return this.#scalars.transfer;
  }
  get keys() {
    return this.#scalars.keys;
  }
  get directoryEpoch() {
    return this.#scalars.directoryEpoch;
  }
  get directorySetBy() {
    return this.#scalars.directorySetBy;
  }
  get members() {
    return this.#maps.members.view;
  }
  get devices() {
    return this.#maps.devices.view;
  }
  get roles() {
    return this.#maps.roles.view;
  }
  get classes() {
    return this.#maps.classes.view;
  }
  get groups() {
    return this.#maps.groups.view;
  }
  get contacts() {
    return this.#maps.contacts.view;
  }
  get folders() {
    return this.#maps.folders.view;
  }
  get links() {
    return this.#maps.links.view;
  }
  get proposals() {
    return this.#maps.proposals.view;
  }
  get billing() {
    return this.#maps.billing.view;
  }
  get taken() {
    return this.#maps.taken.view;
  }

  put<F extends EntityField>(field: F, value: ValueIn<F> & { readonly id: KeyIn<F> }): void {
    this.#undo.push(this.#maps[field].set(value.id, value));
  }

  drop<F extends EntityField>(field: F, id: KeyIn<F>): void {
    this.#undo.push(this.#maps[field].delete(id));
  }

  /** A device never changes hands and is never dropped. */
  putDevice(device: Device): void {
    const known = this.#maps.devices.view.has(device.id);
    this.#undo.push(this.#maps.devices.set(device.id, device));
    if (!known && this.#devicesOf !== null) this.#undo.push(this.#devicesOf.add(device));
  }

  take(claim: string, whose: string): void {
    this.#undo.push(this.#maps.taken.set(claim, whose));
  }

  release(claim: string): void {
    this.#undo.push(this.#maps.taken.delete(claim));
  }

  change(fields: Partial<Omit<Scalars, 'head' | 'at'>>): void {
    const before = this.#scalars;
    this.#scalars = { ...before, ...fields };
    this.#undo.push(() => {
      this.#scalars = before;
    });
  }

  advance(head: PolicyHead, at: number): void {
    const before = this.#place;
    this.#place = { head, at };
    this.#undo.push(() => {
      this.#place = before;
    });
  }

  /** All that the member ever had, revoked ones too. */
  devicesOf(member: MemberId): readonly Device[] {
    if (this.#devicesOf === null) {
      this.#devicesOf = new DeviceIndex(this.devices.values());
      // It may hold devices that came before it and are taken back after it.
      this.#undo.push(() => {
        this.#devicesOf = null;
      });
    }
    return this.#devicesOf.of(member).flatMap((id) => this.devices.get(id) ?? []);
  }

  /** Keeps the changes of `work` when it returns true, takes every one of them back otherwise. One may hold another. */
  attempt(work: () => boolean): boolean {
    if (this.#attempts === 0) this.#undo = [];
    const mark = this.#undo.length;
    this.#attempts += 1;
    let kept = false;
    try {
      kept = work();
    } finally {
      this.#attempts -= 1;
      if (!kept) for (const undo of this.#undo.splice(mark).reverse()) undo();
      if (this.#attempts === 0) this.#undo = [];
    }
    return kept;
  }

  freeze(): PolicyState {
    const maps = this.#maps;
    return {
      ...this.#scalars,
      ...this.#place,
      members: maps.members.share(),
      devices: maps.devices.share(),
      roles: maps.roles.share(),
      classes: maps.classes.share(),
      groups: maps.groups.share(),
      contacts: maps.contacts.share(),
      folders: maps.folders.share(),
      links: maps.links.share(),
      proposals: maps.proposals.share(),
      billing: maps.billing.share(),
      taken: maps.taken.share(),
    };
  }
}
