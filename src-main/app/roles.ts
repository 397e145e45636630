import type { RoleView } from '../../src-shared/ipc/contract-fields.ts';
import { authorise } from '../../src-shared/policy/authorise/authorise.ts';
import type { Member, Role } from '../../src-shared/policy/model/entities.ts';
import type { PolicyState } from '../../src-shared/policy/model/state.ts';
import { PRESETS } from '../../src-shared/policy/presets/presets.ts';
import { fromTemplate } from '../organisation/invite.ts';
import { someInvitation } from './some-invitation.ts';

/** The role of the highest rank that a member has; of two of one rank, the first by id. */
export function highestRole(state: PolicyState, member: Pick<Member, 'roles'>): Role {
  const roles = member.roles.flatMap(({ id }) => state.roles.get(id) ?? []);
  const [first, ...others] = roles;
  if (first === undefined) throw new Error('a member without a role');
  return others.reduce((highest, role) => (role.rank > highest.rank ? role : highest), first);
}

/** A role that nobody has renamed is shown in the person's language. */
export function roleView(state: PolicyState, { id, name }: Pick<Role, 'id' | 'name'>): RoleView {
  const original = PRESETS.get(state.preset)?.roles.find((role) => role.id === id);
  return { id, name, text: original?.name === name ? `roleName.${state.preset}.${id}` : null };
}

/** The roles that this member could invite somebody into, highest first. */
export function assignableRoles(state: PolicyState, by: Member): readonly RoleView[] {
  return [...state.roles.values()]
    .filter((role) => {
      const action = { ...someInvitation(state), ...fromTemplate(state, role.id) };
      return authorise(state, { member: by.id, at: state.at }, action).allowed;
    })
    .sort((a, b) => b.rank - a.rank)
    .map((role) => roleView(state, role));
}
