import type { Cell, Group, Member, Override, Overrides, Role } from '../model/entities.ts';
import type { Mask } from '../model/mask.ts';
import { PERMISSIONS, type Permission } from '../model/permissions.ts';
import { ceilingOf } from '../model/rights.ts';
import type { PolicyState } from '../model/state.ts';
import type { Subject } from './decision.ts';

/** A table by permission in the order of `PERMISSIONS`: reading it costs the same whatever is in it. */
export type Cells<C> = readonly (C | undefined)[];

/** What a role or a group gives. */
export interface Source<C> {
  readonly subject: Subject;
  readonly cells: Cells<C>;
}

/** What a member's answers come from, looked up once a question. `groups` and `roles` go along with the member's. */
export interface Sources {
  readonly ceiling: Mask;
  /** null when there is none, as with most. */
  readonly overrides: Cells<Override> | null;
  readonly groups: readonly Source<Override>[];
  readonly roles: readonly Source<Cell>[];
}

const NONE: readonly Source<never>[] = [];
// By the entities themselves, which never change; the maps that hold them do while entries are replayed.
const GROUPS = new WeakMap<Group, Source<Override>>();
const ROLES = new WeakMap<Role, Source<Cell>>();
const OVERRIDES = new WeakMap<Overrides, Cells<Override>>();

export function sourcesOf(state: PolicyState, member: Member): Sources {
  let groups: Source<Override>[] | null = null;
  for (const { id } of member.groups) {
    const group = state.groups.get(id);
    const source = group === undefined ? missing('group', id) : (GROUPS.get(group) ?? sourceOfGroup(group));
    if (groups === null) groups = [source];
    else groups.push(source);
  }
  let roles: Source<Cell>[] | null = null;
  for (const { id } of member.roles) {
    const role = state.roles.get(id);
    const source = role === undefined ? missing('role', id) : (ROLES.get(role) ?? sourceOfRole(role));
    if (roles === null) roles = [source];
    else roles.push(source);
  }
  return {
    ceiling: ceilingOf(state.classes.get(member.class)),
    overrides: isEmpty(member.overrides)
      ? null
      : (OVERRIDES.get(member.overrides) ?? cellsOfOverrides(member.overrides)),
    groups: groups ?? NONE,
    roles: roles ?? NONE,
  };
}

function cellsOfOverrides(overrides: Overrides): Cells<Override> {
  const cells = spread(overrides);
  OVERRIDES.set(overrides, cells);
  return cells;
}

function isEmpty(overrides: Overrides): boolean {
  for (const _ in overrides) return false;
  return true;
}

function sourceOfGroup(group: Group): Source<Override> {
  const source = { subject: { kind: 'group', id: group.id }, cells: spread(group.permissions) } as const;
  GROUPS.set(group, source);
  return source;
}

function sourceOfRole(role: Role): Source<Cell> {
  const source = { subject: { kind: 'role', id: role.id }, cells: spread(role.matrix) } as const;
  ROLES.set(role, source);
  return source;
}

function missing(kind: Subject['kind'], id: string): Source<never> {
  return { subject: { kind, id }, cells: [] };
}

function spread<C>(table: { readonly [P in Permission]?: C }): Cells<C> {
  return PERMISSIONS.map((permission) => table[permission]);
}
