import type { OrganisationView } from '../../../../src-shared/ipc/admin-views.ts';
import type { Level } from '../../../../src-shared/policy/model/entities.ts';
import {
  kindOf,
  PERMISSIONS,
  type Permission,
  type PermissionKind,
} from '../../../../src-shared/policy/model/permissions.ts';

/** What the matrix of roles and permissions knows without a screen. */

export type RoleRow = OrganisationView['roles'][number];
/** Level of a cell; null: the role does not give the permission. */
export type CellLevel = Level | null;
/** Role -> permission -> the level that is wanted, where it differs from what stands. */
export type Draft = ReadonlyMap<string, ReadonlyMap<Permission, CellLevel>>;

export const NO_DRAFT: Draft = new Map();

export interface PermissionGroup {
  readonly kind: PermissionKind;
  readonly permissions: readonly Permission[];
}

const KINDS: readonly PermissionKind[] = ['use', 'governance', 'delegated', 'exemption'];

/** Every permission that the filter lets through, by kind, in the order of the model; kinds without one are left out. */
export function permissionGroups(matches: (permission: Permission) => boolean): readonly PermissionGroup[] {
  return KINDS.map((kind) => ({
    kind,
    permissions: PERMISSIONS.filter((permission) => kindOf(permission) === kind && matches(permission)),
  })).filter(({ permissions }) => permissions.length > 0);
}

/** Highest first; equals by name. */
export function orderedRoles(roles: readonly RoleRow[]): readonly RoleRow[] {
  return roles.toSorted((a, b) => b.rank - a.rank || a.name.localeCompare(b.name));
}

export const standingLevel = (role: RoleRow, permission: Permission): CellLevel => role.cells[permission] ?? null;

export function levelOf(role: RoleRow, permission: Permission, draft: Draft): CellLevel {
  const wanted = draft.get(role.id)?.get(permission);
  return wanted === undefined ? standingLevel(role, permission) : wanted;
}

/** None, limited, full, none. Only rights over others can be limited to some of them; the rest is none or full. */
export function nextLevel(permission: Permission, level: CellLevel): CellLevel {
  const limits = kindOf(permission) === 'governance';
  if (level === null) return limits ? 'limited' : 'full';
  return level === 'limited' ? 'full' : null;
}

/** The draft with one cell at that level; a cell back at what stands is no change. */
export function withCell(draft: Draft, role: RoleRow, permission: Permission, level: CellLevel): Draft {
  const cells = new Map(draft.get(role.id));
  if (level === standingLevel(role, permission)) cells.delete(permission);
  else cells.set(permission, level);
  const next = new Map(draft).set(role.id, cells);
  if (cells.size === 0) next.delete(role.id);
  return next;
}

/** What is left of the draft when the roles have changed meanwhile. */
export function rebased(draft: Draft, roles: readonly RoleRow[]): Draft {
  let next: Draft = NO_DRAFT;
  for (const role of roles) {
    for (const [permission, level] of draft.get(role.id) ?? []) next = withCell(next, role, permission, level);
  }
  return next;
}

export const changedCells = (draft: Draft): number => [...draft.values()].reduce((sum, cells) => sum + cells.size, 0);

/** One `role.edit` a role. */
export function draftChanges(draft: Draft): readonly unknown[] {
  return [...draft].map(([role, cells]) => ({ type: 'role.edit', role, cells: Object.fromEntries(cells) }));
}

/** Why cells of a role cannot be changed by this member; null: they can. `roleIsOwners` is G11, `roleOutranks` G3. */
export function lockOf(
  role: RoleRow,
  organisation: Pick<OrganisationView, 'ownerRole' | 'owner' | 'roles'>,
  me: { readonly member: string; readonly role: { readonly id: string } } | null,
): 'roleIsOwners' | 'roleOutranks' | null {
  if (role.id === organisation.ownerRole) return 'roleIsOwners';
  if (me === null || me.member === organisation.owner.id) return null;
  const own = organisation.roles.find(({ id }) => id === me.role.id);
  return own !== undefined && role.rank < own.rank ? null : 'roleOutranks';
}
