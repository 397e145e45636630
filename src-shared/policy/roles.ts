import type { Role } from './model.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** A role as data. The whole model replaces this table by presets that an organisation edits; its shape stays. */
export interface RoleDefinition {
  /** A higher rank may manage a lower one. */
  readonly rank: number;
  /** May also manage its own rank. */
  readonly peer: boolean;
  /** One holder; never granted, moves by transfer only. */
  readonly unique: boolean;
  readonly permissions: ReadonlySet<Permission>;
}

const use: readonly Permission[] = [
  PERMISSIONS.login,
  PERMISSIONS.receive,
  PERMISSIONS.send,
  PERMISSIONS.briefcase,
  PERMISSIONS.viewPolicy,
];
const governance: readonly Permission[] = [PERMISSIONS.invite, PERMISSIONS.assignRole];

export const ROLE_DEFINITIONS: Readonly<Record<Role, RoleDefinition>> = {
  owner: { rank: 100, peer: false, unique: true, permissions: new Set([...use, ...governance]) },
  administrator: { rank: 80, peer: true, unique: false, permissions: new Set([...use, ...governance]) },
  member: { rank: 10, peer: false, unique: false, permissions: new Set(use) },
};

/** G1: does the first role stand above the second, or beside it as a peer? */
export function outranks(actor: RoleDefinition, target: RoleDefinition): boolean {
  return target.rank < actor.rank || (target.rank === actor.rank && actor.peer);
}

/** G2, G7: are all of the second role's permissions among those of the first? */
export function covers(actor: RoleDefinition, granted: RoleDefinition): boolean {
  for (const permission of granted.permissions) if (!actor.permissions.has(permission)) return false;
  return true;
}
