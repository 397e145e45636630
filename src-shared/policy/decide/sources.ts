import type { Cell, Group, Member, MemberClass, Override, Role } from '../model/entities.ts';
import { PERMISSIONS, type Permission } from '../model/permissions.ts';
import type { PolicyState } from '../model/state.ts';

/** A table by permission as an array, in the order of `PERMISSIONS`: reading it costs the same whatever is in it. */
export type Cells<C> = readonly (C | undefined)[];

/** What a member's answers come from, looked up once a question. `groups` and `roles` go along with the member's. */
export interface Sources {
  readonly definition: MemberClass | undefined;
  readonly groups: readonly Cells<Override>[];
  readonly roles: readonly Cells<Cell>[];
}

const NOTHING: Cells<never> = [];
const NONE: readonly Cells<never>[] = [];
// By the entities themselves, which never change; the maps that hold them do while entries are replayed.
const GROUPS = new WeakMap<Group, Cells<Override>>();
const ROLES = new WeakMap<Role, Cells<Cell>>();

export function sourcesOf(state: PolicyState, member: Member): Sources {
  const definition = state.classes.get(member.class);
  let groups: Cells<Override>[] | null = null;
  for (const { id } of member.groups) {
    const group = state.groups.get(id);
    const cells = group === undefined ? NOTHING : cellsOfGroup(group);
    if (groups === null) groups = [cells];
    else groups.push(cells);
  }
  let roles: Cells<Cell>[] | null = null;
  for (const { id } of member.roles) {
    const role = state.roles.get(id);
    const cells = role === undefined ? NOTHING : cellsOfRole(role);
    if (roles === null) roles = [cells];
    else roles.push(cells);
  }
  return { definition, groups: groups ?? NONE, roles: roles ?? NONE };
}

function cellsOfGroup(group: Group): Cells<Override> {
  let cells = GROUPS.get(group);
  if (cells === undefined) {
    cells = spread(group.permissions);
    GROUPS.set(group, cells);
  }
  return cells;
}

function cellsOfRole(role: Role): Cells<Cell> {
  let cells = ROLES.get(role);
  if (cells === undefined) {
    cells = spread(role.matrix);
    ROLES.set(role, cells);
  }
  return cells;
}

function spread<C>(table: { readonly [P in Permission]?: C }): Cells<C> {
  return PERMISSIONS.map((permission) => table[permission]);
}
