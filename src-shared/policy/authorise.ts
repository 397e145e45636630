import { assertNever } from '../base/assert-never.ts';
import type { MemberId } from '../base/ids.ts';
import type { Action } from './actions.ts';
import { allow, type Decision, decide, deny, step } from './decide.ts';
import type { Member, PolicyState, Role } from './model.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';
import { covers, outranks, ROLE_DEFINITIONS } from './roles.ts';

/**
 * May the author do this to whom it is done, by the state before it? Asked by the writer before signing, and by every
 * reader of every entry. An unknown target is a denial.
 */
export function authorise(state: PolicyState, author: MemberId, action: Action): Decision {
  switch (action.type) {
    case 'member.invite':
      return granting(state, author, PERMISSIONS.invite, action.role);
    case 'member.reinvite':
      return managing(state, author, PERMISSIONS.invite, action.member, null);
    case 'member.role':
      return managing(state, author, PERMISSIONS.assignRole, action.member, action.role);
    case 'member.activate':
      return activating(state, author, action.member);
    default:
      return assertNever(action);
  }
}

/** G2, G3, G7: nobody grants a role above their own, or beside it without being a peer, or with a right they lack. */
function granting(state: PolicyState, author: MemberId, permission: Permission, role: Role): Decision {
  const basis = decide(state, author, permission);
  const actor = state.members.get(author);
  if (!basis.allowed || actor === undefined) return basis;
  const own = ROLE_DEFINITIONS[actor.role];
  const granted = ROLE_DEFINITIONS[role];
  if (granted.unique) return deny(...basis.steps, step('target', 'deny', actor.setBy.role, 'roleIsUnique'));
  return outranks(own, granted) && covers(own, granted)
    ? allow(...basis.steps, step('target', 'allow', actor.setBy.role, 'grantWithin'))
    : deny(...basis.steps, step('target', 'deny', actor.setBy.role, 'grantExceeds'));
}

/** G1, then what is granted, if anything. G12 follows: a role above one's own is never within one's grant. */
function managing(
  state: PolicyState,
  author: MemberId,
  permission: Permission,
  targetId: MemberId,
  role: Role | null,
): Decision {
  const basis = decide(state, author, permission);
  const actor = state.members.get(author);
  if (!basis.allowed || actor === undefined) return basis;
  const target = state.members.get(targetId);
  if (target === undefined) return deny(...basis.steps, step('target', 'deny', state.head.seq, 'targetUnknown'));
  const refused = refusedTarget(state, actor, target);
  if (refused !== null) return deny(...basis.steps, step('target', 'deny', target.setBy.role, refused));
  const reached = step('target', 'allow', target.setBy.role, 'targetBelow');
  if (role === null) return allow(...basis.steps, reached);
  const grant = granting(state, author, permission, role);
  const steps = [...basis.steps, reached, ...grant.steps.slice(basis.steps.length)] as const;
  return grant.allowed ? allow(...steps) : deny(...steps);
}

function refusedTarget(state: PolicyState, actor: Member, target: Member): 'targetIsOwner' | 'targetOutranks' | null {
  if (target.id === state.owner) return 'targetIsOwner';
  return outranks(ROLE_DEFINITIONS[actor.role], ROLE_DEFINITIONS[target.role]) ? null : 'targetOutranks';
}

/** Nobody is activated by anybody else. That the newcomer holds the code is proven by signature, beside this. */
function activating(state: PolicyState, author: MemberId, targetId: MemberId): Decision {
  const target = state.members.get(targetId);
  if (target === undefined) return deny(step('target', 'deny', state.head.seq, 'targetUnknown'));
  return author === targetId && target.status === 'invited'
    ? allow(step('state', 'allow', target.setBy.status, 'invited'))
    : deny(step('state', 'deny', target.setBy.status, 'notYourInvitation'));
}
