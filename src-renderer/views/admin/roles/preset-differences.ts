import { isPermission, type Permission } from '../../../../src-shared/policy/model/permissions.ts';
import type { CellLevel } from './matrix.ts';

/** What a role is by the preset, where it is something else now. */
export interface RoleDifference {
  readonly cells: ReadonlyMap<Permission, CellLevel>;
  /** Name, rank or peer differ. */
  readonly details: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isLevel = (value: unknown): value is CellLevel => value === null || value === 'limited' || value === 'full';

/**
 * Reads the changes that would bring the organisation back to its preset: what a `role.edit` among them would set is
 * what differs today.
 */
export function roleDifferences(changes: readonly unknown[]): ReadonlyMap<string, RoleDifference> {
  const found = new Map<string, RoleDifference>();
  for (const change of changes) {
    if (!isFields(change) || change.type !== 'role.edit' || typeof change.role !== 'string') continue;
    const cells = new Map<Permission, CellLevel>(found.get(change.role)?.cells);
    for (const [permission, level] of Object.entries(isFields(change.cells) ? change.cells : {})) {
      if (isPermission(permission) && isLevel(level)) cells.set(permission, level);
    }
    const details =
      change.name !== undefined ||
      change.rank !== undefined ||
      change.peer !== undefined ||
      found.get(change.role)?.details === true;
    found.set(change.role, { cells, details });
  }
  return found;
}
