import type { ClassId, GroupId, MemberId, RoleId } from '../../base/ids.ts';
import type { Group, Member, MemberClass, Role } from '../model/entities.ts';
import { EMPTY } from '../model/mask.ts';
import { ceilingOf, masksOfGroup, masksOfRole, NO_RIGHTS, type Rights } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import { type Columns, columns, resized } from './columns.ts';
import { Combinations, type PairOf } from './combinations.ts';
import { gather, type Modes, modesOf, read, type Shared, settle, type Touched } from './evaluate.ts';

/**
 * Everybody's rights as bits, kept up with the state: what `rightsOf` would answer for each, a few nanoseconds a
 * question. Members have places from 0 in the order in which they were seen, and keep them.
 */
export class CompiledPolicy {
  #state: PolicyState;
  #modes: Modes;
  #members: Member[] = [];
  #places = new Map<MemberId, number>();
  #roles = new Combinations<RoleId>();
  #groups = new Combinations<GroupId>();
  #classes = new Combinations<ClassId>();
  #columns: Columns = columns(0);

  private constructor(state: PolicyState) {
    this.#state = state;
    this.#modes = modesOf(state);
  }

  static of(state: PolicyState): CompiledPolicy {
    const compiled = new CompiledPolicy(state);
    compiled.#compile(state);
    return compiled;
  }

  /** Goes its own way from here on. */
  copy(): CompiledPolicy {
    const other = new CompiledPolicy(this.#state);
    other.#members = this.#members.slice();
    other.#places = new Map(this.#places);
    other.#roles = this.#roles.copy();
    other.#groups = this.#groups.copy();
    other.#classes = this.#classes.copy();
    other.#columns = resized(this.#columns, this.#columns.capacity);
    return other;
  }

  get state(): PolicyState {
    return this.#state;
  }

  get size(): number {
    return this.#members.length;
  }

  /** -1 for whoever is not in the state. */
  index(member: MemberId): number {
    return this.#places.get(member) ?? -1;
  }

  member(index: number): Member | null {
    return this.#members[index] ?? null;
  }

  /** `permission`: its place in `PERMISSIONS`. `at` in milliseconds. */
  can(index: number, permission: number, at: number): boolean {
    const { some, expiresAt } = this.#columns;
    if (at >= (expiresAt[index] ?? 0)) return false;
    return (((some[2 * index + (permission >> 5)] ?? 0) >>> (permission & 31)) & 1) === 1;
  }

  /** The same, not limited to external and service accounts. */
  isFull(index: number, permission: number, at: number): boolean {
    const { full, expiresAt } = this.#columns;
    if (at >= (expiresAt[index] ?? 0)) return false;
    return (((full[2 * index + (permission >> 5)] ?? 0) >>> (permission & 31)) & 1) === 1;
  }

  rights(index: number, at: number): Rights {
    const { some, full, expiresAt } = this.#columns;
    if (index < 0 || at >= (expiresAt[index] ?? 0)) return NO_RIGHTS;
    const place = 2 * index;
    return {
      some: { lo: some[place] ?? 0, hi: some[place + 1] ?? 0 },
      full: { lo: full[place] ?? 0, hi: full[place + 1] ?? 0 },
    };
  }

  /**
   * Takes over a later state, or an earlier one. What is the same object as before is not looked at again.
   *
   * @returns for how many members answers were worked out again.
   */
  update(next: PolicyState): number {
    const before = this.#state;
    if (next === before) return 0;
    const spare = 4 * next.members.size + 1024;
    if (next.members.size < this.size || this.#roles.size + this.#groups.size > spare) return this.#compile(next);
    this.#state = next;
    this.#modes = modesOf(next);

    const touched: Touched = {
      roles: this.#roles.refresh(changed(before.roles, next.roles), this.#pairOfRole),
      groups: this.#groups.refresh(changed(before.groups, next.groups), this.#pairOfGroup),
      classes: this.#classes.refresh(changed(before.classes, next.classes), this.#pairOfClass),
    };
    let count = 0;
    if (touched.roles !== null || touched.groups !== null || touched.classes !== null) {
      count = gather(this.#columns, 0, this.size, this.#shared, touched);
    }
    if (count > 0 || next.settings !== before.settings) settle(this.#columns, 0, this.size, this.#modes);
    if (next.settings !== before.settings) count = this.size;
    if (next.members !== before.members) {
      const found = this.#takeMembers(next);
      if (found === null) return this.#compile(next);
      count += found;
    }
    if (next.owner !== before.owner) count += this.#take(before.owner) + this.#take(next.owner);
    return Math.min(count, this.size);
  }

  #compile(state: PolicyState): number {
    this.#state = state;
    this.#modes = modesOf(state);
    this.#members = [];
    this.#places = new Map();
    this.#roles = new Combinations();
    this.#groups = new Combinations();
    this.#classes = new Combinations();
    this.#columns = columns(state.members.size + 64);
    this.#takeMembers(state);
    return this.size;
  }

  /** Members who are others than before. @returns how many; null when one is gone, so that places do not fit. */
  #takeMembers(state: PolicyState): number | null {
    let place = 0;
    let count = 0;
    for (const member of state.members.values()) {
      if (this.#members[place] !== member) {
        const known = this.#places.get(member.id);
        const index = known ?? this.size;
        if (known === undefined || this.#members[known] !== member) {
          this.#put(index, member);
          count += 1;
        }
      }
      place += 1;
    }
    return this.size === place ? count : null;
  }

  #take(id: MemberId): number {
    const index = this.index(id);
    const member = this.#members[index];
    if (member === undefined) return 0;
    this.#put(index, member);
    return 1;
  }

  /** Reads a member's record into the columns. */
  #put(index: number, member: Member): void {
    if (index >= this.#columns.capacity) this.#columns = resized(this.#columns, 2 * index + 64);
    this.#members[index] = member;
    this.#places.set(member.id, index);
    const { roles, groups, classes } = this.#columns;
    roles[index] = this.#roles.place(member.roles, this.#pairOfRole);
    groups[index] = this.#groups.place(member.groups, this.#pairOfGroup);
    classes[index] = this.#classes.place([{ id: member.class }], this.#pairOfClass);
    read(this.#columns, index, member, member.id === this.#state.owner);
    gather(this.#columns, index, index + 1, this.#shared, null);
    settle(this.#columns, index, index + 1, this.#modes);
  }

  get #shared(): Shared {
    return { roles: this.#roles.words, groups: this.#groups.words, classes: this.#classes.words };
  }

  readonly #pairOfRole: PairOf<RoleId> = (id) => {
    const role: Role | undefined = this.#state.roles.get(id);
    if (role === undefined) return null;
    const { some, full } = masksOfRole(role);
    return [some, full];
  };

  readonly #pairOfGroup: PairOf<GroupId> = (id) => {
    const group: Group | undefined = this.#state.groups.get(id);
    if (group === undefined) return null;
    const { allow, deny } = masksOfGroup(group);
    return [allow, deny];
  };

  readonly #pairOfClass: PairOf<ClassId> = (id) => [ceilingOf(this.#state.classes.get(id)), EMPTY];
}

/** Ids of what is another object than before, new, or gone. */
function changed<Id extends string, T extends Role | Group | MemberClass>(
  before: ReadonlyMap<Id, T>,
  next: ReadonlyMap<Id, T>,
): ReadonlySet<Id> {
  const ids = new Set<Id>();
  if (before === next) return ids;
  for (const [id, each] of next) if (before.get(id) !== each) ids.add(id);
  for (const id of before.keys()) if (!next.has(id)) ids.add(id);
  return ids;
}
