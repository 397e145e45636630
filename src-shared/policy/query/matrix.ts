import type { MemberId } from '../../base/ids.ts';
import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { Level } from '../model/entities.ts';
import { has } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import type { Rights } from '../model/rights.ts';

/** One line of the table of members by permissions. */
export interface MatrixRow {
  readonly member: MemberId;
  readonly rights: Rights;
}

/** Lines for the members named, or for all; whoever is not in the state has none. */
export function matrix(compiled: CompiledPolicy, at: number, members?: Iterable<MemberId>): readonly MatrixRow[] {
  const rows: MatrixRow[] = [];
  for (const member of members ?? compiled.state.members.keys()) {
    const index = compiled.index(member);
    if (index >= 0) rows.push({ member, rights: compiled.rights(index, at) });
  }
  return rows;
}

/** null: not held. */
export function levelIn({ some, full }: Rights, permission: Permission): Level | null {
  if (has(full, permission)) return 'full';
  return has(some, permission) ? 'limited' : null;
}
