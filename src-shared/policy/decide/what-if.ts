import { assertNever } from '../../base/assert-never.ts';
import type { ActionOf } from '../action/action.ts';
import { cellsAfter, overridesAfter } from '../model/cells.ts';
import type { Member } from '../model/entities.ts';
import { assignedAfter } from '../model/sets.ts';
import type { PolicyState } from '../model/state.ts';

/** One change that can alter what somebody may do. */
export type Change = ActionOf<
  | 'member.override'
  | 'member.limits'
  | 'member.groups'
  | 'member.roles'
  | 'member.class'
  | 'member.expiry'
  | 'member.enable'
  | 'member.unlock'
  | 'member.disable'
  | 'credits.grant'
  | 'setting.set'
  | 'group.edit'
  | 'role.edit'
  | 'class.edit'
>;

export interface Case {
  readonly state: PolicyState;
  readonly member: Member;
}

/**
 * How things would be for this member after the change, whoever made it: for asking `decideFor`, not for going on with.
 * What the change sets cites the entry that it would come in, the next one. The member in the state's table is not
 * replaced, so that no table of thousands is copied.
 */
export function whatIf({ state, member }: Case, change: Change): Case {
  const setBy = state.head.seq + 1;
  switch (change.type) {
    case 'member.override': {
      const overrides = overridesAfter(member.overrides, { [change.permission]: change.effect }, setBy);
      return { state, member: { ...member, overrides } };
    }
    case 'member.limits':
      return { state, member: { ...member, limits: { withheld: change.withheld, scopes: change.scopes, setBy } } };
    case 'member.groups':
      return { state, member: { ...member, groups: assignedAfter(member.groups, change, setBy) } };
    case 'member.roles':
      return { state, member: { ...member, roles: assignedAfter(member.roles, change, setBy) } };
    case 'member.class':
      return { state, member: { ...member, class: change.class, setBy: { ...member.setBy, class: setBy } } };
    case 'member.expiry':
      return { state, member: { ...member, expiresAt: change.expiresAt, setBy: { ...member.setBy, expiry: setBy } } };
    case 'member.enable':
    case 'member.unlock':
    case 'member.disable': {
      const status = change.type === 'member.disable' ? 'disabled' : 'active';
      return { state, member: { ...member, status, setBy: { ...member.setBy, status: setBy } } };
    }
    case 'credits.grant': {
      const credits = member.credits + change.amount;
      return { state, member: { ...member, credits, setBy: { ...member.setBy, credits: setBy } } };
    }
    case 'setting.set':
      return {
        state: { ...state, settings: { ...state.settings, [change.key]: { value: change.value, setBy } } },
        member,
      };
    case 'group.edit': {
      const group = state.groups.get(change.group);
      if (group === undefined) return { state, member };
      const permissions = overridesAfter(group.permissions, change.permissions ?? {}, setBy);
      const groups = new Map(state.groups).set(group.id, { ...group, permissions, setBy });
      return { state: { ...state, groups }, member };
    }
    case 'role.edit': {
      const role = state.roles.get(change.role);
      if (role === undefined) return { state, member };
      const matrix = cellsAfter(role.matrix, change.cells ?? {}, setBy);
      const roles = new Map(state.roles).set(role.id, { ...role, matrix, setBy });
      return { state: { ...state, roles }, member };
    }
    case 'class.edit': {
      const definition = state.classes.get(change.class);
      if (definition === undefined) return { state, member };
      const { ceiling = definition.ceiling, audience = definition.audience } = change;
      const classes = new Map(state.classes).set(definition.id, { ...definition, ceiling, audience, setBy });
      return { state: { ...state, classes }, member };
    }
    default:
      return assertNever(change);
  }
}
