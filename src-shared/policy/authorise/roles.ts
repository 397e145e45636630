import type { RoleId } from '../../base/ids.ts';
import type { ActionOf } from '../action/action.ts';
import { cellsAfter } from '../model/cells.ts';
import type { Level, Role } from '../model/entities.ts';
import { isEmpty, type Mask, maskOf, minus } from '../model/mask.ts';
import type { Permission } from '../model/permissions.ts';
import { masksOfRole, NO_RIGHTS, type Rights } from '../model/rights.ts';
import { both, effectOnAll, holdsRole, outranksAll, withinHeld } from './grants.ts';
import type { Check, Inquiry } from './inquiry.ts';
import type { Grant } from './members.ts';
import { higherByRole } from './reach.ts';

function rightsOfMatrix(matrix: { readonly [P in Permission]?: Level | null }): Rights {
  const entries = Object.entries(matrix) as readonly (readonly [Permission, Level | null])[];
  const some = maskOf(entries.flatMap(([permission, level]) => (level === null ? [] : [permission])));
  return { some, full: maskOf(entries.flatMap(([permission, level]) => (level === 'full' ? [permission] : []))) };
}

/** G3: strictly below the actor, now and after. */
function below(inquiry: Inquiry, rank: number, cited: number): Check {
  if (inquiry.isOwner || !inquiry.laws.G3 || rank < inquiry.rank.rank) return null;
  return inquiry.refuses('roleOutranks', cited);
}

export function create(inquiry: Inquiry, action: ActionOf<'role.create'>): Grant {
  const refused = inquiry.needs('role.edit') ?? below(inquiry, action.rank, inquiry.now);
  if (refused !== null) return { refused, given: NO_RIGHTS };
  // Given when somebody is given the role; judged now too, so that no role lies ready that its author could not give.
  return { refused: withinHeld(inquiry, 'G2', rightsOfMatrix(action.matrix)), given: NO_RIGHTS };
}

export function edit(inquiry: Inquiry, action: ActionOf<'role.edit'>): Grant {
  const role = inquiry.state.roles.get(action.role);
  const refused = editable(inquiry, action.role, role) ?? below(inquiry, action.rank ?? 0, role?.setBy ?? inquiry.now);
  if (refused !== null || role === undefined) return { refused, given: NO_RIGHTS };
  const before = masksOfRole(role);
  const cells = action.cells ?? {};
  const written = rightsOfMatrix(cells);
  const roles = new Map(inquiry.state.roles).set(role.id, {
    ...role,
    matrix: cellsAfter(role.matrix, cells, inquiry.now),
  });
  const effect = effectOnAll(inquiry, (member) => holdsRole(member, role.id), { roles });
  const given = both({ some: minus(written.some, before.some), full: minus(written.full, before.full) }, effect.given);
  const refusal = onHolders(inquiry, role, action, given) ?? effect.refused ?? withinHeld(inquiry, 'G2', given);
  return { given, refused: refusal ?? higherByRole(inquiry, role, action) };
}

/** G12: not on oneself. G4, of roles: what is taken is taken from those below. */
function onHolders(inquiry: Inquiry, role: Role, action: ActionOf<'role.edit'>, given: Rights): Check {
  const { actor, laws } = inquiry;
  const widens = !isEmpty(given.some) || !isEmpty(given.full) || (action.rank ?? 0) > role.rank || action.peer === true;
  if (laws.G12 && widens && actor !== null && holdsRole(actor, role.id) && !inquiry.isOwner) {
    return inquiry.refuses('targetIsSelf', role.setBy, { kind: 'role', id: role.id });
  }
  const narrows =
    !isEmpty(taken(role, action.cells ?? {})) || (action.rank ?? role.rank) < role.rank || action.peer === false;
  return narrows && laws.G4 ? outranksAll(inquiry, (member) => holdsRole(member, role.id)) : null;
}

function taken(role: Role, cells: NonNullable<ActionOf<'role.edit'>['cells']>): Mask {
  const lowered = (Object.entries(cells) as readonly (readonly [Permission, Level | null])[]).filter(
    ([permission, level]) => role.matrix[permission] !== undefined && level !== 'full',
  );
  return maskOf(lowered.map(([permission]) => permission));
}

/** G11 and G3: the owner's role is nobody's to edit, others only from above. */
function editable(inquiry: Inquiry, id: RoleId, role: Role | undefined): Check {
  const refused = inquiry.needs('role.edit');
  if (refused !== null || role === undefined) return refused;
  const subject = { kind: 'role', id } as const;
  if (inquiry.laws.G11 && id === inquiry.state.ownerRole) return inquiry.refuses('roleIsOwners', role.setBy, subject);
  return below(inquiry, role.rank, role.setBy);
}

export function remove(inquiry: Inquiry, action: ActionOf<'role.delete'>): Grant {
  return { refused: editable(inquiry, action.role, inquiry.state.roles.get(action.role)), given: NO_RIGHTS };
}
