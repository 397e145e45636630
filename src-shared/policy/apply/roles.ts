import type { RoleId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { cellsAfter, cellsOf } from '../model/cells.ts';
import { idClaim } from '../model/claims.ts';
import type { PolicyState } from '../model/state.ts';
import type { StateDraft } from '../model/state-draft.ts';
import type { Acting, Handlers } from './acting.ts';
import type { EntryProblem } from './problems.ts';

export const ROLE_HANDLERS = {
  'role.create': (draft, { seq }, { role: id, name, rank, peer, matrix }) => {
    if (draft.roles.has(id) || draft.taken.has(idClaim('role', id))) return 'roleExists';
    draft.put('roles', { id, name, rank, peer, unique: false, matrix: cellsOf(matrix, seq), setBy: seq });
    return null;
  },
  'role.edit': edit,
  'role.delete': (draft, { author }, { role: id }) => {
    if (!draft.roles.has(id)) return 'roleUnknown';
    if (isInUse(draft, id)) return 'inUse';
    draft.take(idClaim('role', id), author);
    draft.drop('roles', id);
    return null;
  },
} as const satisfies Partial<Handlers>;

/** The entry that gave rank and peer is not the one that gave a new name: explanations cite the former. */
function edit(draft: StateDraft, { seq }: Acting, action: ActionOf<'role.edit'>): EntryProblem | null {
  const role = draft.roles.get(action.role);
  if (role === undefined) return 'roleUnknown';
  const { name = role.name, rank = role.rank, peer = role.peer } = action;
  const matrix = cellsAfter(role.matrix, action.cells ?? {}, seq);
  const moves = rank !== role.rank || peer !== role.peer;
  if (!moves && name === role.name && matrix === role.matrix) return 'unchanged';
  draft.put('roles', { ...role, name, rank, peer, matrix, setBy: moves ? seq : role.setBy });
  return null;
}

function isInUse(state: PolicyState, id: RoleId): boolean {
  if (state.template.role === id || state.transfer?.keep === id || state.ownerRole === id) return true;
  for (const { status, roles } of state.members.values()) {
    if (status !== 'removed' && roles.some((role) => role.id === id)) return true;
  }
  return false;
}
